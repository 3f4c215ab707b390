/** A loop that looks for work: at once when it is woken, else when its next look is due. Never two looks at a time. */
export class WorkLoop {
  readonly #look: () => Promise<number | null>;
  readonly #onError: (error: unknown) => void;
  readonly #idleMs: number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #isWoken = false;
  #isStopped = true;

  /**
   * @param look finds and does work; answers in how many milliseconds to look again (0: at once), null for the idle time
   * @param idleMs the net for a lost wake-up
   */
  constructor(
    look: () => Promise<number | null>,
    idleMs: number,
    onError: (error: unknown) => void,
  ) {
    this.#look = look;
    this.#idleMs = idleMs;
    this.#onError = onError;
  }

  /** Begins to look. */
  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  /** Looks now, or once more after the look that is under way. */
  wake(): void {
    if (this.#isStopped) return;
    if (this.#looking !== null) {
      this.#isWoken = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#looking = this.#once().finally(() => {
      this.#looking = null;
      if (this.#isWoken) {
        this.#isWoken = false;
        this.wake();
      }
    });
  }

  /** Ends after the look that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #once(): Promise<void> {
    let again: number | null = null;
    try {
      again = await this.#look();
    } catch (error) {
      this.#onError(error);
    }
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(again ?? this.#idleMs, this.#idleMs));
  }
}
