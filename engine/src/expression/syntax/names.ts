/**
 * Names with blanks and signs (`date and time`, `Pre-bureau risk`), which only whoever knows them can tell from
 * operators. A name is known as the sequence of its words and signs; blanks between them do not matter.
 */

import { SyntaxProblem, type Token, tokenAt } from "./token.ts";

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

/** The names that go on in the same way, by their next part. */
interface Branch {
  name: string | null;
  readonly next: Map<string, Branch>;
}

const branch = (): Branch => ({ name: null, next: new Map() });

/** A name, and the last token of it. */
export interface FoundName {
  readonly name: string;
  readonly last: Token;
}

/** Names of several parts, found part by part; those of `outer` are known as well. */
export class KnownNames {
  readonly #root = branch();
  readonly #outer: KnownNames | null;

  constructor(names: Iterable<string>, outer: KnownNames | null = null) {
    this.#outer = outer;
    for (const name of names) this.add(name);
  }

  /** From now on the name is read as one. */
  add(name: string): void {
    const parts = partsOf(name);
    if (parts.length < 2) return;
    let at = this.#root;
    for (const part of parts) {
      const next = at.next.get(part) ?? branch();
      at.next.set(part, next);
      at = next;
    }
    at.name = name;
  }

  /** The longest known name that begins with this token of a text; undefined when none does. */
  longestAt(source: string, first: Token): FoundName | undefined {
    const outside = this.#outer?.longestAt(source, first);
    let found: FoundName | undefined;
    let token = first;
    let at = this.#root.next.get(source.slice(token.from, token.to));
    while (at !== undefined) {
      if (at.name !== null) found = { name: at.name, last: token };
      if (at.next.size === 0) break;
      token = tokenAt(source, token.to);
      at = token.kind === "end" ? undefined : at.next.get(source.slice(token.from, token.to));
    }
    return outside !== undefined && outside.last.to > (found?.last.to ?? 0) ? outside : found;
  }
}
