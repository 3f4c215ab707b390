/// <reference path="./dmn-moddle.d.ts" />
/** DMN 1.3 XML → {@link DecisionModel}; all findings at once. Logic beyond tables and literal expressions is refused. */
import { DmnModdle } from "dmn-moddle";
import type { Finding } from "../model/finding.ts";
import { isModdleElement, ModelElement } from "../model/model-element.ts";
import { checkXml, type XmlLimits } from "../parse/check-xml.ts";
import { xmlProblem } from "../parse/xml-problem.ts";
import type { Decision, DecisionModel } from "./decision-model.ts";
import { DecisionReader } from "./decision-reader.ts";

/** The model with its warnings, or why it cannot be deployed. */
export type ParsedDecisions =
  | { readonly ok: true; readonly model: DecisionModel; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Parses a document; never throws for what the text is. */
export async function parseDecisions(xml: string, limits?: XmlLimits): Promise<ParsedDecisions> {
  const refused = checkXml(xml, limits);
  if (refused !== null) return { ok: false, findings: [refused] };
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
    if (!isModdleElement(rootElement)) return { ok: false, findings: [notDmn()] };
    const findings = warnings.map((warning) => xmlProblem(warning.message));
    return readModel(new ModelElement(rootElement), findings);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isOther = message.startsWith("failed to parse document as");
    return { ok: false, findings: [isOther ? notDmn() : xmlProblem(message)] };
  }
}

function readModel(definitions: ModelElement, findings: Finding[]): ParsedDecisions {
  const elements = definitions.many("drgElement").filter(({ type }) => type === "dmn:Decision");
  const decisions = new Map<string, Decision>();
  for (const element of elements) {
    const decision = new DecisionReader(element, findings).read();
    if (decision !== null) decisions.set(decision.id, decision);
  }
  reportRequirements(decisions, findings);
  if (elements.length === 0) {
    findings.push(
      finding("DECISION_NONE", "", "文件中没有决策。", "The file contains no decision."),
    );
  }
  if (findings.some(({ severity }) => severity === "error")) return { ok: false, findings };
  const model = { id: definitions.id, name: definitions.text("name") ?? definitions.id, decisions };
  return { ok: true, model, findings };
}

/** Required decisions must exist, and must not require each other in a circle. */
function reportRequirements(decisions: ReadonlyMap<string, Decision>, findings: Finding[]): void {
  const done = new Set<string>();
  const visit = (id: string, path: ReadonlySet<string>): void => {
    if (path.has(id)) {
      findings.push(
        finding(
          "DECISION_CIRCLE",
          id,
          `决策「${id}」循环依赖自身。`,
          `The decision "${id}" requires itself.`,
        ),
      );
      return;
    }
    if (done.has(id)) return;
    done.add(id);
    for (const required of decisions.get(id)?.requires ?? []) {
      if (decisions.has(required)) visit(required, new Set([...path, id]));
      else {
        findings.push(
          finding(
            "DECISION_REQUIRED_MISSING",
            id,
            `决策「${id}」依赖的决策「${required}」不存在。`,
            `The decision "${id}" requires "${required}", which does not exist.`,
          ),
        );
      }
    }
  };
  for (const id of decisions.keys()) visit(id, new Set());
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
