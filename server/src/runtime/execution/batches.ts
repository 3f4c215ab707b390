/**
 * Commands that wait for a transaction, in shares. Those that run at the same time are of one size: then the database writes one while
 * the server prepares another. If one had nearly all and another the rest, each side would idle while the other works.
 */

/** Bounds of the batches. */
export interface BatchLimits {
  /** Transactions at the same time. */
  readonly maxTransactions: number;
  /** Commands in one transaction. */
  readonly maxBatch: number;
  /** Commands that wait. */
  readonly maxWaiting: number;
}

/** With fewer than so many in all, those waiting and those under way, two transactions are enough: one is prepared while the other is written. */
const MANY = 64;

/** See file head. */
export class Batches<Item> {
  readonly #limits: BatchLimits;
  readonly #waiting: Item[] = [];
  #running = 0;
  #underWay = 0;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  /** Those that wait for a transaction. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether no more can wait. */
  get isFull(): boolean {
    return this.#waiting.length >= this.#limits.maxWaiting;
  }

  /** Whether none waits or is under way. */
  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  /** Has one wait. */
  add(item: Item): void {
    this.#waiting.push(item);
  }

  /** Those that have waited longest, for a transaction that begins now; null when none waits or enough transactions run. */
  begin(): readonly Item[] | null {
    const { maxTransactions, maxBatch } = this.#limits;
    const all = this.#waiting.length + this.#underWay;
    // More would only slow each other down.
    const enough = all < MANY ? Math.min(2, maxTransactions) : maxTransactions;
    if (this.#running >= enough || this.#waiting.length === 0) return null;
    const batch = this.#waiting.splice(0, Math.min(maxBatch, Math.ceil(all / enough)));
    this.#running += 1;
    this.#underWay += batch.length;
    return batch;
  }

  /** The transaction of these has ended. */
  end(batch: readonly Item[]): void {
    this.#running -= 1;
    this.#underWay -= batch.length;
  }
}
