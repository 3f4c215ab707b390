/**
 * Group commit: commands that are in flight together share a transaction. An idle system commits at once; under load a batch
 * grows while those before it commit. An answer waits for its commit.
 */
import { setImmediate as turn } from "node:timers/promises";
import type { Span } from "@opentelemetry/api";
import { CallsWithoutEnd } from "./calls-without-end.ts";
import { failure, type Result } from "../result.ts";
import type { RuntimeObserver } from "../observer.ts";
import type { AnswerTo, RuntimeCommand } from "../runtime-command.ts";
import type { RuntimeConnections } from "../runtime-connections.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import type { Actor } from "../store/operation-store.ts";
import type { NewWork } from "../store/work-store.ts";
import { together } from "../together.ts";
import { inTransaction } from "../transaction.ts";
import { HandedJobs, type Offer } from "../work/hand-over.ts";
import { execute, locateAll } from "./execute.ts";
import { recordOperation } from "./operation-of.ts";
import { NoConnection, reasonOf } from "./no-connection.ts";
import { beginCommand, beginCommit, endCommand, traceparentOf } from "./traces.ts";
import { CommitOutcomeUnknown, isWorthRetrying } from "./transaction-faults.ts";
import { Batches, type BatchLimits } from "./batches.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** What a committer stands on. */
export interface CommitterDependencies extends Pick<RuntimeConnections, "pool" | "send"> {
  readonly newUnit: (tx: SqlExecutor) => UnitOfWork;
  /** Who may get a new job with the commit that makes it. */
  readonly offer: Offer;
  /** Told after each commit what somebody has to look for. */
  readonly onWork: (work: NewWork) => void;
  readonly observer: RuntimeObserver;
  /** Told what goes wrong after a commit, which has happened all the same. */
  readonly onError: (error: unknown) => void;
  readonly limits?: Partial<CommitterLimits>;
}

/** Bounds of the committer. One command more than can wait is refused with `RUNTIME_OVERLOADED`. */
export interface CommitterLimits extends BatchLimits {
  /** Times that a lost race or a deadlock is tried again. */
  readonly maxRetries: number;
}

const DEFAULT_LIMITS: CommitterLimits = {
  maxTransactions: 4,
  maxBatch: 512,
  maxWaiting: 10_000,
  maxRetries: 8,
};

/**
 * Commands that are carried out before others have a turn. What another transaction has to send waits in this process meanwhile, since a
 * socket takes some 200 kB at once, and so does every request.
 */
const COMMANDS_IN_A_TURN = 16;

interface Waiting {
  readonly command: RuntimeCommand;
  readonly by: Actor | undefined;
  readonly span: Span;
  readonly resolve: (result: Result<unknown>) => void;
  readonly reject: (error: unknown) => void;
}

/** See file head. */
export class Committer {
  readonly #dependencies: CommitterDependencies;
  readonly #limits: CommitterLimits;
  readonly #batches: Batches<Waiting>;
  #isPumping = false;
  #isStopping = false;
  #onIdle: (() => void) | null = null;

  constructor(dependencies: CommitterDependencies) {
    this.#dependencies = dependencies;
    this.#limits = { ...DEFAULT_LIMITS, ...dependencies.limits };
    this.#batches = new Batches(this.#limits);
  }

