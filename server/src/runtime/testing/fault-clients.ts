/**
 * People at the counter of a server under fire: each starts a case, pays, does its tasks, takes it along to the redrawn version (two
 * of three do: while everything is waited for, or after its first task), and asks again when no answer came.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { TO_REDRAWN } from "./fault-protocol.ts";
import type { Outcome } from "./mortal-server.ts";

/** The server as a client sees it. */
export interface Counter {
  execute(command: RuntimeCommand): Promise<Outcome>;
  /** Resolves when a commit that was on its way without an answer is through, or undone. */
  settled(): Promise<void>;
}

/** The clients of one run, and what they were told. */
export class FaultClients {
  /** Process instance by case key. */
  readonly cases = new Map<string, string>();
  readonly tasks = new Set<string>();
  /** Keys of the cases that were taken along. */
  readonly takenAlong = new Set<string>();
  payments = 0;
  unknownOutcomes = 0;
  readonly #sql: SqlExecutor;
  readonly #counter: () => Counter;
  readonly #turn: () => Promise<unknown>;

  /** @param counter the one that serves now; @param turn waits between two looks: people look again now and then */
  constructor(sql: SqlExecutor, counter: () => Counter, turn: () => Promise<unknown> = later) {
    this.#turn = turn;
    this.#sql = sql;
    this.#counter = counter;
  }

  /** Takes a case from its start to its end. @throws when a command is refused that should not be */
  async see(key: string): Promise<void> {
    while (!this.cases.has(key)) await this.#begin(key);
    const tasksBeforeMove = tasksBeforeMoveOf(key);
    let tasksDone = 0;
    let hasPaid = false;
    for (;;) {
      if (!hasPaid) hasPaid = await this.#pay(key);
      const tasks = await this.#sql.query<{ id: string }>(
        "SELECT id::text FROM user_task WHERE business_key = $1",
        [key],
      );
      for (const { id } of tasks) {
        // It cannot end before its tasks are done.
        if (tasksDone === tasksBeforeMove) await this.#takeAlong(key);
        await this.#completeTask(id);
        tasksDone += 1;
      }
      if (await this.#hasEnded(key)) return;
      await this.#turn();
    }
  }

  /** Starting has no idempotency key of its own: after an unknown outcome a client looks whether its case is there. */
  async #begin(key: string): Promise<void> {
    const counter = this.#counter();
    const outcome = await counter.execute({
      type: "startInstance",
      processId: "fault-case",
      version: 1,
      businessKey: key,
      variables: { caseKey: key, items: [1, 2, 3, 4] },
    });
    if (outcome === "unknown") {
      this.unknownOutcomes += 1;
      await counter.settled();
      const [found] = await this.#sql.query<{ id: string }>(
        "SELECT id::text FROM process_instance WHERE business_key = $1 AND parent_id IS NULL",
        [key],
      );
      if (found === undefined) await this.#turn();
      else this.cases.set(key, found.id);
      return;
    }
    if (!outcome.ok) throw new Error(`${key}: ${outcome.problem.code}`);
    this.cases.set(key, (outcome.value as { processInstanceId: string }).processInstanceId);
  }

  async #pay(key: string): Promise<boolean> {
    const outcome = await this.#counter().execute({
      type: "publishMessage",
      name: "paid",
      correlationKey: key,
      messageId: `payment-${key}`,
      variables: {},
      // Longer than any jump of the platform's clock.
      timeToLiveMs: 30 * 24 * 3_600_000,
    });
    if (outcome === "unknown") {
      this.unknownOutcomes += 1;
      return false;
    }
    if (!outcome.ok) throw new Error(`${key}: ${outcome.problem.code}`);
    this.payments += 1;
    return true;
  }

  async #takeAlong(key: string): Promise<void> {
    const processInstanceId = this.cases.get(key) ?? "";
    while (!this.takenAlong.has(key)) {
      const counter = this.#counter();
      const outcome = await counter.execute({
        type: "migrateInstance",
        processInstanceId,
        processId: "fault-case",
        version: 2,
        plan: TO_REDRAWN,
      });
      if (outcome === "unknown") {
        this.unknownOutcomes += 1;
        await counter.settled();
      } else if (!outcome.ok) throw new Error(`${key}: ${outcome.problem.code}`);
      const [at] = await this.#sql.query<{ version: number }>(
        "SELECT version FROM process_instance WHERE id = $1::bigint",
        [processInstanceId],
      );
      if (at?.version === 2) this.takenAlong.add(key);
      else if (outcome === "unknown") await this.#turn();
      else throw new Error(`${key} was not taken along, though that was acknowledged`);
    }
  }

  async #completeTask(id: string): Promise<void> {
    const outcome = await this.#counter().execute({
      type: "completeUserTask",
      userTaskId: id,
      variables: { [`done${id}`]: true },
    });
    if (outcome === "unknown") this.unknownOutcomes += 1;
    else if (outcome.ok) this.tasks.add(id);
    // Done by the command whose answer was lost, after this client had looked.
    else if (!/USER_TASK_NOT_FOUND|INSTANCE_ENDED/.test(outcome.problem.code))
      throw new Error(`task ${id}: ${outcome.problem.code}`);
  }

  async #hasEnded(key: string): Promise<boolean> {
    const rows = await this.#sql.query(
      "SELECT 1 FROM process_instance WHERE business_key = $1 AND parent_id IS NULL AND state = 'completed'",
      [key],
    );
    return rows.length > 0;
  }
}

/** After how many of its tasks a case is taken along; infinite for those that stay. */
function tasksBeforeMoveOf(key: string): number {
  const kind = Number(key.split("-").at(-1)) % 3;
  return kind === 2 ? Infinity : kind;
}

/** Real time: the moments of the faults are, too. */
function later(): Promise<void> {
  return pause(40);
}
