/** The runtime with one process deployed, as a server has it. */
import { openDatabase } from "@tongban/prisma";
import { type Result, Runtime, type Variables } from "../../../src/runtime/index.ts";
import { model, type ModelKey } from "../../models.ts";
import { Ends } from "../ends.ts";
import { zeebe } from "./zeebe.ts";

/** As in the server's own settings. */
const POOL_SIZE = 10;

/** A case under way. */
export interface StartedCase {
  readonly processInstanceId: string;
  /** Resolves with the transaction that completes it. */
  readonly ended: Promise<void>;
}

/** See file head. */
export class ProcessServer {
  readonly runtime: Runtime;
  readonly #prisma: ReturnType<typeof openDatabase>;
  readonly #key: ModelKey;
  readonly #ends = new Ends();
  #aheadMs = 0;

  /** Deploys the model of the key. Workers and timers begin with {@link work}. */
  static async open(databaseUrl: string, key: ModelKey): Promise<ProcessServer> {
    const server = new ProcessServer(databaseUrl, key);
    const files = [{ name: `${key}.bpmn`, content: model(key, zeebe) }];
    const deployed = await server.runtime.deploy(files, { account: "bench", comment: "" });
    if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
    return server;
  }

  private constructor(databaseUrl: string, key: ModelKey) {
    this.#key = key;
    this.#prisma = openDatabase(databaseUrl, POOL_SIZE);
    this.runtime = new Runtime({
      databaseUrl,
      prisma: this.#prisma,
      now: () => Date.now() + this.#aheadMs,
      timeZone: "Asia/Shanghai",
      poolSize: POOL_SIZE,
      onError: (error) => process.stderr.write(`${String(error)}\n`),
    });
    this.runtime.defineJob("work", { perform: async () => ({ isApproved: true }) });
    this.runtime.addProjection(async (events) => {
      for (const { event, businessKey } of events) {
        if (event.type === "processInstanceCompleted") this.#ends.reached(businessKey ?? "");
      }
    });
  }

  /** Lets workers and timers begin, with the clock set ahead. */
  async work(aheadMs = 0): Promise<void> {
    this.#aheadMs = aheadMs;
    await this.runtime.start();
  }

  /** Starts a case. */
  async start(variables: Variables): Promise<StartedCase> {
    const { key: businessKey, ended } = this.#ends.next();
    const { processInstanceId } = valueOf(
      await this.runtime.execute({
        type: "startInstance",
        processId: this.#key,
        variables,
        businessKey,
      }),
    );
    return { processInstanceId, ended };
  }

  /** Completed cases of the process, as the database knows them. */
  readonly completed = async (): Promise<number> => {
    const [row] = await this.runtime.sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM process_instance WHERE state = 'completed' AND definition_id IN
         (SELECT id FROM process_definition WHERE process_id = $1)`,
      [this.#key],
    );
    return row?.count ?? 0;
  };

  /** Ends the runtime and its connections. */
  readonly stop = async (): Promise<void> => {
    await this.runtime.stop();
    await this.#prisma.$disconnect();
  };
}

/** What a command answers; one that is refused voids the measurement. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.value;
}
