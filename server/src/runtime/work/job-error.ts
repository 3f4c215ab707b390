/** What a job handler can say about a job that is not done. */

/** A result that the process may react to with an error boundary event, as opposed to a technical failure. */
export class JobError extends Error {
  override readonly name = "JobError";
  readonly errorCode: string;

  constructor(errorCode: string, message: string) {
    super(message);
    this.errorCode = errorCode;
  }
}
