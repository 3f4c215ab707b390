/** FEEL text → tree (grammar of DMN 1.3 §10.3.1.2). Recursive descent, one method a level of precedence. */
import type { ArithmeticOperator, Argument, Comparison, Iterator, Node } from "./ast.ts";
import type { KnownNames } from "./names.ts";
import { OperandParser } from "./operand-parser.ts";
import { isKeyword } from "./scanner.ts";
import type { Token } from "./token.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);

/** Parses a whole text as one expression. @throws SyntaxProblem */
export function parseExpression(source: string, known: KnownNames): Node {
  const parser = new ExpressionParser(source, known);
  const node = parser.expression();
  if (parser.token.kind !== "end") parser.unexpected();
  return node;
}

/** Parses the tests of a cell (DMN 1.3 §7.3.10). @throws SyntaxProblem */
export function parseUnaryTests(source: string, known: KnownNames): Node {
  const parser = new ExpressionParser(source, known);
  const node = parser.unaryTests();
  if (parser.token.kind !== "end") parser.unexpected();
  return node;
}

class ExpressionParser extends OperandParser {
  override expression(): Node {
    return this.nested(() => this.#disjunction());
  }

  override wordExpression(): Node | null {
    switch (this.token.text) {
      case "if":
        return this.#conditional();
      case "for":
        return this.#for();
      case "some":
      case "every":
        return this.#quantified(this.token.text);
      case "function":
        return this.functionDefinition();
      default:
        return null;
    }
  }

  unaryTests(): Node {
    const { from, to } = this.token;
    if (this.at("-") && this.after(this.token).kind === "end") {
      this.next();
      return { kind: "unary tests", isNegated: false, tests: null, from, to };
    }
    if (this.at("not") && this.after(this.token).text === "(") {
      const start = this.next();
      this.expect("(");
      const tests = this.#tests();
      this.expect(")");
      if (this.token.kind === "end") {
        return { kind: "unary tests", isNegated: true, tests, from, to: this.lastEnd };
      }
      this.token = start;
    }
    const tests = this.#tests();
    return { kind: "unary tests", isNegated: false, tests, from, to: this.lastEnd };
  }

  #tests(): Node[] {
    const tests = [this.#test()];
    while (this.take(",")) tests.push(this.#test());
    return tests;
  }

  #test(): Node {
    const { from } = this.token;
    if (!this.#isComparison()) return this.expression();
    const operator = this.next().text as Comparison;
    const operand = this.sum();
    return { kind: "test", operator, operand, from, to: operand.to };
  }

  #disjunction(): Node {
    let left = this.#conjunction();
    while (this.take("or")) left = this.#logic("or", left, this.#conjunction());
    return left;
  }

  #conjunction(): Node {
    let left = this.#comparison();
    while (this.take("and")) left = this.#logic("and", left, this.#comparison());
    return left;
  }