  /** Carries out a command, and records who asked; resolves after its commit. Rejects only when the database fails. */
  submit<C extends RuntimeCommand>(command: C, by?: Actor): Promise<Result<AnswerTo<C>>> {
    if (this.#isStopping) {
      return Promise.resolve(
        failure(
          "RUNTIME_STOPPING",
          "系统正在停止，请稍后再试。",
          "The system is stopping. Try again later.",
        ),
      );
    }
    if (this.#batches.isFull) {
      this.#dependencies.observer.refused();
      return Promise.resolve(
        failure(
          "RUNTIME_OVERLOADED",
          "系统繁忙，请稍后再试。",
          "The system is busy. Try again later.",
        ),
      );
    }
    return new Promise((resolve, reject) => {
      const span = beginCommand(command.type);
      this.#batches.add({
        command,
        by,
        span,
        resolve: (result) => {
          endCommand(span, result);
          // The result's type follows from the command's; the queue holds all kinds.
          (resolve as Waiting["resolve"])(result);
        },
        reject: (thrown) => {
          endCommand(span, { thrown });
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        },
      });
      this.#pumpSoon();
    });
  }

  /** Commands that wait for a transaction. */
  get waiting(): number {
    return this.#batches.waiting;
  }

  /** Refuses new commands and waits for those that were accepted. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#batches.isIdle) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
  }

  /** When all who ask in this turn of the event loop have asked, so that the first does not begin alone. */
  #pumpSoon(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(() => {
      this.#isPumping = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (let batch = this.#batches.begin(); batch !== null; batch = this.#batches.begin())
      void this.#carryOut(batch);
    if (this.#batches.isIdle) this.#onIdle?.();
  }

  async #carryOut(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#settle(batch);
    } finally {
      this.#batches.end(batch);
      this.#pumpSoon();
    }
  }

  /**
   * One bad command must not take the others down: a batch that fails is done again in halves, which may fail again.
   *
   * @returns what the database said when there was no connection to be had: whoever comes next would wait as long to be told the same
   */
  async #settle(batch: readonly Waiting[]): Promise<NoConnection | null> {
    try {
      const results = batch.length === 1 ? await this.#alone(batch) : await this.#transact(batch);
      for (const [index, { resolve }] of batch.entries()) {
        const result = results[index];
        if (result !== undefined) resolve(result);
      }
      return null;
    } catch (error) {
      const isOfAll = error instanceof CommitOutcomeUnknown || error instanceof NoConnection;
      if (batch.length > 1 && !isOfAll) return this.#settleHalves(batch);
      for (const { reject } of batch) reject(reasonOf(error));
      return error instanceof NoConnection ? error : null;
    }
  }

  async #settleHalves(batch: readonly Waiting[]): Promise<NoConnection | null> {
    const middle = Math.ceil(batch.length / 2);
    const lost = await this.#settle(batch.slice(0, middle));
    const rest = batch.slice(middle);
    if (lost === null) return this.#settle(rest);
    for (const { reject } of rest) reject(lost.cause);
    return lost;
  }

  /** A lost race is tried again, and a circle of calls is an answer. */
  async #alone(command: readonly Waiting[]): Promise<Result<unknown>[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#transact(command);
      } catch (error) {
        if (error instanceof CallsWithoutEnd) return [withoutEnd(error.called)];
        if (attempt >= this.#limits.maxRetries || !isWorthRetrying(error)) throw error;
      }
    }
  }

  async #transact(
    batch: readonly Pick<Waiting, "command" | "by" | "span">[],
  ): Promise<Result<unknown>[]> {
    const begun = performance.now();
    const commands = batch.map(({ command }) => command);
    const span = beginCommit(batch.map((waiting) => waiting.span));
    try {
      const results = await this.#commit(batch, commands);
      this.#observe(commands, results, begun);
      return results;
    } finally {
      span.end();
    }
  }

  async #commit(
    batch: readonly Pick<Waiting, "command" | "by" | "span">[],
    commands: readonly RuntimeCommand[],
  ): Promise<Result<unknown>[]> {
    const { pool, send } = this.#dependencies;
    const client = await pool.connect().catch((error: unknown) => {
      throw new NoConnection("There is no connection to be had.", { cause: error });
    });
    return inTransaction(client, send(client), async (transaction) => {
      const unit = this.#dependencies.newUnit(transaction);
      const [, located] = await together([transaction.begin(), locateAll(unit, commands)]);
      const results: Result<unknown>[] = [];
      for (const { command, by, span } of batch) {
        unit.records.traces.traceparent = traceparentOf(span);
        const result = await execute(unit, command, located);
        recordOperation(unit, { by, command, located }, result);
        results.push(result);
        if (results.length % COMMANDS_IN_A_TURN === 0) await turn();
      }
      const handed = new HandedJobs(this.#dependencies.offer);
      try {
        const { work, written } = await unit.finish(handed);
        await transaction.commit(written);
        this.#afterwards(() => {
          unit.keepStates();
          handed.give((id, job) => unit.beside(id, job));
          this.#dependencies.onWork(work);
        });
      } finally {
        handed.leave();
      }
      return results;
    });
  }

  /** What has committed is not done again for what fails after that. */
  #afterwards(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#dependencies.onError(error);
    }
  }

  #observe(
    commands: readonly RuntimeCommand[],
    results: readonly Result<unknown>[],
    begun: number,
  ): void {
    const seconds = (performance.now() - begun) / 1000;
    const told = commands.map(({ type }, index) => {
      const result = results[index];
      return { type, code: result === undefined || result.ok ? null : result.problem.code };
    });
    this.#afterwards(() => this.#dependencies.observer.committed(told, seconds));
  }
}

function withoutEnd(called: string): Result<unknown> {
  return failure(
    "CALLS_WITHOUT_END",
    `「${called}」不断引发自身，已撤销。请修改模型，让信号或消息的循环有出口。`,
    `"${called}" calls itself forth without end, so nothing was done. Give the circle of signals or messages a way out.`,
  );
}
