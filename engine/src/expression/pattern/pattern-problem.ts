/** What is wrong with a pattern. */

/** Caught where patterns are compiled. */
export class PatternProblem extends Error {
  override readonly name = "PatternProblem";
}
