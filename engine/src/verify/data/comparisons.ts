/**
 * Recognises FEEL conditions that do nothing but compare variables with literals: comparisons, `between`, `in` with tests
 * and intervals, `and`, `or`, `not(…)`. What they mean is left to the evaluator (they are tried on samples); here it is
 * only read which variable is compared with what. Anything else is not recognised, and nothing is said of it.
 */

/** What a variable is compared with. */
export interface Compared {
  readonly numbers: Set<number>;
  readonly texts: Set<string>;
  isBoolean: boolean;
  isNull: boolean;
}

/** Variable, or path of a member (`order.total`), by what it is compared with. */
export type Comparisons = ReadonlyMap<string, Compared>;

const token =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?)|(?<name>`[^`]+`|[\p{L}_][\p{L}\p{N}_]*)|(?<sign><=|>=|!=|\.\.|[<>=()[\],.?-]))/uy;

type Literal = number | string | boolean | null;

interface Token {
  readonly kind: "text" | "number" | "name" | "sign" | "end";
  readonly value: string;
}

const comparing = new Set(["=", "!=", "<", "<=", ">", ">="]);
const reserved = new Set(["and", "or", "not", "in", "between", "true", "false", "null"]);

/** The comparisons of the condition; undefined when it does anything else. */
export function comparisonsIn(source: string): Comparisons | undefined {
  return read(source, (reader) => reader.disjunction());
}

/** The literals in the unary tests of a decision table's cell, as compared with the variable `?`. */
export function comparisonsInTests(source: string): Comparisons | undefined {
  return read(source, (reader) => reader.cell());
}

/** Thrown and caught in this file only. */
const notRecognised = new Error("The condition does more than compare variables with literals");

function read(source: string, how: (reader: Reader) => void): Comparisons | undefined {
  try {
    const reader = new Reader(tokensOf(source));
    how(reader);
    reader.end();
    return reader.found;
  } catch (error) {
    if (error === notRecognised) return undefined;
    throw error;
  }
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const text = source.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = Object.entries(token.exec(text)?.groups ?? {}).find(
      ([, value]) => value !== undefined,
    );
    if (found === undefined) throw notRecognised;
    tokens.push({ kind: found[0] as Token["kind"], value: found[1] });
  }
  return tokens;
}

class Reader {
  readonly found = new Map<string, Compared>();
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw notRecognised;
  }

  disjunction(): void {
    do this.#conjunction();
    while (this.#take("or"));
  }

  /** `-`, a list of tests, or `not(…)` of one. */
  cell(): void {
    if (this.#tokens.length === 1 && this.#take("-")) return;
    const compared = this.#comparedOf("?");
    const isNegated = this.#peek() === "not";
    if (isNegated) {
      this.#next();
      this.#expect("(");
    }
    do this.#test(compared);
    while (this.#take(","));
    if (isNegated) this.#expect(")");
  }

  #conjunction(): void {
    do this.#comparison();
    while (this.#take("and"));
  }

  #comparison(): void {
    if (this.#take("not")) {
      this.#expect("(");
      this.disjunction();
      this.#expect(")");
    } else if (this.#take("(")) {
      this.disjunction();
      this.#expect(")");
    } else if (this.#isLiteral()) this.#literalFirst();
    else this.#variableFirst();
  }

  /** `5 < x`, or the condition `true`. */
  #literalFirst(): void {
    const value = this.#literal();
    if (comparing.has(this.#peek())) {
      const isOrdered = this.#isOrder();
      record(this.#comparedOf(this.#path()), value, isOrdered);
    } else if (typeof value !== "boolean") throw notRecognised;
  }

  #variableFirst(): void {
    const compared = this.#comparedOf(this.#path());
    if (comparing.has(this.#peek())) {
      this.#add(compared, this.#isOrder());
    } else if (this.#take("between")) {
      this.#add(compared, true);
      this.#expect("and");
      this.#add(compared, true);
    } else if (this.#take("in")) this.#tests(compared);
    else compared.isBoolean = true;
  }

  /** One test, or several in parentheses. */
  #tests(compared: Compared): void {
    // `(1..5)` is an interval, `(1, 5)` a list.
    const isList = this.#peek() === "(" && this.#tokens[this.#at + 2]?.value !== "..";
    if (!isList) {
      this.#test(compared);
      return;
    }
    this.#expect("(");
    do this.#test(compared);
    while (this.#take(","));
    this.#expect(")");
  }

  /** `> 5`, `[1..5)` or a literal. */
  #test(compared: Compared): void {
    if (comparing.has(this.#peek())) {
      this.#add(compared, this.#isOrder());
    } else if (["[", "(", "]"].includes(this.#peek())) {
      this.#next();
      this.#add(compared, true);
      this.#expect("..");
      this.#add(compared, true);
      if (!this.#take("]") && !this.#take(")")) this.#expect("[");
    } else this.#add(compared, false);
  }

  #add(compared: Compared, isOrdered: boolean): void {
    record(compared, this.#literal(), isOrdered);
  }

  /** Takes the sign of a comparison; whether it asks for an order. */
  #isOrder(): boolean {
    return !["=", "!="].includes(this.#next().value);
  }

  #isLiteral(): boolean {
    const { kind, value } = this.#tokens[this.#at] ?? { kind: "end", value: "" };
    return kind === "text" || kind === "number" || ["-", "true", "false", "null"].includes(value);
  }

  #literal(): Literal {
    const isNegative = this.#take("-");
    const { kind, value } = this.#next();
    if (kind === "number") return isNegative ? -Number(value) : Number(value);
    if (isNegative) throw notRecognised;
    if (kind === "text") return textOf(value);
    if (value === "true" || value === "false") return value === "true";
    if (value === "null") return null;
    throw notRecognised;
  }

  #path(): string {
    const names: string[] = [];
    do {
      const { kind, value } = this.#next();
      if (kind !== "name" || reserved.has(value)) throw notRecognised;
      names.push(value.startsWith("`") ? value.slice(1, -1) : value);
    } while (this.#take("."));
    return names.join(".");
  }

  #comparedOf(path: string): Compared {
    const known = this.found.get(path);
    if (known !== undefined) return known;
    const compared = {
      numbers: new Set<number>(),
      texts: new Set<string>(),
      isBoolean: false,
      isNull: false,
    };
    this.found.set(path, compared);
    return compared;
  }

  /** The next token's text when it is a word or a sign. */
  #peek(): string {
    const next = this.#tokens[this.#at];
    return next === undefined || next.kind === "text" ? "" : next.value;
  }

  #take(value: string): boolean {
    if (this.#peek() !== value) return false;
    this.#at += 1;
    return true;
  }

  #expect(value: string): void {
    if (!this.#take(value)) throw notRecognised;
  }

  #next(): Token {
    const next = this.#tokens[this.#at];
    if (next === undefined) throw notRecognised;
    this.#at += 1;
    return next;
  }
}

/** An order of anything but numbers is not recognised: between two texts there are always more. */
function record(compared: Compared, value: Literal, isOrdered: boolean): void {
  if (isOrdered && typeof value !== "number") throw notRecognised;
  if (typeof value === "number") compared.numbers.add(value);
  else if (typeof value === "string") compared.texts.add(value);
  else if (value === null) compared.isNull = true;
  else compared.isBoolean = true;
}

function textOf(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw notRecognised;
  }
}
