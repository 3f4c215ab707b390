/** The runtime with some processes deployed, as a server has it. */
import { openDatabase } from "@tongban/prisma";
import {
  type CommittedEvent,
  type Result,
  Runtime,
  type SqlExecutor,
  type Variables,
} from "../../../src/runtime/index.ts";
import { model, type ModelKey } from "../../models/index.ts";
import { Ends } from "../ends.ts";
import { zeebe } from "./zeebe.ts";

/** As in the server's own settings. */
const POOL_SIZE = 10;
const LOOK_EVERY_MS = 20;

/** A case under way. */
export interface StartedCase {
  readonly processInstanceId: string;
  readonly businessKey: string;
  /** Resolves with the transaction that completes it. */
  readonly ended: Promise<void>;
}

/** What a server runs. */
export interface Deployed {
  readonly files: readonly { readonly name: string; readonly content: string }[];
  /** Of the processes that are started; the first is started unless another is named. */
  readonly processIds: readonly string[];
  /** What the worker of each type of job answers. */
  readonly jobs: Readonly<Record<string, Variables>>;
}

/** See file head. */
export class ProcessServer {
  readonly runtime: Runtime;
  readonly #prisma: ReturnType<typeof openDatabase>;
  readonly #processIds: readonly string[];
  readonly #ends = new Ends();
  #aheadMs = 0;

  /** Deploys the models of the keys. Workers and timers begin with {@link work}. */
  static open(databaseUrl: string, ...keys: readonly ModelKey[]): Promise<ProcessServer> {
    return ProcessServer.deploy(databaseUrl, {
      files: keys.map((key) => ({ name: `${key}.bpmn`, content: model(key, zeebe) })),
      processIds: keys,
      jobs: { work: { isApproved: true } },
    });
  }

  /** Deploys. Workers and timers begin with {@link work}. */
  static async deploy(databaseUrl: string, deployed: Deployed): Promise<ProcessServer> {
    const server = new ProcessServer(databaseUrl, deployed);
    const by = { account: "bench", comment: "" };
    const result = await server.runtime.deploy(deployed.files, by);
    if (!result.ok) throw new Error(JSON.stringify(result.findings));
    return server;
  }

  private constructor(databaseUrl: string, { processIds, jobs }: Deployed) {
    this.#processIds = processIds;
    this.#prisma = openDatabase(databaseUrl, POOL_SIZE);
    this.runtime = new Runtime({
      databaseUrl,
      prisma: this.#prisma,
      now: () => Date.now() + this.#aheadMs,
      timeZone: "Asia/Shanghai",
      poolSize: POOL_SIZE,
      onError: (error) => process.stderr.write(`${String(error)}\n`),
    });
    for (const [type, answer] of Object.entries(jobs)) {
      this.runtime.defineJob(type, { perform: async () => answer });
    }
    this.runtime.addProjection(async (events) => {
      for (const { event, businessKey, processId } of events) {
        if (event.type === "processInstanceCompleted" && processIds.includes(processId)) {
          this.#ends.reached(businessKey ?? "");
        }
      }
    });
  }

  /** Hands over every event, in the transaction in which it happens. */
  onEvents(hear: (events: readonly CommittedEvent[], sql: SqlExecutor) => Promise<void>): void {
    this.runtime.addProjection(hear);
  }

  /** Lets workers and timers begin, with the clock set ahead. */
  async work(aheadMs = 0): Promise<void> {
    this.#aheadMs += aheadMs;
    await this.runtime.start();
  }

  /** Starts a case. */
  async start(variables: Variables, processId = this.#processIds[0] ?? ""): Promise<StartedCase> {
    const { key: businessKey, ended } = this.#ends.next();
    const { processInstanceId } = valueOf(
      await this.runtime.execute({ type: "startInstance", processId, variables, businessKey }),
    );
    return { processInstanceId, businessKey, ended };
  }

  /** Starts one of many cases; {@link allEnded} tells of them together. */
  async startOneOfMany(variables: Variables): Promise<void> {
    const processId = this.#processIds[0] ?? "";
    const businessKey = this.#ends.nextCounted();
    valueOf(
      await this.runtime.execute({ type: "startInstance", processId, variables, businessKey }),
    );
  }

  /** Resolves when all of many have ended. */
  allEnded(): Promise<void> {
    return this.#ends.all();
  }

  /** When so many cases wait for the timer, sets the clock ahead and lets them go on. */
  async passTime(timer: string, cases: number, ms: number): Promise<void> {
    const { sql } = this.runtime;
    const waiting = "SELECT count(*)::int AS count FROM timer WHERE element_id = $1";
    while ((await sql.query<{ count: number }>(waiting, [timer]))[0]?.count !== cases) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    this.#aheadMs += ms;
    this.runtime.wake();
  }

  /** Completed cases of the processes, as the database knows them. */
  readonly completed = async (): Promise<number> => {
    const [row] = await this.runtime.sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM process_instance WHERE state = 'completed' AND definition_id IN
         (SELECT id FROM process_definition WHERE process_id = ANY($1::text[]))`,
      [this.#processIds],
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
