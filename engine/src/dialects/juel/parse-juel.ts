/**
 * JUEL, the expression language of Camunda 7, Flowable and Activiti (JSR 245 with method calls), as a tree. Recursive descent
 * with a bound on nesting; what is not understood is said with its place.
 */

import { JuelProblem } from "./juel-problem.ts";

/** An expression. */
export type Juel =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "property"; readonly of: Juel; readonly name: string }
  | { readonly kind: "index"; readonly of: Juel; readonly at: Juel }
  | {
      readonly kind: "call";
      readonly of: Juel | null;
      readonly name: string;
      readonly args: readonly Juel[];
    }
  | { readonly kind: "unary"; readonly operator: "-" | "not" | "empty"; readonly of: Juel }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Juel;
      readonly right: Juel;
    }
  | { readonly kind: "choice"; readonly condition: Juel; readonly yes: Juel; readonly no: Juel };

/** Binary operators, one spelling each. */
export type BinaryOperator =
  | "or"
  | "and"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

const MAX_NESTING = 100;
const token =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<mark>&&|\|\||[=!<>]=|[-+*/%<>!?:().,[\]]))/uy;

const words: Readonly<Record<string, string>> = {
  "||": "or",
  "&&": "and",
  "!": "not",
  eq: "==",
  ne: "!=",
  lt: "<",
  gt: ">",
  le: "<=",
  ge: ">=",
  div: "/",
  mod: "%",
};

/** From loose to tight. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ["or"],
  ["and"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Parses what stands between `${` and `}`. @throws JuelProblem */
export function parseJuel(text: string): Juel {
  return new JuelParser(text).parse();
}

interface Token {
  readonly kind: "number" | "text" | "name" | "mark";
  readonly text: string;
}

class JuelParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  parse(): Juel {
    const tree = this.#choice();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new JuelProblem(`"${rest.text}"`);
    return tree;
  }

  #choice(): Juel {
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw new JuelProblem("> 100 levels");
    const condition = this.#binary(0);
    let tree = condition;
    if (this.#takes("?")) {
      const yes = this.#choice();
      this.#expect(":");
      tree = { kind: "choice", condition, yes, no: this.#choice() };
    }
    this.#depth -= 1;
    return tree;
  }

  #binary(level: number): Juel {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.#takes(each));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Juel {
    const signs: ("-" | "not" | "empty")[] = [];
    for (;;) {
      const sign = (["-", "not", "empty"] as const).find((each) => this.#takes(each));
      if (sign === undefined) break;
      signs.push(sign);
    }
    return signs.reduceRight<Juel>(
      (of, operator) => ({ kind: "unary", operator, of }),
      this.#value(),
    );
  }

  #value(): Juel {
    let tree = this.#primary();
    for (;;) {
      if (this.#takes(".")) {
        const name = this.#name();
        tree = this.#takes("(")
          ? { kind: "call", of: tree, name, args: this.#args() }
          : { kind: "property", of: tree, name };
      } else if (this.#takes("[")) {
        tree = { kind: "index", of: tree, at: this.#choice() };
        this.#expect("]");
      } else return tree;
    }
  }

  #primary(): Juel {
    if (this.#takes("(")) {
      const tree = this.#choice();
      this.#expect(")");
      return tree;
    }
    const found = this.#tokens[this.#at];
    if (found === undefined) throw new JuelProblem("…");
    this.#at += 1;
    switch (found.kind) {
      case "number":
        return { kind: "literal", value: Number(found.text) };
      case "text":
        return { kind: "literal", value: found.text.slice(1, -1).replaceAll(/\\(.)/gu, "$1") };
      case "name":
        return this.#named(found.text);
      case "mark":
        throw new JuelProblem(`"${found.text}"`);
    }
  }

  #named(name: string): Juel {
    if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
    if (name === "null") return { kind: "literal", value: null };
    // A function of a library may have a prefix, as in `fn:now()`.
    if (this.#takes("(")) return { kind: "call", of: null, name, args: this.#args() };
    return { kind: "name", name };
  }

  #args(): Juel[] {
    const args: Juel[] = [];
    if (this.#takes(")")) return args;
    do args.push(this.#choice());
    while (this.#takes(","));
    this.#expect(")");
    return args;
  }

  #name(): string {
    const found = this.#tokens[this.#at];
    if (found?.kind !== "name") throw new JuelProblem(`"${found?.text ?? "…"}"`);
    this.#at += 1;
    return found.text;
  }

  #takes(mark: string): boolean {
    const found = this.#tokens[this.#at];
    if (found === undefined || found.kind === "text" || found.kind === "number") return false;
    if ((words[found.text] ?? found.text) !== mark) return false;
    this.#at += 1;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#takes(mark)) throw new JuelProblem(`"${mark}"`);
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const from = token.lastIndex;
    const groups = token.exec(text)?.groups;
    if (groups === undefined) throw new JuelProblem(`"${text.slice(from, from + 12).trim()}"`);
    for (const kind of ["number", "text", "name", "mark"] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: found });
    }
  }
  return tokens;
}
