/**
 * The npm package `bpmn-engine`, which is in memory, made durable as its documentation says: its state is saved to PostgreSQL
 * at each wait and at the end, in one statement each. The engine of a case stays in memory meanwhile.
 */
import { BpmnModdle } from "bpmn-moddle";
import * as elements from "bpmn-elements";
import { Engine } from "bpmn-engine";
import serialize, { TypeResolver } from "moddle-context-serializer";
import { Pool } from "pg";
import type { Contender, Load } from "../contender.ts";
import { cardinality, type Dialect, model, type ModelKey, patternKeys } from "../models/index.ts";
import { payload } from "../workloads.ts";
import { inTurns } from "./in-turns.ts";

const POOL_SIZE = 10;

/** Scripts are services of the environment, which are done at once. */
const services: Dialect = {
  namespaces: "",
  job: (id) => `<serviceTask id="${id}" implementation="\${environment.services.work}"/>`,
  script: (id, _name, _value, more = "") =>
    `<serviceTask id="${id}" implementation="\${environment.services.script}">${more}</serviceTask>`,
  emptyScript: (id) =>
    `<scriptTask id="${id}" scriptFormat="js"><script>next()</script></scriptTask>`,
  userTask: (id) => `<userTask id="${id}"/>`,
  isBelow: () => "${environment.services.isBelow()}",
  isEqual: (_name, value) => `\${environment.services.is${value}()}`,
  members: cardinality,
  message: (id, name) => `<message id="${id}" name="${name}"/>`,
};

/** See the file's head. */
export const bpmnEngine: Contender = {
  name: "bpmn-engine",
  settings: `25.0, ${POOL_SIZE} connections; the state of a case is saved as JSON when it waits (at a job, a task, a message) and when it ends; no history beyond that`,
  inFlight: 32,
  open: async (connectionString) => {
    const pool = new Pool({ connectionString, max: POOL_SIZE });
    await pool.query(
      `CREATE TABLE engine_state (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state jsonb NOT NULL,
         has_ended boolean NOT NULL DEFAULT false)`,
    );
    await pool.query(
      `CREATE TABLE open_task (case_id bigint PRIMARY KEY, candidate_group text NOT NULL, assignee text)`,
    );
    const of =
      (...keys: readonly ModelKey[]) =>
      (): Promise<Load> =>
        prepare(pool, keys);
    return {
      loads: {
        job: of("job"),
        threeJobs: of("threeJobs"),
        scripts: of("scripts"),
        parallel: of("parallel"),
        loop: of("loop"),
        userTask: of("userTask"),
        message: of("message"),
        multiInstance: of("multiInstance"),
        multiInstance10k: of("multiInstance10k"),
        ...Object.fromEntries(patternKeys.map((key) => [key, of(key)])),
        MIX: of(...patternKeys),
      },
      close: () => pool.end(),
    };
  },
};

async function prepare(pool: Pool, keys: readonly ModelKey[]): Promise<Load> {
  const contexts = new Map<ModelKey, ReturnType<typeof serialize>>();
  for (const key of keys) {
    const context = await new BpmnModdle({}).fromXML(model(key, services));
    contexts.set(key, serialize(context, TypeResolver(elements)));
  }
  const turns = inTurns(keys);
  const run = async (): Promise<number | void> => {
    const { key, choice } = turns();
    const sourceContext = contexts.get(key);
    if (sourceContext === undefined) throw new Error(`No model ${key}`);
    const store = new StoredCase(pool);
    let rounds = 0;
    let claimedAt: number | undefined;
    const fail = (error: unknown): void => {
      engine.emit("error", error);
    };
    const meet = async (goOn: () => void): Promise<void> => {
      await store.save(engine, false);
      if (key === "userTask") {
        await store.listAndClaim();
        claimedAt = performance.now();
      }
      goOn();
    };
    const engine = new Engine({
      name: key,
      sourceContext,
      variables: { payload },
      services: {
        work: (_scope: unknown, done: () => void) => {
          meet(done).catch(fail);
        },
        script: (_scope: unknown, done: () => void) => {
          rounds += 1;
          done();
        },
        isBelow: () => rounds < 10,
        is1: () => choice === 1,
      },
    });
    const failed = new Promise<never>((_resolve, reject) => engine.once("error", reject));
    const listener = {
      emit: (event: string, waiting: { readonly signal: () => void }): void => {
        if (event === "activity.wait") meet(() => waiting.signal()).catch(fail);
      },
    };
    const ended = engine.waitFor("end");
    await engine.execute({ listener });
    await Promise.race([ended, failed]);
    await store.save(engine, true);
    if (claimedAt !== undefined) return performance.now() - claimedAt;
  };
  const completed = async (): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM engine_state WHERE has_ended AND state->>'name' = ANY($1)",
      [keys],
    );
    return rows[0]?.count ?? 0;
  };
  return { run, completed };
}

/** The rows of one case. */
class StoredCase {
  readonly #pool: Pool;
  #id: string | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async save(engine: Engine, hasEnded: boolean): Promise<void> {
    const state = JSON.stringify(await engine.getState());
    if (this.#id === undefined) {
      const { rows } = await this.#pool.query<{ id: string }>(
        "INSERT INTO engine_state (state, has_ended) VALUES ($1, $2) RETURNING id",
        [state, hasEnded],
      );
      this.#id = rows[0]?.id;
      return;
    }
    await this.#pool.query("UPDATE engine_state SET state = $2, has_ended = $3 WHERE id = $1", [
      this.#id,
      state,
      hasEnded,
    ]);
  }

  /** What a list of tasks needs, which the engine does not have. */
  async listAndClaim(): Promise<void> {
    const id = this.#id;
    await this.#pool.query(
      "INSERT INTO open_task (case_id, candidate_group) VALUES ($1, 'clerks')",
      [id],
    );
    await this.#pool.query(
      "SELECT case_id FROM open_task WHERE case_id = $1 AND candidate_group = 'clerks' AND assignee IS NULL",
      [id],
    );
    await this.#pool.query("UPDATE open_task SET assignee = 'lin' WHERE case_id = $1", [id]);
  }
}
