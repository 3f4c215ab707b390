/** DMN XML → {@link DecisionModel}; all findings at once. */
import type { Finding } from "../model/finding.ts";
import { isModdleElement, ModelElement } from "../model/model-element.ts";
import { checkXml, type XmlLimits } from "../parse/check-xml.ts";
import { xmlProblem } from "../parse/xml-problem.ts";
import { builtinType, KnownNames, STANDARD_NAMES, type Type } from "../expression/within.ts";
import type { Decision, DecisionModel, DrgElement, ElementKey } from "./decision-model.ts";
import { parseDmn } from "./dmn-xml.ts";
import { readTypes } from "./item-definitions.ts";
import { ModelReading } from "./model-reading.ts";
import { namesIn } from "./names-in-model.ts";
import { readElements } from "./read-elements.ts";
import { requirementOrder } from "./requirement-order.ts";

/** The model with its warnings, or why it cannot be deployed. */
export type ParsedDecisions =
  | { readonly ok: true; readonly model: DecisionModel; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Parses a document that may import these others; never throws for what the text is. */
export async function parseDecisions(
  xml: string,
  limits?: XmlLimits,
  imports: readonly DecisionModel[] = [],
): Promise<ParsedDecisions> {
  const refused = checkXml(xml, limits);
  if (refused !== null) return { ok: false, findings: [refused] };
  try {
    const { rootElement, warnings } = await parseDmn(xml);
    if (!isModdleElement(rootElement)) return { ok: false, findings: [notDmn()] };
    const findings = warnings
      // Diagrams may show elements of other documents; what logic refers to is checked by itself.
      .filter(({ message }) => !message.startsWith("unresolved reference"))
      .map(({ message }) => xmlProblem(message));
    return readModel(new ModelElement(rootElement), imports, findings);
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, findings: [tooComplex()] };
    const message = error instanceof Error ? error.message : String(error);
    const isOther = message.startsWith("failed to parse document as");
    return { ok: false, findings: [isOther ? notDmn() : xmlProblem(message)] };
  }
}

function readModel(
  definitions: ModelElement,
  available: readonly DecisionModel[],
  findings: Finding[],
): ParsedDecisions {
  const namespace = definitions.text("namespace") ?? "";
  const imports = importsOf(definitions, available, findings);
  const types = readTypes(definitions.many("itemDefinition"), importedTypes(imports));
  const names = [...namesIn(definitions), ...imports.flatMap(({ model }) => model.names)];
  const known = new KnownNames(
    names.filter((name) => !name.includes(".")),
    STANDARD_NAMES,
  );
  const reading = new ModelReading(known, (name) => types.get(name) ?? builtinType(name), findings);
  const read = definitions.many("drgElement");
  const elements = readElements(read, {
    namespace,
    imports: new Map(imports.map(({ name, model }) => [model.namespace, name])),
    imported: new Map(imports.flatMap(({ model }) => [...model.elements])),
    reading,
  });
  const decisions = decisionsOf(elements, namespace);
  reportCircles(elements, findings);
  if (elements.size === 0) {
    reading.report("DECISION_NONE", "", "文件中没有决策。", "The file contains no decision.");
  }
  if (findings.some(({ severity }) => severity === "error")) return { ok: false, findings };
  const { id } = definitions;
  const name = definitions.text("name") ?? id;
  return {
    ok: true,
    model: {
      id,
      name,
      namespace,
      decisions,
      elements,
      types,
      names,
      versionTags: versionTagsOf(read),
    },
    findings,
  };
}

/** `zeebe:versionTag` of the decisions that have one, by their ids. */
function versionTagsOf(elements: readonly ModelElement[]): ReadonlyMap<string, string> {
  return new Map(
    elements.flatMap((element) => {
      const tag = element.extension("zeebe:versionTag")?.text("value");
      return tag === undefined ? [] : [[element.id, tag] as const];
    }),
  );
}

interface Import {
  readonly name: string;
  readonly model: DecisionModel;
}

function importsOf(
  definitions: ModelElement,
  available: readonly DecisionModel[],
  findings: Finding[],
): Import[] {
  return definitions.many("import").flatMap((one) => {
    const namespace = one.text("namespace") ?? "";
    const model = available.find((candidate) => candidate.namespace === namespace);
    if (model !== undefined) return [{ name: one.text("name") ?? "", model }];
    findings.push(
      finding(
        "DECISION_IMPORT_MISSING",
        definitions.id,
        `没有命名空间为「${namespace}」的模型可以导入。`,
        `There is no model of the namespace "${namespace}" to import.`,
      ),
    );
    return [];
  });
}

function importedTypes(imports: readonly Import[]): ReadonlyMap<string, Type> {
  return new Map(
    imports.flatMap(({ name, model }) =>
      [...model.types].map(
        ([type, value]) => [name === "" ? type : `${name}.${type}`, value] as const,
      ),
    ),
  );
}

function decisionsOf(
  elements: ReadonlyMap<ElementKey, DrgElement>,
  namespace: string,
): ReadonlyMap<string, Decision> {
  const own = [...elements.values()].filter(
    (element) => element.kind === "decision" && element.key === `${namespace}#${element.id}`,
  );
  return new Map(own.map((element) => [element.id, element as Decision]));
}

/** Decisions must not require each other in a circle. */
function reportCircles(elements: ReadonlyMap<ElementKey, DrgElement>, findings: Finding[]): void {
  const done = new Set<ElementKey>();
  for (const key of elements.keys()) {
    const { circle } = requirementOrder(elements, key, done);
    if (circle === null) continue;
    const id = elements.get(circle)?.id ?? circle;
    done.add(circle);
    findings.push(
      finding(
        "DECISION_CIRCLE",
        id,
        `决策「${id}」循环依赖自身。`,
        `The decision "${id}" requires itself.`,
      ),
    );
  }
}

function tooComplex(): Finding {
  return finding(
    "DECISIONS_TOO_COMPLEX",
    "",
    "文件中的表达式嵌套过深，请拆分决策。",
    "Expressions of the file are nested too deeply. Split the decisions.",
  );
}

function notDmn(): Finding {
  return finding(
    "NOT_DMN",
    "",
    "文件不是 DMN 模型（根元素应为 definitions）。",
    "The file is not a DMN model (its root must be definitions).",
  );
}

function finding(code: string, elementId: string, zh: string, en: string): Finding {
  return { code, severity: "error", elementId: elementId || undefined, message: { zh, en } };
}
