/** What is compared of engine and oracle after each step. All lists are sorted and name things by their paths. */
import { isThrower } from "./compensation.ts";
import { all, pathOf, type State } from "./instances.ts";
import { waits } from "./oracle.ts";

/** See the file's head. */
export interface Picture {
  readonly hasEnded: boolean;
  /** What runs; with `!` where an error is thrown that nobody catches. */
  readonly running: readonly string[];
  /** Flows with a token that waits at a join. */
  readonly tokens: readonly string[];
  /** What can be done from outside. */
  readonly waits: readonly string[];
  /** What has completed since the step before. */
  readonly completed: readonly string[];
}

/** The oracle's picture. */
export function pictureOf(state: State): Picture {
  const { root, hasEnded, completed } = state;
  const instances = hasEnded ? [] : all(root);
  return {
    hasEnded,
    // What is being undone is seen by what undoes it.
    running: instances
      .filter((instance) => instance.undoes === null || isThrower(instance))
      .map((instance) => `${pathOf(instance)}${instance.hasFailed ? "!" : ""}`)
      .toSorted(),
    tokens: instances
      .flatMap((instance) => instance.tokens.map((token) => `${pathOf(instance)}/${token}`))
      .toSorted(),
    waits: waits(state),
    completed: completed.toSorted(),
  };
}
