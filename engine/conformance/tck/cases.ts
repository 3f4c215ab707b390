/** Test cases of the DMN TCK: what goes in, what is to come out. */
import { parseNumber } from "../../src/expression/values/number.ts";
import { contextOf, type Value } from "../../src/expression/values/value.ts";
import { FeelDate } from "../../src/expression/temporal/date.ts";
import { FeelDateTime } from "../../src/expression/temporal/date-time.ts";
import { parseDuration } from "../../src/expression/temporal/duration.ts";
import { FeelTime } from "../../src/expression/temporal/time.ts";
import type { Element } from "@xmldom/xmldom";
import { attributeOf, childrenOf, rootOf } from "./xml.ts";

/** One case; several results of it count as one. */
export interface TestCase {
  readonly id: string;
  /** The decision service that is asked; null for decisions. */
  readonly service: string | null;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly results: readonly {
    readonly name: string;
    readonly expected: Value;
    readonly isError: boolean;
  }[];
}

/** A file of cases and the model that they are about. */
export interface TestFile {
  readonly model: string;
  readonly cases: readonly TestCase[];
}

const number = (text: string): Value => parseNumber(text.replace(/^\+/u, ""));
const PARSERS: Readonly<Record<string, (text: string) => Value>> = {
  boolean: (text) => text === "true" || text === "1",
  decimal: number,
  double: number,
  integer: number,
  date: (text) => FeelDate.parse(text),
  time: (text) => FeelTime.parse(text),
  dateTime: (text) => FeelDateTime.parse(text),
  duration: parseDuration,
};

/** Reads a file of cases. */
export function readCases(xml: string): TestFile {
  const root = rootOf(xml);
  const model = child(root, "modelName")?.textContent?.trim() ?? "";
  return { model, cases: childrenOf(root, "testCase").map(readCase) };
}

function readCase(element: Element): TestCase {
  return {
    id: attributeOf(element, "id"),
    service:
      attributeOf(element, "type") === "decisionService"
        ? attributeOf(element, "invocableName")
        : null,
    inputs: new Map(
      childrenOf(element, "inputNode").map((node) => [attributeOf(node, "name"), valueIn(node)]),
    ),
    results: childrenOf(element, "resultNode").map((node) => {
      const expected = child(node, "expected");
      return {
        name: attributeOf(node, "name"),
        expected: expected === undefined ? null : valueIn(expected),
        isError: attributeOf(node, "errorResult") === "true",
      };
    }),
  };
}

/** The value of a node: its simple value, its list, or its components. */
function valueIn(node: Element): Value {
  const simple = child(node, "value");
  if (simple !== undefined) return simpleValue(simple);
  const list = child(node, "list");
  if (list !== undefined) {
    if (attributeOf(list, "nil") === "true") return null;
    return childrenOf(list, "item").map(valueIn);
  }
  const components = childrenOf(node, "component");
  if (components.length === 0) return null;
  return contextOf(
    components.map((component) => [
      attributeOf(component, "name"),
      attributeOf(component, "nil") === "true" ? null : valueIn(component),
    ]),
  );
}

function simpleValue(element: Element): Value {
  if (attributeOf(element, "nil") === "true") return null;
  const text = element.textContent ?? "";
  const type = attributeOf(element, "type").split(":").at(-1) ?? "";
  const parse = PARSERS[type];
  if (parse === undefined) return text;
  const value = parse(text.trim());
  // A result of null would pass for it.
  if (value === null) throw new Error(`"${text}" is no ${type}`);
  return value;
}

function child(element: Element, name: string): Element | undefined {
  return childrenOf(element, name)[0];
}
