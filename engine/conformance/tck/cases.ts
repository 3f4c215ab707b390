/** Test cases of the DMN TCK: what goes in, what is to come out. */
import { parseNumber } from "../../src/expression/values/number.ts";
import { contextOf, type Value } from "../../src/expression/values/value.ts";
import { FeelDate } from "../../src/expression/temporal/date.ts";
import { FeelDateTime } from "../../src/expression/temporal/date-time.ts";
import { parseDuration } from "../../src/expression/temporal/duration.ts";
import { FeelTime } from "../../src/expression/temporal/time.ts";
import { parseXml, type XmlElement } from "./xml.ts";

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

/** Reads a file of cases. */
export function readCases(xml: string): TestFile {
  const root = parseXml(xml);
  const model = child(root, "modelName")?.text.trim() ?? "";
  return { model, cases: children(root, "testCase").map(readCase) };
}

function readCase(element: XmlElement): TestCase {
  const { id = "", type, invocableName } = element.attributes;
  return {
    id,
    service: type === "decisionService" ? (invocableName ?? null) : null,
    inputs: new Map(
      children(element, "inputNode").map((node) => [node.attributes["name"] ?? "", valueIn(node)]),
    ),
    results: children(element, "resultNode").map((node) => {
      const expected = child(node, "expected");
      return {
        name: node.attributes["name"] ?? "",
        expected: expected === undefined ? null : valueIn(expected),
        isError: node.attributes["errorResult"] === "true",
      };
    }),
  };
}

/** The value of a node: its simple value, its list, or its components. */
function valueIn(node: XmlElement): Value {
  const simple = child(node, "value");
  if (simple !== undefined) return simpleValue(simple);
  const list = child(node, "list");
  if (list !== undefined) {
    if (list.attributes["nil"] === "true") return null;
    return children(list, "item").map(valueIn);
  }
  const components = children(node, "component");
  if (components.length === 0) return null;
  return contextOf(
    components.map((component) => [
      component.attributes["name"] ?? "",
      component.attributes["nil"] === "true" ? null : valueIn(component),
    ]),
  );
}

function simpleValue({ attributes, text }: XmlElement): Value {
  if (attributes["nil"] === "true") return null;
  const plain = text.trim();
  switch (attributes["type"]?.split(":").at(-1)) {
    case "boolean":
      return plain === "true" || plain === "1";
    case "decimal":
    case "double":
    case "integer":
    case "int":
    case "float":
    case "long":
      return parseNumber(plain.replace(/^\+/u, ""));
    case "date":
      return FeelDate.parse(plain);
    case "time":
      return FeelTime.parse(plain);
    case "dateTime":
      return FeelDateTime.parse(plain);
    case "duration":
    case "dayTimeDuration":
    case "yearMonthDuration":
      return parseDuration(plain);
    default:
      return text;
  }
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}

function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((one) => one.name === name);
}
