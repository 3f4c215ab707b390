/// <reference path="./dmn-moddle.d.ts" />
/**
 * DMN XML of all versions, read by dmn-moddle. It knows DMN 1.3; the namespaces of the other versions are taken for that one,
 * and what DMN 1.4 and 1.5 add is described here: conditional, filter, iterations (DMN 1.4 §7.3), type constraints.
 */
import { DmnModdle } from "dmn-moddle";
import dmndi13 from "dmn-moddle/resources/dmn/json/dmndi13.json" with { type: "json" };
import dmn13 from "dmn-moddle/resources/dmn/json/dmn13.json" with { type: "json" };

const MODEL_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/";
const DIAGRAM_13 = "https://www.omg.org/spec/DMN/20191111/DMNDI/";
const MODEL = /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/|dmn\.xsd)/g;
const DIAGRAM = /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/DMNDI\//g;

/** A part of an expression that holds another one. */
const child = (name: string): object => ({
  name,
  type: "ChildExpression",
  xml: { serialize: "property" },
});
const variable = { name: "iteratorVariable", isAttr: true, type: "String" };

const added = [
  {
    name: "ChildExpression",
    properties: [
      { name: "id", isAttr: true, type: "String" },
      { name: "typeRef", isAttr: true, type: "String" },
      { name: "value", type: "Expression" },
    ],
  },
  {
    name: "Conditional",
    superClass: ["Expression"],
    properties: [child("if"), child("then"), child("else")],
  },
  { name: "Filter", superClass: ["Expression"], properties: [child("in"), child("match")] },
  { name: "For", superClass: ["Expression"], properties: [variable, child("in"), child("return")] },
  {
    name: "Some",
    superClass: ["Expression"],
    properties: [variable, child("in"), child("satisfies")],
  },
  {
    name: "Every",
    superClass: ["Expression"],
    properties: [variable, child("in"), child("satisfies")],
  },
];

const typeConstraint = {
  name: "typeConstraint",
  type: "UnaryTests",
  xml: { serialize: "property" },
};

const types = [
  ...dmn13.types.map((type) =>
    type.name === "ItemDefinition"
      ? { ...type, properties: [...(type.properties ?? []), typeConstraint] }
      : type,
  ),
  ...added,
];

/** Attributes of diagrams that DMN 1.5 adds. */
const diagramTypes = dmndi13.types.map((type) => {
  const name = { DMNDiagram: "useAlternativeInputDataShape", DMNShape: "isCollapsed" }[type.name];
  const known = type.properties?.some((property) => property.name === name) ?? false;
  if (name === undefined || known) return type;
  const property = { name, isAttr: true, type: "Boolean" };
  return { ...type, properties: [...(type.properties ?? []), property] };
});

/** Parses a document; rejects when it is no XML, or no DMN. */
export function parseDmn(xml: string): ReturnType<DmnModdle["fromXML"]> {
  const moddle = new DmnModdle({
    dmn: { ...dmn13, types },
    dmndi: { ...dmndi13, types: diagramTypes },
  });
  return moddle.fromXML(xml.replaceAll(MODEL, MODEL_13).replaceAll(DIAGRAM, DIAGRAM_13));
}
