/** Boxed expressions → FEEL's tree (DMN 1.3 §7.3, 1.4 §7.3.9 to .11). */
import { contextOf, Env, namedScope, type Node, type Value } from "../expression/within.ts";
import type { ModelElement } from "../model/model-element.ts";
import { typeNamed } from "./item-definitions.ts";
import type { ModelReading } from "./model-reading.ts";
import { NOWHERE, NULL, type Owner, stated, typed } from "./nodes.ts";
import { readTable } from "./read-table.ts";

/** Reads one expression; without any it is null. `isWhole` when it is all of a decision's logic. */
export function readBoxed(
  boxed: ModelElement | undefined,
  owner: Owner,
  reading: ModelReading,
  isWhole = false,
): Node {
  if (boxed === undefined) return NULL;
  const node = read(boxed, owner, reading, isWhole);
  return typed(node, typeNamed(boxed.text("typeRef"), reading.types));
}

function read(boxed: ModelElement, owner: Owner, reading: ModelReading, isWhole: boolean): Node {
  const inner = (element: ModelElement | undefined): Node => readBoxed(element, owner, reading);
  const child = (property: string): Node => inner(boxed.one(property)?.one("value"));
  const variable = boxed.text("iteratorVariable") ?? "";
  const iterators = [{ name: variable, start: child("in"), end: null }];
  switch (boxed.type) {
    case "dmn:LiteralExpression":
      return literal(boxed, owner, reading);
    case "dmn:DecisionTable":
      return readTable(boxed, owner, reading, isWhole);
    case "dmn:Context":
      return context(boxed, owner, reading);
    case "dmn:List":
      return { kind: "list", items: boxed.many("elements").map(inner), ...NOWHERE };
    case "dmn:Relation":
      return relation(boxed, owner, reading);
    case "dmn:Invocation":
      return invocation(boxed, owner, reading);
    case "dmn:FunctionDefinition":
      return readFunction(boxed, owner, reading);
    case "dmn:Conditional":
      return {
        kind: "if",
        condition: child("if"),
        consequent: child("then"),
        alternative: child("else"),
        ...NOWHERE,
      };
    case "dmn:Filter":
      return { kind: "filter", list: child("in"), condition: child("match"), ...NOWHERE };
    case "dmn:For":
      return { kind: "for", iterators, body: child("return"), ...NOWHERE };
    case "dmn:Some":
      return { kind: "some", iterators, body: child("satisfies"), ...NOWHERE };
    case "dmn:Every":
      return { kind: "every", iterators, body: child("satisfies"), ...NOWHERE };
    default:
      reading.report(
        "DECISION_LOGIC_UNSUPPORTED",
        owner.id,
        `不支持「${boxed.type}」。`,
        `"${boxed.type}" is not supported.`,
      );
      return NULL;
  }
}

function literal(boxed: ModelElement, owner: Owner, reading: ModelReading): Node {
  const source = boxed.text("text");
  if (source === undefined) return NULL;
  const parsed = reading.expression(
    source,
    owner.element,
    `「${owner.name}」的表达式`,
    `an expression of "${owner.name}"`,
  );
  return parsed === null ? NULL : stated(source, parsed);
}

/** A function definition; its body is evaluated with its parameters. */
export function readFunction(boxed: ModelElement, owner: Owner, reading: ModelReading): Node {
  const parameters = boxed.many("formalParameter").map((parameter) => {
    const typeRef = parameter.text("typeRef");
    const type = typeRef === undefined ? null : ({ kind: "named", name: typeRef } as const);
    return { name: parameter.text("name") ?? "", type };
  });
  const isExternal = (boxed.text("kind") ?? "FEEL") !== "FEEL";
  const body = isExternal ? NULL : readBoxed(boxed.one("body"), owner, reading);
  return { kind: "function", parameters, body, isExternal, ...NOWHERE };
}

/** Entries in order, each seeing those before it; the one without a name is the result. */
function context(boxed: ModelElement, owner: Owner, reading: ModelReading): Node {
  const entries = boxed.many("contextEntry").map((entry) => {
    const variable = entry.one("variable");
    const type = typeNamed(variable?.text("typeRef"), reading.types);
    const node = typed(readBoxed(entry.one("value"), owner, reading), type);
    // A function may call itself by the name of its entry.
    const isFunction = entry.one("value")?.type === "dmn:FunctionDefinition";
    return { name: variable?.text("name") ?? null, node, isFunction };
  });
  return {
    kind: "custom",
    ...NOWHERE,
    generate: (generator, outer) => {
      const scope = namedScope(outer, []);
      const codes = entries.map(({ name, node, isFunction }) => {
        if (isFunction) scope.declare(name ?? "");
        const code = generator.code(node, scope);
        if (!isFunction) scope.declare(name ?? "");
        return { name, code };
      });
      return (env) => {
        const inner = new Env(env.run, env, []);
        const result: [string, Value][] = [];
        for (const { name, code } of codes) {
          const value = code(inner);
          if (name === null) return value;
          inner.slots.push(value);
          result.push([name, value]);
        }
        return contextOf(result);
      };
    },
  };
}

function relation(boxed: ModelElement, owner: Owner, reading: ModelReading): Node {
  const columns = boxed.many("column").map((column) => ({
    name: column.text("name") ?? "",
    type: typeNamed(column.text("typeRef"), reading.types),
  }));
  const rows = boxed
    .many("row")
    .map((row) =>
      row
        .many("elements")
        .map((cell, index) =>
          typed(readBoxed(cell, owner, reading), columns[index]?.type ?? { kind: "Any" }),
        ),
    );
  return {
    kind: "custom",
    ...NOWHERE,
    generate: (generator, scope) => {
      const codes = rows.map((row) => row.map((cell) => generator.code(cell, scope)));
      return (env) =>
        codes.map((row) =>
          contextOf(columns.map(({ name }, index) => [name, row[index]?.(env) ?? null])),
        );
    },
  };
}

function invocation(boxed: ModelElement, owner: Owner, reading: ModelReading): Node {
  const bindings = boxed.many("binding").map((binding) => ({
    name: binding.one("parameter")?.text("name") ?? "",
    value: readBoxed(binding.one("bindingFormula"), owner, reading),
  }));
  const source = boxed.one("calledFunction")?.text("text") ?? "null";
  const callee = reading.expression(
    source,
    owner.element,
    `「${owner.name}」调用的函数`,
    `the function that "${owner.name}" invokes`,
  );
  return { kind: "call", callee: callee ?? NULL, arguments: bindings, ...NOWHERE };
}
