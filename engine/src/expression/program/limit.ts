/** The bound of evaluations. */

/** The evaluation used up its bound. Thrown, because it must end everything; caught where evaluations begin. */
export class LimitReached extends Error {
  override readonly name = "LimitReached";
}

/** Longest text that an expression may make. */
export const MAX_TEXT_LENGTH = 1_000_000;
