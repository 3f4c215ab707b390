/** Who waits for which case to end, where a worker is the one that knows. */

/** See file head. */
export class Ends {
  readonly #waiting = new Map<string, () => void>();
  #cases = 0;

  /** A new case: its key, and the promise that it ends. */
  next(): { readonly key: string; readonly ended: Promise<void> } {
    const key = String((this.#cases += 1));
    const ended = new Promise<void>((resolve) => {
      this.#waiting.set(key, resolve);
    });
    return { key, ended };
  }

  /** The case has ended; one that nobody waits for is of no interest. */
  reached(key: string): void {
    this.#waiting.get(key)?.();
    this.#waiting.delete(key);
  }
}