  #logic(operator: "and" | "or", left: Node, right: Node): Node {
    return { kind: "logic", operator, left, right, from: left.from, to: right.to };
  }

  #comparison(): Node {
    let left = this.sum();
    for (;;) {
      const { token } = this;
      const { from } = left;
      if (this.#isComparison()) {
        const operator = this.next().text as Comparison;
        const right = this.sum();
        left = { kind: "comparison", operator, left, right, at: token, from, to: right.to };
      } else if (this.take("between")) {
        const low = this.sum();
        this.expect("and");
        const high = this.sum();
        left = { kind: "between", value: left, low, high, from, to: high.to };
      } else if (this.take("in")) {
        left = { kind: "in", value: left, tests: this.#inTests(), from, to: this.lastEnd };
      } else {
        return left;
      }
    }
  }

  /** `in (a, b)`, `in (a..b)`, `in < 5` or `in list`. */
  #inTests(): Node[] {
    const { from } = this.token;
    if (!this.take("(")) return [this.#isComparison() ? this.#test() : this.sum()];
    const tests = this.#tests();
    const [first] = tests;
    if (tests.length === 1 && first !== undefined && this.at("..")) {
      return [this.rangeFrom(from, first, false)];
    }
    this.expect(")");
    return tests;
  }

  #isComparison(): boolean {
    return this.token.kind === "sign" && COMPARISONS.has(this.token.text);
  }

  override sum(): Node {
    return this.#leftAssociative(["+", "-"], () =>
      this.#leftAssociative(["*", "/"], () =>
        this.#leftAssociative(["**"], () => this.#instanceOf()),
      ),
    );
  }

  #leftAssociative(operators: readonly ArithmeticOperator[], operand: () => Node): Node {
    let left = operand();
    for (;;) {
      const { token } = this;
      const operator = operators.find((one) => one === token.text);
      if (operator === undefined || token.kind !== "sign") return left;
      this.next();
      const right = operand();
      const { from } = left;
      left = { kind: "arithmetic", operator, left, right, at: token, from, to: right.to };
    }
  }

  #instanceOf(): Node {
    const value = this.#signed();
    if (!this.at("instance") || this.after(this.token).text !== "of") return value;
    this.next();
    this.next();
    const type = this.type();
    return { kind: "instance of", value, type, from: value.from, to: this.lastEnd };
  }

  #signed(): Node {
    if (!this.at("-")) return this.#postfix();
    const { from } = this.next();
    const operand = this.nested(() => this.#signed());
    return { kind: "negation", operand, from, to: operand.to };
  }

  #postfix(): Node {
    let node = this.operand();
    for (;;) {
      const { from } = node;
      if (this.take(".")) {
        node = { kind: "path", of: node, name: this.name(), from, to: this.lastEnd };
      } else if (this.at("(")) {
        node = { kind: "call", callee: node, arguments: this.#arguments(), from, to: this.lastEnd };
      } else if (this.at("[") && this.#beginsOperand(this.after(this.token))) {
        this.next();
        const condition = this.expression();
        const { to } = this.expect("]");
        node = { kind: "filter", list: node, condition, from, to };
      } else {
        return node;
      }
    }
  }

  /** A bracket that nothing can follow ends a range (`[1..10[`) and begins no filter. */
  #beginsOperand({ kind, text }: Token): boolean {
    if (kind === "sign") return ["(", "[", "]", "{", "@", "-"].includes(text);
    return kind !== "end" && !(kind === "word" && isKeyword(text));
  }

  #arguments(): Argument[] {
    this.expect("(");
    const list: Argument[] = [];
    while (!this.at(")")) {
      if (list.length > 0) this.expect(",");
      const name = this.#argumentName();
      list.push({ name, value: this.expression() });
    }
    this.expect(")");
    return list;
  }

  /** The name before a colon; null when the argument is given by its position. */
  #argumentName(): string | null {
    const start = this.token;
    if (start.kind !== "word" && start.kind !== "quoted") return null;
    for (let token = start; token.kind === "word" || token.kind === "quoted";) {
      token = this.after(token);
      if (token.text === ":" && token.kind === "sign") {
        const name = this.declaredName(":");
        this.expect(":");
        return name;
      }
    }
    return null;
  }

  #conditional(): Node {
    const { from } = this.expect("if");
    const condition = this.expression();
    this.expect("then");
    const consequent = this.expression();
    this.expect("else");
    const alternative = this.expression();
    return { kind: "if", condition, consequent, alternative, from, to: alternative.to };
  }

  #for(): Node {
    const { from } = this.expect("for");
    const iterators = this.#iterators();
    this.expect("return");
    const body = this.expression();
    return { kind: "for", iterators, body, from, to: body.to };
  }

  #quantified(kind: "some" | "every"): Node {
    const { from } = this.expect(kind);
    const iterators = this.#iterators();
    this.expect("satisfies");
    const body = this.expression();
    return { kind, iterators, body, from, to: body.to };
  }

  #iterators(): Iterator[] {
    const iterators: Iterator[] = [];
    do {
      const name = this.declaredName("in");
      this.expect("in");
      const start = this.expression();
      const end = this.take("..") ? this.expression() : null;
      iterators.push({ name, start, end });
      this.names.add(name);
    } while (this.take(","));
    return iterators;
  }
}
