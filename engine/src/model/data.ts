/**
 * Data of BPMN's own (§10.4): data objects, properties, data inputs and outputs are variables of where they stand, and data
 * associations are mappings between them.
 *
 * - A data object or property is a variable of its scope, called by its name, or by its id if the name is no FEEL name. It
 *   is null at first. A reference means the object; its state is for readers.
 * - A data input association is an input mapping, a data output association an output mapping: of the transformation,
 *   else of the source, and of each assignment.
 * - What only was drawn (an association without the data of its activity) says nothing about execution.
 * - A data store lies outside of the process (§10.4.1): who reads or writes it is the activity's own work.
 */
import type { ElementReader } from "./element-reader.ts";
import type { ModelElement } from "./model-element.ts";
import type { VariableMapping } from "./process-graph.ts";

/** The types that a value can be checked against; everything else may be any value. */
export type ItemType = "string" | "number" | "boolean" | "list";

/** The modeler's stand-in for the data input of an activity that has none. */
const placeholder = "__targetRef_placeholder";

const stores = new Set(["bpmn:DataStoreReference", "bpmn:DataStore"]);

/** The names of the variables that a scope or an activity has from its beginning. */
export function dataOf(element: ModelElement): readonly string[] {
  const objects = element
    .many("flowElements")
    .filter(({ type }) => type === "bpmn:DataObject")
    .map(variableOf);
  const properties = element
    .many("properties")
    .filter((property) => property.text("name") !== placeholder)
    .map(variableOf);
  return [...objects, ...properties];
}

/** The data input associations of an activity or throw event as input mappings. */
export function dataInputs(reader: ElementReader): readonly VariableMapping[] {
  return reader.element
    .many("dataInputAssociations")
    .filter((association) => association.one("targetRef")?.text("name") !== placeholder)
    .flatMap((association) => mappingsOf(reader, association));
}

/** The data output associations of an activity or catch event as output mappings. */
export function dataOutputs(reader: ElementReader): readonly VariableMapping[] {
  return reader.element
    .many("dataOutputAssociations")
    .flatMap((association) => mappingsOf(reader, association));
}

/**
 * For each input set, the variables that must have a value before the activity can begin (§10.4.2): those that its required
 * data inputs come from.
 */
export function requiredInputs(element: ModelElement): readonly (readonly string[])[] {
  const associations = element.many("dataInputAssociations");
  const sets = element.one("ioSpecification")?.many("inputSets") ?? [];
  return sets.map((set) =>
    required(set, "dataInputRefs", ["optionalInputRefs", "whileExecutingInputRefs"]).flatMap(
      (input) => {
        const sources = associations
          .filter((association) => association.one("targetRef")?.id === input.id)
          .flatMap((association) => association.many("sourceRef"));
        return sources.length > 0 ? sources.map(variableOf) : [variableOf(input)];
      },
    ),
  );
}

/** For each output set, the data outputs that must have a value when the activity is done. */
export function requiredOutputs(element: ModelElement): readonly (readonly string[])[] {
  const sets = element.one("ioSpecification")?.many("outputSets") ?? [];
  return sets.map((set) =>
    required(set, "dataOutputRefs", ["optionalOutputRefs", "whileExecutingOutputRefs"]).map(
      variableOf,
    ),
  );
}

function required(
  set: ModelElement,
  all: string,
  others: readonly string[],
): readonly ModelElement[] {
  const optional = new Set(others.flatMap((property) => set.many(property).map(({ id }) => id)));
  return set.many(all).filter(({ id }) => !optional.has(id));
}

/** The variable that an item of data is. */
export function variableOf(item: ModelElement): string {
  const object = item.one("dataObjectRef") ?? item;
  const name = object.text("name") ?? "";
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && name !== "__proto__" ? name : object.id;
}

function mappingsOf(reader: ElementReader, association: ModelElement): VariableMapping[] {
  const target = association.one("targetRef");
  const [source] = association.many("sourceRef");
  if (target === undefined || [target, source].some((end) => end && stores.has(end.type)))
    return [];
  const mappings: VariableMapping[] = [];
  const add = (text: string | undefined, to: string): void => {
    const from = reader.value(
      text === undefined || text.startsWith("=") ? text : `=${text}`,
      "from",
    );
    if (from !== undefined)
      mappings.push({ source: from, target: to.split("."), ...typeOf(target, to) });
  };
  const variable = variableOf(target);
  const transformation = association.one("transformation")?.text("body");
  const assignments = association.many("assignment");
  if (transformation !== undefined) add(transformation, variable);
  else if (source !== undefined && assignments.length === 0) add(variableOf(source), variable);
  for (const assignment of assignments) {
    const to = assignment.one("to")?.text("body")?.replace(/^=\s*/u, "") ?? variable;
    add(assignment.one("from")?.text("body"), to);
  }
  return mappings;
}

/** The type of the whole item; what is assigned into a part of it has none. */
function typeOf(target: ModelElement, to: string): { readonly type: ItemType } | undefined {
  if (to.includes(".")) return undefined;
  const object = target.one("dataObjectRef") ?? target;
  const item = object.one("itemSubjectRef");
  const isCollection = object.flag("isCollection") === true || item?.flag("isCollection") === true;
  const type = isCollection
    ? "list"
    : types[item?.text("structureRef")?.replace(/^.*:/u, "") ?? ""];
  return type === undefined ? undefined : { type };
}

/** Names of XML Schema's types, and FEEL's. */
const types: Readonly<Record<string, ItemType>> = {
  string: "string",
  token: "string",
  number: "number",
  decimal: "number",
  double: "number",
  float: "number",
  int: "number",
  integer: "number",
  long: "number",
  boolean: "boolean",
};
