/** The tree that a FEEL text is parsed into (grammar of DMN 1.3 §10.3.1.2). */
import type { Place } from "../problem.ts";
import type { Code, Scope } from "../program/scope.ts";
import type { Type } from "../values/type.ts";
import type { Value } from "../values/value.ts";

/** Operators between two operands, but for comparisons. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "**";
/** Comparisons. */
export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** What `for`, `some` and `every` run over; with `end` it is the numbers or dates from `start` to it. */
export interface Iterator {
  readonly name: string;
  readonly start: Node;
  readonly end: Node | null;
}

/** A parameter of a function that the expression defines. */
export interface Parameter {
  readonly name: string;
  readonly type: TypeNode | null;
}

/** The name of a type, as it is written. */
export type TypeNode =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "list" | "range"; readonly of: TypeNode }
  | { readonly kind: "context"; readonly entries: readonly (readonly [string, TypeNode])[] }
  | {
      readonly kind: "function";
      readonly parameters: readonly TypeNode[];
      readonly result: TypeNode;
    };

/** One argument; `name` where arguments are given by name. */
export interface Argument {
  readonly name: string | null;
  readonly value: Node;
}

type Shape =
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "at"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negation"; readonly operand: Node }
  | {
      readonly kind: "arithmetic";
      readonly operator: ArithmeticOperator;
      readonly left: Node;
      readonly right: Node;
      readonly at: Place;
    }
  | {
      readonly kind: "logic";
      readonly operator: "and" | "or";
      readonly left: Node;
      readonly right: Node;
    }
  | {
      readonly kind: "comparison";
      readonly operator: Comparison;
      readonly left: Node;
      readonly right: Node;
      readonly at: Place;
    }
  | { readonly kind: "between"; readonly value: Node; readonly low: Node; readonly high: Node }
  | { readonly kind: "in"; readonly value: Node; readonly tests: readonly Node[] }
  | { readonly kind: "instance of"; readonly value: Node; readonly type: TypeNode }
  | {
      readonly kind: "if";
      readonly condition: Node;
      readonly consequent: Node;
      readonly alternative: Node;
    }
  | { readonly kind: "for"; readonly iterators: readonly Iterator[]; readonly body: Node }
  | {
      readonly kind: "some" | "every";
      readonly iterators: readonly Iterator[];
      readonly body: Node;
    }
  | {
      readonly kind: "function";
      readonly parameters: readonly Parameter[];
      readonly body: Node;
      readonly isExternal: boolean;
    }
  | { readonly kind: "call"; readonly callee: Node; readonly arguments: readonly Argument[] }
  | { readonly kind: "path"; readonly of: Node; readonly name: string }
  | { readonly kind: "filter"; readonly list: Node; readonly condition: Node }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "context"; readonly entries: readonly (readonly [string, Node])[] }
  | {
      readonly kind: "range";
      readonly start: Node;
      readonly end: Node;
      readonly startIncluded: boolean;
      readonly endIncluded: boolean;
    }
  /** `< 5`: as a test of a value, or in brackets as the range of all that passes it. */
  | { readonly kind: "test"; readonly operator: Comparison; readonly operand: Node }
  /** The tests of a cell; `tests` is null for `-`, which everything passes. */
  | {
      readonly kind: "unary tests";
      readonly isNegated: boolean;
      readonly tests: readonly Node[] | null;
    }
  /** What has no FEEL text: a decision table, a conversion to a type. */
  | { readonly kind: "custom"; readonly generate: Generate };

/** Makes code of what has no FEEL text. */
export type Generate = (generator: Generator, scope: Scope) => Code;

/** A node with its place. */
export type Node = Shape & Place;

/** Makes code of nodes. */
export interface Generator {
  readonly code: (node: Node, scope: Scope) => Code;
  /** How many nodes it has made code of so far: what is between two counts is the cost of a body. */
  readonly count: number;
  /** The type that a name stands for; undefined when there is none. */
  readonly type: (node: TypeNode) => Type | undefined;
}

/** The node of one kind. */
export type NodeOf<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;
