/** Operands: literals, names, lists, contexts, ranges, functions, types. {@link ExpressionParser} joins them by operators. */
import { parseNumber } from "../values/number.ts";
import type { Comparison, Node, Parameter, TypeNode } from "./ast.ts";
import { isKeyword, Scanner } from "./scanner.ts";
import { type Token, SyntaxProblem, TOO_DEEP } from "./token.ts";

/** Deepest nesting of brackets and of expressions that begin with a word (`if`, `for`). */
export const MAX_NESTING = 100;
const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "=", "!="]);
const CONSTANTS: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  null: null,
};

/** See the file's head. */
export abstract class OperandParser extends Scanner {
  #nesting = 0;

  /** A whole expression. */
  abstract expression(): Node;
  /** Operands of `+` and what binds tighter, as the ends of ranges are. */
  abstract sum(): Node;
  /** An expression that begins with a word of its own; null when there is none here. */
  abstract wordExpression(): Node | null;

  /** Reads something that is nested one level deeper. */
  nested<T>(read: () => T): T {
    this.#nesting += 1;
    // A bracket counts twice: itself, and the expression in it.
    if (this.#nesting > MAX_NESTING * 2) {
      throw new SyntaxProblem(TOO_DEEP, this.token, true);
    }
    const result = read();
    this.#nesting -= 1;
    return result;
  }

  /** One operand. */
  operand(): Node {
    const { token } = this;
    switch (token.kind) {
      case "number":
        this.next();
        return { kind: "literal", value: parseNumber(token.text), ...place(token) };
      case "string":
        this.next();
        return { kind: "literal", value: token.text, ...place(token) };
      case "sign":
        return this.nested(() => this.#bracketed());
      case "end":
        return this.unexpected();
      default:
        return this.#word();
    }
  }

  #word(): Node {
    const { token } = this;
    if (token.kind === "word") {
      if (Object.hasOwn(CONSTANTS, token.text)) {
        this.next();
        return { kind: "literal", value: CONSTANTS[token.text] ?? null, ...place(token) };
      }
      const isKnown = this.knownName() !== undefined;
      const expression = isKnown ? null : this.wordExpression();
      if (expression !== null) return expression;
      if (isKeyword(token.text) && !isKnown) this.unexpected();
    }
    const name = this.name();
    return { kind: "name", name, from: token.from, to: this.lastEnd };
  }

  #bracketed(): Node {
    switch (this.token.text) {
      case "(":
        return this.#group();
      case "[":
        return this.#listOrRange();
      case "]":
        return this.#range(false);
      case "{":
        return this.#context();
      case "@":
        return this.#at();
      default:
        return this.unexpected();
    }
  }

  #at(): Node {
    const { from } = this.next();
    if (this.token.kind !== "string") this.unexpected();
    const { text, to } = this.next();
    return { kind: "at", text, from, to };
  }

  /** `(a)`, the open range `(a..b)` or the unbounded `(< a)`. */
  #group(): Node {
    const { from } = this.expect("(");
    if (this.token.kind === "sign" && COMPARISONS.has(this.token.text)) {
      const operator = this.next().text as Comparison;
      const operand = this.sum();
      const { to } = this.expect(")");
      return { kind: "test", operator, operand, from, to };
    }
    const first = this.expression();
    if (this.at("..")) return this.rangeFrom(from, first, false);
    const { to } = this.expect(")");
    return { ...first, from, to };
  }

  #range(startIncluded: boolean): Node {
    const { from } = this.next();
    return this.rangeFrom(from, this.sum(), startIncluded);
  }

  /** The rest of a range whose start has been read. */
  rangeFrom(from: number, start: Node, startIncluded: boolean): Node {
    this.expect("..");
    const end = this.sum();
    if (!this.at("]") && !this.at(")") && !this.at("[")) this.unexpected("]");
    const { text, to } = this.next();
    return { kind: "range", start, end, startIncluded, endIncluded: text === "]", from, to };
  }

  #listOrRange(): Node {
    const { from } = this.expect("[");
    const items: Node[] = [];
    while (!this.at("]")) {
      if (items.length > 0) this.expect(",");
      items.push(this.expression());
      const [first] = items;
      if (items.length === 1 && first !== undefined && this.at("..")) {
        return this.rangeFrom(from, first, true);
      }
    }
    const { to } = this.expect("]");
    return { kind: "list", items, from, to };
  }

  #context(): Node {
    const { from } = this.expect("{");
    const entries: (readonly [string, Node])[] = [];
    while (!this.at("}")) {
      if (entries.length > 0) this.expect(",");
      const key = this.declaredName(":");
      this.expect(":");
      entries.push([key, this.expression()]);
      this.names.add(key);
    }
    const { to } = this.expect("}");
    return { kind: "context", entries, from, to };
  }

  /** `function(a, b: number) body`. */
  functionDefinition(): Node {
    const { from } = this.expect("function");
    this.expect("(");
    const parameters: Parameter[] = [];
    while (!this.at(")")) {
      if (parameters.length > 0) this.expect(",");
      const name = this.declaredName(":", ",", ")");
      this.names.add(name);
      parameters.push({ name, type: this.take(":") ? this.type() : null });
    }
    this.expect(")");
    const isExternal = this.take("external");
    const body = this.expression();
    return { kind: "function", parameters, body, isExternal, from, to: body.to };
  }

  /** The name of a type. */
  type(): TypeNode {
    return this.nested(() => {
      if (this.at("function")) return this.#functionType();
      const word = this.token.text;
      const isGeneric = this.after(this.token).text === "<";
      if (isGeneric && (word === "list" || word === "range")) {
        this.next();
        this.expect("<");
        const of = this.type();
        this.expect(">");
        return { kind: word, of };
      }
      return isGeneric && word === "context" ? this.#contextType() : this.#namedType();
    });
  }

  #namedType(): TypeNode {
    let name = this.name();
    while (this.take(".")) name += `.${this.name()}`;
    return { kind: "named", name };
  }

  #contextType(): TypeNode {
    this.next();
    this.expect("<");
    const entries: (readonly [string, TypeNode])[] = [];
    while (!this.at(">")) {
      if (entries.length > 0) this.expect(",");
      const name = this.declaredName(":");
      this.expect(":");
      entries.push([name, this.type()]);
    }
    this.expect(">");
    return { kind: "context", entries };
  }

  #functionType(): TypeNode {
    this.expect("function");
    const parameters: TypeNode[] = [];
    if (!this.take("<")) return { kind: "named", name: "function" };
    while (!this.at(">")) {
      if (parameters.length > 0) this.expect(",");
      parameters.push(this.type());
    }
    this.expect(">");
    this.expect("->");
    return { kind: "function", parameters, result: this.type() };
  }
}

function place({ from, to }: Token): { from: number; to: number } {
  return { from, to };
}
