/** Item definitions → types (DMN 1.3 §7.3.2): components, collections, allowed values. */
import {
  ANY,
  builtinType,
  compileTree,
  INPUT_NAME,
  parseTests,
  rootEnv,
  type Run,
  type Type,
  type TypeLookup,
  type Value,
} from "../expression/within.ts";
import type { ModelElement } from "../model/model-element.ts";

/** Types that are defined by each other. */
const MAX_DEPTH = 100;

/** The types of a document by name; those of imported documents behind the import's name and a dot. */
export function readTypes(
  definitions: readonly ModelElement[],
  imported: ReadonlyMap<string, Type>,
): ReadonlyMap<string, Type> {
  const byName = new Map(definitions.map((one) => [one.text("name") ?? "", one]));
  const types = new Map<string, Type>(imported);
  let depth = 0;
  const lookup: TypeLookup = (name) => {
    const known = types.get(name);
    if (known !== undefined) return known;
    const definition = byName.get(name);
    if (definition === undefined) return builtinType(name);
    // A type that contains itself is not checked inside itself, nor one behind a hundred others.
    types.set(name, ANY);
    depth += 1;
    const type = depth > MAX_DEPTH ? ANY : typeOf(definition, lookup);
    depth -= 1;
    types.set(name, type);
    return type;
  };
  for (const name of byName.keys()) lookup(name);
  return types;
}

/** A type by its name in an attribute; `feel:` before it is left out. Names that mean none are `Any`. */
export function typeNamed(name: string | undefined, types: TypeLookup): Type {
  if (name === undefined) return ANY;
  return types(name) ?? types(name.replace(/^feel[:.]/, "")) ?? ANY;
}

function typeOf(definition: ModelElement, types: TypeLookup): Type {
  const item = withAllowed(itemType(definition, types), definition.one("allowedValues"), types);
  const isCollection = definition.flag("isCollection") ?? false;
  const whole: Type = isCollection ? { kind: "list", of: item } : item;
  return withAllowed(whole, definition.one("typeConstraint"), types);
}

function itemType(definition: ModelElement, types: TypeLookup): Type {
  const components = definition.many("itemComponent");
  if (components.length > 0) {
    const entries = components.map((one) => [one.text("name") ?? "", typeOf(one, types)] as const);
    return { kind: "context", entries: new Map(entries) };
  }
  const functionItem = definition.one("functionItem");
  if (functionItem !== undefined) {
    const parameters = functionItem
      .many("parameters")
      .map((parameter) => typeNamed(parameter.text("typeRef"), types));
    const result = typeNamed(functionItem.text("outputTypeRef"), types);
    return { kind: "function", parameters, result };
  }
  return typeNamed(definition.text("typeRef"), types);
}

function withAllowed(of: Type, tests: ModelElement | undefined, types: TypeLookup): Type {
  const source = tests?.text("text");
  if (source === undefined) return of;
  const parsed = parseTests(source);
  const code = parsed.ok ? compileTree(parsed.value, new Set(), types) : parsed;
  if (!code.ok) return of;
  const allows = (value: Value, run: Run): boolean =>
    code.value(rootEnv(run, (name) => (name === INPUT_NAME ? value : undefined))) === true;
  return { kind: "allowed", of, allows };
}
