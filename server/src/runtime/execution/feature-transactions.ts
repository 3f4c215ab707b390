/**
 * Transactions that a feature's writes and engine steps share. The runtime opens them, so it knows when they have committed, and
 * states that a step has changed may stay in memory for the next one.
 */
import type { Database, PrismaClient } from "@tongban/prisma";
import pLimit, { type LimitFunction } from "p-limit";
import { onPrisma, type SqlExecutor } from "../sql-executor.ts";
import { Overloaded } from "./overload.ts";
import type { StateCache, StateSource } from "./state-cache.ts";
import { isLoss } from "./database-failure.ts";
import { CommitOutcomeUnknown, isWorthRetrying } from "./transaction-faults.ts";
import { UncommittedStates } from "./uncommitted-states.ts";

/** One transaction, seen by both sides. */
export interface FeatureTransaction {
  readonly database: Database;
  readonly sql: SqlExecutor;
}

const MAX_ATTEMPTS = 5;
/** Transactions that wait for their turn; one more is refused, because its caller would have gone before its turn came. */
const MAX_WAITING = 1000;

/** See file head. */
export class FeatureTransactions {
  readonly #prisma: PrismaClient;
  readonly #cache: StateCache;
  readonly #states = new WeakMap<SqlExecutor, UncommittedStates>();
  /** Transactions wait here for their turn, in order and without a time-out, and not in the pool, where plain reads want in too. */
  readonly #inTurn: LimitFunction;

  /** @param poolSize connections of `prisma`; transactions leave a quarter of them to others */
  constructor(prisma: PrismaClient, cache: StateCache, poolSize: number) {
    this.#prisma = prisma;
    this.#cache = cache;
    this.#inTurn = pLimit(Math.max(1, Math.floor(poolSize * 0.75)));
  }

  /**
   * Runs `work` in a transaction, again when it loses a race; it must have no effect outside of the database, and must not ask the
   * database for anything but through its transaction. Rejects with {@link Overloaded}, having begun nothing, when too many wait, and
   * with {@link CommitOutcomeUnknown} when the connection was lost during the commit.
   */
  async run<Value>(work: (transaction: FeatureTransaction) => Promise<Value>): Promise<Value> {
    if (this.#inTurn.pendingCount >= MAX_WAITING)
      throw new Overloaded("Too many transactions wait.");
    return this.#inTurn(() => this.#attempt(work));
  }

  async #attempt<Value>(work: (transaction: FeatureTransaction) => Promise<Value>): Promise<Value> {
    for (let attempt = 1; ; attempt += 1) {
      const states = new UncommittedStates(this.#cache);
      let isCommitting = false;
      try {
        const value = await this.#prisma.$transaction(async (database) => {
          const sql = onPrisma(database);
          this.#states.set(sql, states);
          const worked = await work({ database, sql });
          isCommitting = true;
          return worked;
        });
        states.commit();
        return value;
      } catch (error) {
        if (isCommitting && isLoss(error))
          throw new CommitOutcomeUnknown("The connection was lost during a commit.", {
            cause: error,
          });
        if (attempt >= MAX_ATTEMPTS || !isWorthRetrying(error)) throw error;
      }
    }
  }

  /** Transactions that wait for their turn. */
  get waiting(): number {
    return this.#inTurn.pendingCount;
  }

  /** States that steps on this executor may use; null when somebody else opened the transaction: its end cannot be seen. */
  statesOf(sql: SqlExecutor): StateSource | null {
    return this.#states.get(sql) ?? null;
  }
}
