/** JUEL as FEEL with the same meaning, or the part that has none. */
import { JuelProblem } from "./juel-problem.ts";
import { type Juel, parseJuel } from "./parse-juel.ts";

/** FEEL without the leading `=`; or, for people, what could not be said in it. */
export type Feel =
  | { readonly ok: true; readonly feel: string }
  | { readonly ok: false; readonly part: string };

/** Characters that are told of an expression that is too long. */
const SHOWN = 60;
/** Names that engines give to what they count of a multi-instance. */
const counters: Readonly<Record<string, string>> = {
  nrOfInstances: "numberOfInstances",
  nrOfActiveInstances: "numberOfActiveInstances",
  nrOfCompletedInstances: "numberOfCompletedInstances",
};
/** What stands for the running process and is no variable. */
const beans = new Set(["execution", "task", "variables", "authenticatedUserId", "externalTask"]);
const feelName = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** Words of FEEL's grammar: a variable of that name stands in backticks. */
const reserved = new Set(
  "and between else every for function if in instance not null of or return satisfies some then true false".split(
    " ",
  ),
);

/** Translates what stands between `${` and `}`. */
export function juelToFeel(juel: string): Feel {
  try {
    return { ok: true, feel: feelOf(parseJuel(juel)) };
  } catch (error) {
    if (error instanceof JuelProblem) return { ok: false, part: error.message };
    // A chain of thousands of operators is as deep as it is long: it ends where the stack of calls does.
    if (error instanceof RangeError) return { ok: false, part: `${juel.slice(0, SHOWN)}…` };
    throw error;
  }
}

/** A name as FEEL writes it. */
export function variableName(name: string): string {
  return feelName.test(name) && !reserved.has(name) ? name : `\`${name}\``;
}

/** A text as FEEL writes it. */
export function textLiteral(text: string): string {
  return JSON.stringify(text);
}

function feelOf(juel: Juel): string {
  switch (juel.kind) {
    case "literal":
      return typeof juel.value === "string" ? textLiteral(juel.value) : String(juel.value);
    case "name":
      if (beans.has(juel.name)) throw new JuelProblem(juel.name);
      return variableName(counters[juel.name] ?? juel.name);
    case "property":
      return `${operand(juel.of)}.${variableName(juel.name)}`;
    case "index":
      return indexed(juel.of, juel.at);
    case "call":
      return called(juel);
    case "unary":
      return unary(juel);
    case "binary":
      return binary(juel);
    case "choice":
      return `if ${feelOf(juel.condition)} then ${feelOf(juel.yes)} else ${operand(juel.no)}`;
  }
}

/** With parentheses where the order of evaluation could change. */
function operand(juel: Juel): string {
  const isCompound = juel.kind === "binary" || juel.kind === "choice" || juel.kind === "unary";
  return isCompound ? `(${feelOf(juel)})` : feelOf(juel);
}

/** JUEL counts from 0, FEEL from 1. */
function indexed(of: Juel, at: Juel): string {
  if (at.kind !== "literal") return `${operand(of)}[${operand(at)} + 1]`;
  if (typeof at.value === "string") return `${operand(of)}.${variableName(at.value)}`;
  return `${operand(of)}[${String(Number(at.value) + 1)}]`;
}

function unary({ operator, of }: Extract<Juel, { kind: "unary" }>): string {
  switch (operator) {
    case "-":
      return `-${operand(of)}`;
    case "not":
      return `not(${feelOf(of)})`;
    case "empty":
      return emptiness(of);
  }
}

function emptiness(of: Juel): string {
  const value = operand(of);
  return `(if ${value} instance of list<Any> then count(${value}) = 0 else if ${value} instance of string then ${value} = "" else ${value} = null)`;
}

function binary({ operator, left, right }: Extract<Juel, { kind: "binary" }>): string {
  switch (operator) {
    case "%":
      return `modulo(${feelOf(left)}, ${feelOf(right)})`;
    case "==":
      return `${operand(left)} = ${operand(right)}`;
    case "or":
    case "and":
    case "!=":
    case "<":
    case ">":
    case "<=":
    case ">=":
    case "+":
    case "-":
    case "*":
    case "/":
      return `${operand(left)} ${operator} ${operand(right)}`;
  }
}

/** Methods with the number of their arguments. */
const methods: Readonly<Record<string, (of: string, ...args: string[]) => string>> = {
  "size/0": (of) => `count(${of})`,
  "length/0": (of) => `string length(${of})`,
  "equals/1": (of, other) => `${of} = ${other}`,
  "equalsIgnoreCase/1": (of, other) => `lower case(${of}) = lower case(${other})`,
  "contains/1": (of, other) =>
    `if ${of} instance of string then contains(${of}, ${other}) else list contains(${of}, ${other})`,
  "startsWith/1": (of, other) => `starts with(${of}, ${other})`,
  "endsWith/1": (of, other) => `ends with(${of}, ${other})`,
  "toLowerCase/0": (of) => `lower case(${of})`,
  "toUpperCase/0": (of) => `upper case(${of})`,
  "trim/0": (of) => `trim(${of})`,
  "toString/0": (of) => `string(${of})`,
  "intValue/0": (of) => `floor(${of})`,
  "doubleValue/0": (of) => of,
  "booleanValue/0": (of) => of,
};

function called({ of, name, args }: Extract<Juel, { kind: "call" }>): string {
  const values = args.map(operand);
  if (of === null) {
    if ((name === "now" || name === "dateTime") && args.length === 0) return "now()";
    throw new JuelProblem(`${name}()`);
  }
  const [first] = args;
  if (of.kind === "name" && beans.has(of.name)) {
    const reads = name === "getVariable" || name === "getVariableLocal" || name === "get";
    if (reads && first?.kind === "literal" && typeof first.value === "string") {
      return variableName(first.value);
    }
    throw new JuelProblem(`${of.name}.${name}()`);
  }
  if (name === "isEmpty" && args.length === 0) return emptiness(of);
  if (name === "get" && first !== undefined && args.length === 1) return indexed(of, first);
  const method = methods[`${name}/${String(args.length)}`];
  if (method !== undefined) {
    const text = method(operand(of), ...values);
    return /^(?:if |.* = )/u.test(text) ? `(${text})` : text;
  }
  const getter = /^(?:get|is)(?<first>\p{Lu})(?<rest>.*)$/u.exec(name)?.groups;
  if (getter !== undefined && args.length === 0) {
    return `${operand(of)}.${variableName(`${(getter["first"] ?? "").toLowerCase()}${getter["rest"] ?? ""}`)}`;
  }
  throw new JuelProblem(`.${name}()`);
}
