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

/** So few are not divided: a transaction costs more than a command. */
const INDIVISIBLE = 32;
/** Enough for few: one is prepared while the other is written. More of them would only slow each other down. */
const ENOUGH_FOR_FEW = 2;

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
    const enough = this.#waiting.length < INDIVISIBLE ? ENOUGH_FOR_FEW : maxTransactions;
    if (this.#running >= Math.min(enough, maxTransactions) || this.#waiting.length === 0)
      return null;
    const share = Math.ceil((this.#waiting.length + this.#underWay) / maxTransactions);
    const batch = this.#waiting.splice(0, Math.min(maxBatch, Math.max(share, INDIVISIBLE)));
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
