/** Cuts a FEEL text into tokens, one at a time: where a name ends depends on the names that are known. */
import { type FoundName, KnownNames } from "./names.ts";
import { SyntaxProblem, type Token, tokenAt } from "./token.ts";

/** Words that end a name that is not known, and never begin one. */
const KEYWORDS: ReadonlySet<string> = new Set(
  "and or in between then else return satisfies instance".split(" "),
);

/** See the file's head. */
export class Scanner {
  readonly source: string;
  readonly names: KnownNames;
  /** The token that is read next. */
  token: Token;
  /** Where the token before it ended. */
  lastEnd = 0;

  constructor(source: string, known: KnownNames) {
    this.source = source;
    this.names = new KnownNames([], known);
    this.token = tokenAt(this.source, 0);
  }

  /** The token after `token`. */
  after(token: Token): Token {
    return tokenAt(this.source, token.to);
  }

  /** Takes the next token. */
  next(): Token {
    const { token } = this;
    this.lastEnd = token.to;
    this.token = tokenAt(this.source, token.to);
    return token;
  }

  /** True when the next token is this sign or word. */
  at(text: string): boolean {
    return this.token.text === text && (this.token.kind === "sign" || this.token.kind === "word");
  }

  /** Takes the next token when it is this sign or word. */
  take(text: string): boolean {
    if (!this.at(text)) return false;
    this.next();
    return true;
  }

  /** Takes the next token, which must be this sign or word. */
  expect(text: string): Token {
    if (!this.at(text)) this.unexpected(text);
    return this.next();
  }

  /** Refuses the text because of the next token. */
  unexpected(expected?: string): never {
    const { token } = this;
    const found = `"${this.source.slice(token.from, token.to)}"`;
    const [zh, en] =
      token.kind === "end" ? ["表达式不完整", "the end"] : [`意外的 ${found}`, found];
    const wanted = expected === undefined ? "" : `，应为 "${expected}"`;
    const wantedEn = expected === undefined ? "" : `, expected "${expected}"`;
    throw new SyntaxProblem({ zh: zh + wanted, en: `unexpected ${en}${wantedEn}` }, token);
  }

  /** The longest known name that begins here. */
  knownName(): FoundName | undefined {
    return this.names.longestAt(this.source, this.token);
  }

  /**
   * Takes a name: the longest that is known, or the words that follow each other; two words without an operator between
   * them can be nothing else.
   */
  name(): string {
    if (this.token.kind === "quoted") return this.next().text;
    if (this.token.kind !== "word") return this.unexpected();
    const known = this.knownName();
    let last = known?.last ?? this.token;
    let isLonger = false;
    for (let token = this.after(last); isNamePart(token); token = this.after(token)) {
      last = token;
      isLonger = true;
    }
    const { from } = this.token;
    this.token = this.after(last);
    this.lastEnd = last.to;
    if (known !== undefined && !isLonger) return known.name;
    return normalised(this.source.slice(from, last.to));
  }

  /** Takes the name that is declared before one of these signs or words, whatever it is made of. */
  declaredName(...ends: readonly string[]): string {
    if (this.token.kind === "string") return this.next().text;
    if (this.token.kind === "quoted") return this.next().text;
    if (this.token.kind !== "word") return this.unexpected();
    const first = this.next();
    let last: Token = first;
    for (let token: Token = this.token; !ends.includes(token.text); token = this.token) {
      if (token.kind === "end") return this.unexpected(ends[0]);
      last = this.next();
    }
    return normalised(this.source.slice(first.from, last.to));
  }
}

function isNamePart(token: Token): boolean {
  return (
    (token.kind === "word" && !KEYWORDS.has(token.text) && token.text !== "?") ||
    token.kind === "number"
  );
}

function normalised(name: string): string {
  return name.replaceAll(/\s+/g, " ");
}

/** True for words that cannot be a name at the beginning of an operand. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}
