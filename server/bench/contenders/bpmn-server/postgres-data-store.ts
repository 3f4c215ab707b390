/** `bpmn-server`'s data store on PostgreSQL: what its own puts into MongoDB, as one row of JSON a case. */
import { Pool } from "pg";
import type { DataStore, FoundItem, Instance, Query } from "./library.ts";

/** See the file's head. */
export class PostgresDataStore implements DataStore {
  readonly #pool: Pool;

  /** There is one process only, in which no two steps of a case meet: nobody has to be locked out. */
  readonly locker: DataStore["locker"] = {
    lock: async () => undefined,
    release: async () => undefined,
  };

  /** Makes the table. */
  static async open(connectionString: string, poolSize: number): Promise<PostgresDataStore> {
    const pool = new Pool({ connectionString, max: poolSize });
    await pool.query(
      `CREATE TABLE wf_instances (id text PRIMARY KEY, name text NOT NULL, status text NOT NULL, state jsonb NOT NULL)`,
    );
    return new PostgresDataStore(pool);
  }

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Without the model's source, which the definitions have, and without the log, which its settings can leave out too. */
  async saveInstance(instance: Instance): Promise<void> {
    const { id, name, status, items, tokens, loops, data } = instance;
    const state = JSON.stringify({ id, name, status, items, tokens, loops, data });
    instance.logs = [];
    if (instance.saved === undefined) {
      instance.saved = new Date();
      await this.#pool.query("INSERT INTO wf_instances VALUES ($1, $2, $3, $4)", [
        id,
        name,
        status,
        state,
      ]);
      return;
    }
    await this.#pool.query("UPDATE wf_instances SET status = $2, state = $3 WHERE id = $1", [
      id,
      status,
      state,
    ]);
  }

  async findInstance({ id }: Query): Promise<Instance> {
    const { rows } = await this.#pool.query<{ state: Omit<Instance, "logs" | "saved"> }>(
      "SELECT state FROM wf_instances WHERE id = $1",
      [id],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`There is no instance ${id}`);
    return { ...row.state, logs: [], saved: new Date() };
  }

  /** The items of a case that wait, at the element if one is named. */
  async findItems(query: Query): Promise<FoundItem[]> {
    const { id, items } = await this.findInstance(query);
    const elementId = query["items.elementId"];
    return items
      .filter((item) => item.status === "wait" && (elementId ?? item.elementId) === item.elementId)
      .map((item) => ({ ...item, instanceId: id }));
  }

  /** Cases of these models that have ended. */
  async ended(names: readonly string[]): Promise<number> {
    const { rows } = await this.#pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM wf_instances WHERE status = 'end' AND name = ANY($1)",
      [names],
    );
    return rows[0]?.count ?? 0;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
