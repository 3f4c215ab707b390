/**
 * What operators do to running instances of a server under fire: an errand is moved past its task, ended, or ended with many others by
 * a batch operation. Each is asked for until it is known to be done, and must have been done once.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Runtime } from "../index.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import type { Counter } from "./fault-clients.ts";

/** What becomes of an errand that one operator looks after. */
type Fate = "moved" | "ended";

const OPERATOR = { kind: "person", name: "operator" } as const;
/** Real time, like the faults. */
const TURN_MS = 40;

/** The operators of one run, and what they were told. */
export class FaultErrands {
  /** Process instance by errand key, which begins with its fate. */
  readonly errands = new Map<string, string>();
  readonly #batches = new Map<string, number>();
  readonly #sql: SqlExecutor;
  readonly #counter: () => Counter;

  constructor(sql: SqlExecutor, counter: () => Counter) {
    this.#sql = sql;
    this.#counter = counter;
  }

  /** Starts an errand, lets its fate befall it, and waits for its end. @throws when a command is refused that should not be */
  async see(fate: Fate, number: string): Promise<void> {
    const key = `${fate}-${number}`;
    const begin = startOf(key);
    const processInstanceId = await this.#until(begin, () => this.#errand(key));
    this.errands.set(key, processInstanceId);
    const change: RuntimeCommand =
      fate === "ended"
        ? { type: "cancelInstance", processInstanceId }
        : {
            type: "modifyInstance",
            processInstanceId,
            instructions: [{ kind: "move", from: { elementId: "hold" }, elementId: "stamp" }],
          };
    await this.#until(change, () => this.#hasLeft(processInstanceId));
    while (!(await this.#hasEnded(processInstanceId))) await pause(TURN_MS);
  }

  /** Starts errands on a runtime that nothing befalls, and has them ended by a batch operation, which the servers under fire carry out. */
  async beginBatch(runtime: Runtime, number: string, count: number): Promise<void> {
    const key = `batch-${number}`;
    await Promise.all(Array.from({ length: count }, () => runtime.execute(startOf(key))));
    const begun = await runtime.batches.begin(
      { kind: "cancelInstances" },
      {
        statement: "SELECT id FROM process_instance WHERE business_key = $1::text",
        values: [key],
      },
      OPERATOR,
    );
    if (!begun.ok) throw new Error(`${key}: ${begun.problem.code}`);
    this.#batches.set(begun.value.id, count);
  }

  /** Waits for the end of all batch operations. */
  async batchesEnd(): Promise<void> {
    const running = (): Promise<unknown[]> =>
      this.#sql.query("SELECT 1 FROM batch_operation WHERE ended_at IS NULL");
    while ((await running()).length > 0) await pause(TURN_MS);
  }

  /** Judges them; empty when all is well. @param sql another pair of eyes than its own */
  async findings(sql = this.#sql): Promise<string[]> {
    const wrong = await sql.query(
      `SELECT p.business_key, p.state, e.ends, e.stamps FROM process_instance p CROSS JOIN LATERAL (
         SELECT (SELECT count(*)::int FROM history_event h WHERE h.process_instance_id = p.id
                    AND h.type IN ('processInstanceCompleted', 'processInstanceTerminated')) AS ends,
                (SELECT count(*)::int FROM fault_effect f WHERE f.case_key = p.business_key) AS stamps) AS e
        WHERE p.process_id = 'fault-errand' AND (e.ends <> 1
           OR p.state <> CASE WHEN p.business_key LIKE 'moved-%' THEN 'completed' ELSE 'terminated' END
           OR e.stamps <> CASE WHEN p.business_key LIKE 'moved-%' THEN 1 ELSE 0 END)`,
    );
    const findings = wrong.map((row) => `an errand meets its fate once: ${JSON.stringify(row)}`);
    const found = await sql.query<{ key: string; id: string }>(
      `SELECT business_key AS key, id::text FROM process_instance
        WHERE process_id = 'fault-errand' AND business_key NOT LIKE 'batch-%'`,
    );
    const expected = [...this.errands].map(([key, id]) => `${key} ${id}`);
    const there = found.map(({ key, id }) => `${key} ${id}`);
    if (expected.toSorted().join() !== there.toSorted().join())
      findings.push("not the errands that were acknowledged are there");
    for (const [id, count] of this.#batches) {
      const items = await sql.query<{ state: string; count: number }>(
        "SELECT state, count(*)::int FROM batch_item WHERE batch_id = $1::bigint GROUP BY state",
        [id],
      );
      const isDone = items.length === 1 && items[0]?.state === "completed";
      if (!isDone || items[0]?.count !== count)
        findings.push(`a batch of ${count} has come to ${JSON.stringify(items)}`);
    }
    return findings;
  }

  /** Sends a command until it is known to be in effect. */
  async #until<Found>(command: RuntimeCommand, look: () => Promise<Found | null>): Promise<Found> {
    for (;;) {
      const counter = this.#counter();
      const outcome = await counter.execute(command);
      if (outcome === "unknown") await counter.settled();
      else if (!outcome.ok) throw new Error(`${command.type}: ${outcome.problem.code}`);
      const found = await look();
      if (found !== null) return found;
      if (outcome !== "unknown") throw new Error(`${command.type} was acknowledged, and is not so`);
      await pause(TURN_MS);
    }
  }

  async #errand(key: string): Promise<string | null> {
    const [found] = await this.#sql.query<{ id: string }>(
      "SELECT id::text FROM process_instance WHERE business_key = $1",
      [key],
    );
    return found?.id ?? null;
  }

  async #hasLeft(processInstanceId: string): Promise<true | null> {
    const waiting = await this.#sql.query(
      "SELECT 1 FROM user_task WHERE process_instance_id = $1::bigint",
      [processInstanceId],
    );
    return waiting.length === 0 ? true : null;
  }

  async #hasEnded(processInstanceId: string): Promise<boolean> {
    const running = await this.#sql.query(
      "SELECT 1 FROM process_instance WHERE id = $1::bigint AND state = 'active'",
      [processInstanceId],
    );
    return running.length === 0;
  }
}

function startOf(businessKey: string): RuntimeCommand {
  return { type: "startInstance", processId: "fault-errand", businessKey, variables: {} };
}
