/** Who waits for which case to end, where a worker is the one that knows. */

/** Key of those that are many: a promise for each would take more memory than what is measured. */
const COUNTED = "counted";

/** See file head. */
export class Ends {
  readonly #waiting = new Map<string, () => void>();
  #cases = 0;
  #counted = 0;
  #onAll: () => void = () => undefined;

  /** A new case: its key, and the promise that it ends. */
  next(): { readonly key: string; readonly ended: Promise<void> } {
    const key = String((this.#cases += 1));
    const ended = new Promise<void>((resolve) => {
      this.#waiting.set(key, resolve);
    });
    return { key, ended };
  }

  /** A new case that is only counted; see {@link all}. */
  nextCounted(): string {
    this.#counted += 1;
    return COUNTED;
  }

  /** Resolves when all that are counted have ended. */
  async all(): Promise<void> {
    if (this.#counted > 0)
      await new Promise<void>((resolve) => {
        this.#onAll = resolve;
      });
  }

  /** The case has ended; one that nobody waits for is of no interest. */
  reached(key: string): void {
    this.#waiting.get(key)?.();
    this.#waiting.delete(key);
    if (key !== COUNTED) return;
    this.#counted -= 1;
    if (this.#counted === 0) this.#onAll();
  }
}
