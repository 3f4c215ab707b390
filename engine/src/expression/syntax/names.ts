/**
 * Names with blanks and signs (`date and time`, `Pre-bureau risk`), which only whoever knows them can tell from
 * operators. A name is known as the sequence of its words and signs; blanks between them do not matter.
 */

import { SyntaxProblem, tokenAt } from "./token.ts";

/** Words and signs of a name; none when no FEEL text can contain it. */
function partsOf(name: string): readonly string[] {
  const parts: string[] = [];
  try {
    for (let at = 0; ;) {
      const token = tokenAt(name, at);
      if (token.kind === "end") return parts;
      parts.push(name.slice(token.from, token.to));
      at = token.to;
    }
  } catch (error) {
    if (error instanceof SyntaxProblem) return [];
    throw error;
  }
}

/** Names of several parts, found by their first. */
export class KnownNames {
  readonly #byFirst = new Map<string, { name: string; parts: readonly string[] }[]>();

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name);
  }

  /** From now on the name is read as one. */
  add(name: string): void {
    const parts = partsOf(name);
    const [first] = parts;
    if (first === undefined || parts.length === 1) return;
    const sameFirst = this.#byFirst.get(first) ?? [];
    if (sameFirst.some((known) => known.name === name)) return;
    this.#byFirst.set(first, [...sameFirst, { name, parts }].toSorted(longestFirst));
  }

  /** The names that begin with this part, longest first. */
  startingWith(first: string): readonly { name: string; parts: readonly string[] }[] {
    return this.#byFirst.get(first) ?? [];
  }
}

function longestFirst(a: { parts: readonly string[] }, b: { parts: readonly string[] }): number {
  return b.parts.length - a.parts.length;
}
