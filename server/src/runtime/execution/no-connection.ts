/** A transaction that did not come to be. */

/** Nothing was begun, and no command is to blame; why, is its cause. */
export class NoConnection extends Error {
  override readonly name = "NoConnection";
}

/** An error as callers know it: of {@link NoConnection}, why there was none. */
export function reasonOf(error: unknown): unknown {
  return error instanceof NoConnection ? error.cause : error;
}
