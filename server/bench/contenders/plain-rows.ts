/**
 * The limit: the rows that a completed case of ours leaves behind, written by plain multi-row inserts, as many cases a
 * transaction as our committer takes. No engine, no reading, nothing that waits in between.
 */
import { Pool } from "pg";
import type { Contender, Load } from "../contender.ts";
import { patternKeys } from "../models/index.ts";
import type { WorkloadKey } from "../workloads.ts";
import { tongban } from "./tongban/tongban.ts";

const TABLES = {
  process_instance: "id",
  history_entry: "process_instance_id",
  element_instance: "process_instance_id",
};
const CASES_PER_TRANSACTION = 512;
const TRANSACTIONS = 2;
const POOL_SIZE = 4;

/** Rows of one case in one table, column by column. */
interface Sample {
  readonly insert: string;
  /** Values of each column, one per row; null stands for the id of the instance. */
  readonly columns: readonly {
    readonly isInstance: boolean;
    readonly isJson: boolean;
    readonly values: readonly unknown[];
  }[];
}

/** See the file's head. */
export const plainRows: Contender = {
  name: "plain inserts",
  settings: `the same rows without an engine: multi-row inserts, up to ${CASES_PER_TRANSACTION} cases a transaction, ${TRANSACTIONS} transactions at a time`,
  inFlight: 512,
  open: async (databaseUrl) => {
    const { loads, close } = await tongban.open(databaseUrl);
    const copied = (key: WorkloadKey) => async (): Promise<Load> => {
      const original = await loads[key]?.();
      if (original === undefined) throw new Error(`No case of ${key} to copy`);
      await original.run();
      await original.end?.();
      return copies(databaseUrl);
    };
    return {
      loads: {
        job: copied("job"),
        scripts: copied("scripts"),
        parallel: copied("parallel"),
        loop: copied("loop"),
        userTask: copied("userTask"),
        multiInstance: copied("multiInstance"),
        multiInstance10k: copied("multiInstance10k"),
        ...Object.fromEntries(patternKeys.map((key) => [key, copied(key)])),
      },
      close,
    };
  },
};

async function copies(databaseUrl: string): Promise<Load> {
  const pool = new Pool({ connectionString: databaseUrl, max: POOL_SIZE });
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id::text FROM process_instance WHERE state = 'completed' ORDER BY id DESC LIMIT 1",
  );
  const original = rows[0]?.id ?? "";
  const samples = await Promise.all(
    Object.entries(TABLES).map(([table, key]) => readSample(pool, table, key, original)),
  );
  const batches = new Batches(BigInt(original), (ids) => write(pool, samples, ids));
  return { run: () => batches.add(), end: () => pool.end() };
}

/** Cases that come together are written together. */
class Batches {
  readonly #insert: (ids: readonly string[]) => Promise<void>;
  readonly #waiting: { readonly resolve: () => void; readonly reject: (e: unknown) => void }[] = [];
  #lastId: bigint;
  #running = 0;

  constructor(lastId: bigint, insert: (ids: readonly string[]) => Promise<void>) {
    this.#lastId = lastId;
    this.#insert = insert;
  }

  /** Resolves when a copy is committed. */
  add(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#running < TRANSACTIONS && this.#waiting.length > 0) void this.#next();
  }

  async #next(): Promise<void> {
    const batch = this.#waiting.splice(0, CASES_PER_TRANSACTION);
    this.#running += 1;
    try {
      await this.#insert(batch.map(() => String((this.#lastId += 1n))));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#running -= 1;
    this.#pump();
  }
}

async function write(
  pool: Pool,
  samples: readonly Sample[],
  ids: readonly string[],
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const { insert, columns } of samples) {
      await client.query(
        insert,
        columns.map(({ isInstance, isJson, values }) => {
          const all = ids.flatMap((id) => (isInstance ? values.map(() => id) : values));
          return isJson ? all.join("\n") : all;
        }),
      );
    }
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

async function readSample(pool: Pool, table: string, key: string, id: string): Promise<Sample> {
  const { rows: types } = await pool.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  const texts = types.map(({ name }) => `${name}::text`).join(", ");
  const { rows } = await pool.query<Record<string, string | null>>(
    `SELECT ${texts} FROM ${table} WHERE ${key} = $1::bigint`,
    [id],
  );
  const columns = types.map(({ name, type }) => {
    const values = rows.map((row) => row[name] ?? null);
    const isInstance = values.every((value) => value === id);
    return { isInstance, isJson: type.startsWith("json"), values };
  });
  const names = types.map(({ name }) => name).join(", ");
  const selected = types.map(({ name, type }) => `u.${name}::${type}`).join(", ");
  // JSON travels as lines of one text, which need no escapes, as in the runtime's own statements.
  const parameters = types.map(({ type }, index) =>
    type.startsWith("json")
      ? `string_to_table($${index + 1}, E'\\n')`
      : `unnest($${index + 1}::${type}[])`,
  );
  return {
    insert: `INSERT INTO ${table} (${names}) SELECT ${selected} FROM ROWS FROM (${parameters.join(", ")}) AS u(${names})`,
    columns,
  };
}
