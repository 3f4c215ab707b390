/** Signals or messages that call each other forth without end: the command is undone, and whoever gave it is told. */

/** Thrown, because all that was done in the transaction must be rolled back. */
export class CallsWithoutEnd extends Error {
  override readonly name = "CallsWithoutEnd";
  /** The signal or message that was one too many. */
  readonly called: string;

  constructor(called: string) {
    super(`Signals or messages without end: "${called}" calls itself forth`);
    this.called = called;
  }
}
