/** Defaults of BPMN's XML schema: an attribute that states its default says the same as one that is not there. */
import bpmn from "bpmn-moddle/resources/bpmn/json/bpmn.json" with { type: "json" };
import di from "bpmn-moddle/resources/bpmn/json/bpmndi.json" with { type: "json" };

interface SchemaType {
  readonly name: string;
  readonly superClass?: readonly string[];
  readonly properties?: readonly {
    readonly name: string;
    readonly default?: string | number | boolean;
  }[];
}

const types = new Map<string, SchemaType>(
  [...(bpmn.types as readonly SchemaType[]), ...(di.types as readonly SchemaType[])].map((type) => [
    type.name.toLowerCase(),
    type,
  ]),
);

/** A way point is a point, said or not. */
const WAY_POINT = "{http://www.omg.org/spec/DD/20100524/DC}Point";

/** The default of an attribute of an element of that local name; undefined when it has none. */
export function standardDefault(element: string, attribute: string): string | undefined {
  if (element === "waypoint" && attribute === "{http://www.w3.org/2001/XMLSchema-instance}type") {
    return WAY_POINT;
  }
  const type = types.get(element.toLowerCase());
  const own = type?.properties?.find(({ name }) => name === attribute)?.default;
  if (own !== undefined) return String(own);
  for (const above of type?.superClass ?? []) {
    const inherited = standardDefault(above, attribute);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}
