/**
 * Transactions in each other's way: some want two locks that others want in the other order, so that PostgreSQL has to end one of them
 * (40P01); some are told as they are about to commit that they have lost a race (40001).
 */
import type { SqlExecutor } from "../sql-executor.ts";
import { isWorthRetrying } from "../execution/transaction-faults.ts";

const LOCKS = [7_400_201, 7_400_202] as const;
/** Shares of the transactions. */
const QUARRELLING = 0.3;
const LOSING = 0.05;

/** See file head. */
export class Strife {
  deadlocks = 0;
  lostRaces = 0;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** To be called in a transaction that is about to commit. */
  async disturb(tx: SqlExecutor): Promise<void> {
    const drawn = this.#random();
    if (drawn < LOSING) {
      this.lostRaces += 1;
      await tx.query("DO $$ BEGIN RAISE 'a lost race' USING ERRCODE = '40001'; END $$");
    }
    if (drawn > QUARRELLING) return;
    const order = this.#random() < 0.5 ? LOCKS : LOCKS.toReversed();
    try {
      for (const lock of order)
        await tx.query(`SELECT pg_advisory_xact_lock(${lock})::text, pg_sleep(0.002)::text`);
    } catch (error) {
      if (isWorthRetrying(error)) this.deadlocks += 1;
      throw error;
    }
  }
}
