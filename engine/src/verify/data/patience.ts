/**
 * What may still be looked at for one table: a sample of a rule is one, some ten million a second. A table that needs more is
 * judged as far as it goes.
 */
export class Patience {
  #left = 5_000_000;

  /** Whether it has run out. */
  get isOver(): boolean {
    return this.#left < 0;
  }

  /** Takes from it; true while there is some left. */
  take(count: number): boolean {
    this.#left -= count;
    return this.#left >= 0;
  }
}
