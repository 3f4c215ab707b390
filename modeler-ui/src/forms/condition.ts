/**
 * The small part of FEEL that conditions of forms use: literals, references, comparisons, `and`/`or`, `not()`,
 * `list contains()`, `count()`. The server checks the same forms with full FEEL; here it only decides what is shown.
 */
import { isGroup } from "./form-path.ts";
import type { FormData, FormValue } from "./form-schema.ts";

/** What an expression yields; undefined where it names something that is not there. */
export type ConditionValue = FormValue | undefined;

/**
 * Evaluates `=outcome = "refuse"` over the form's data.
 * @returns undefined when the expression is outside the part we read: the caller then shows the field
 */
export function evaluateCondition(source: string, data: FormData): ConditionValue {
  const tokens = tokenize(source.replace(/^\s*=/, ""));
  if (tokens === undefined) return undefined;
  try {
    const reader = new Reader(tokens, data);
    const value = reader.disjunction();
    return reader.atEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Hidden only when its condition is surely true. */
export function isHidden(hide: string | undefined, data: FormData): boolean {
  return hide !== undefined && evaluateCondition(hide, data) === true;
}

/** Caught where the reading began: no fault of anybody's, only more FEEL than is read here. */
function outsideOfPart(): RangeError {
  return new RangeError("outside of the part of FEEL that is read here");
}

const TOKEN =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?)|(?<operator><=|>=|!=|[=<>(),.-])|(?<word>list contains|[\p{L}_][\p{L}\p{N}_]*))/uy;

interface Token {
  readonly kind: "text" | "number" | "operator" | "word";
  readonly text: string;
}

function tokenize(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const groups = TOKEN.exec(source)?.groups;
    if (groups === undefined) return undefined;
    for (const kind of ["text", "number", "operator", "word"] as const) {
      const text = groups[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #data: FormData;
  #at = 0;

  constructor(tokens: readonly Token[], data: FormData) {
    this.#tokens = tokens;
    this.#data = data;
  }

  atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  disjunction(): ConditionValue {
    let value = this.#conjunction();
    while (this.#take("or")) {
      const right = this.#conjunction();
      value = value === true || right === true;
    }
    return value;
  }

  #conjunction(): ConditionValue {
    let value = this.#comparison();
    while (this.#take("and")) {
      const right = this.#comparison();
      value = value === true && right === true;
    }
    return value;
  }

  #comparison(): ConditionValue {
    const left = this.#operand();
    const operator = this.#tokens[this.#at];
    const compare = operator?.kind === "operator" ? COMPARISONS[operator.text] : undefined;
    if (compare === undefined) return left;
    this.#at += 1;
    return compare(left, this.#operand());
  }

  #operand(): ConditionValue {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined) throw outsideOfPart();
    if (token.kind === "text") return JSON.parse(token.text) as string;
    if (token.kind === "number") return Number(token.text);
    if (token.kind === "word") return this.#word(token.text);
    if (token.text === "-") return -Number(this.#operand());
    if (token.text === "(") {
      const value = this.disjunction();
      this.#expect(")");
      return value;
    }
    throw outsideOfPart();
  }

  #word(word: string): ConditionValue {
    if (Object.hasOwn(LITERALS, word)) return LITERALS[word];
    if (this.#take("(")) return this.#call(word);
    let value: ConditionValue = this.#data[word];
    while (this.#take(".")) {
      const step = this.#tokens[this.#at];
      this.#at += 1;
      if (step?.kind !== "word") throw outsideOfPart();
      value = isGroup(value) ? value[step.text] : undefined;
    }
    return value;
  }

  #call(name: string): ConditionValue {
    const values: ConditionValue[] = [];
    do values.push(this.disjunction());
    while (this.#take(","));
    this.#expect(")");
    const [first, second] = values;
    if (name === "not") return typeof first === "boolean" ? !first : undefined;
    if (name === "count") return Array.isArray(first) ? first.length : 0;
    if (name === "list contains") return Array.isArray(first) && first.includes(second ?? null);
    throw outsideOfPart();
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at];
    const isThere = token !== undefined && token.kind !== "text" && token.text === text;
    if (isThere) this.#at += 1;
    return isThere;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw outsideOfPart();
  }
}

const LITERALS: Readonly<Record<string, ConditionValue>> = { true: true, false: false, null: null };

/** FEEL: null equals null and what is missing; order exists between numbers and between strings only. */
const COMPARISONS: Readonly<
  Record<string, (left: ConditionValue, right: ConditionValue) => boolean>
> = {
  "=": (left, right) => (left ?? null) === (right ?? null),
  "!=": (left, right) => (left ?? null) !== (right ?? null),
  "<": (left, right) => order(left, right) === -1,
  "<=": (left, right) => (order(left, right) ?? 1) <= 0,
  ">": (left, right) => order(left, right) === 1,
  ">=": (left, right) => (order(left, right) ?? -1) >= 0,
};

function order(left: ConditionValue, right: ConditionValue): -1 | 0 | 1 | undefined {
  if (typeof left === "number" && typeof right === "number") return sign(left - right);
  if (typeof left === "string" && typeof right === "string") {
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }
  return undefined;
}

function sign(value: number): -1 | 0 | 1 {
  if (value === 0) return 0;
  return value < 0 ? -1 : 1;
}
