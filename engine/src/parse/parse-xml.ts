/// <reference path="./bpmn-moddle.d.ts" />
/**
 * BPMN 2.0 XML, with the zeebe extension, as a tree of model elements. What bpmn-moddle notices on the way (broken XML, unknown
 * elements of the standard, double ids, references to nothing) becomes findings, all at once.
 */
import { BpmnModdle, type ModdleWarning } from "bpmn-moddle";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json" with { type: "json" };
import type { Finding } from "../model/finding.ts";
import { isModdleElement, ModelElement } from "../model/model-element.ts";
import { checkXml, type XmlLimits } from "./check-xml.ts";
import { xmlProblem } from "./xml-problem.ts";

/** The `bpmn:Definitions` of a document with what is doubtful about it, or why it cannot be read. */
export type ParsedXml =
  | { readonly ok: true; readonly definitions: ModelElement; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** What moddle says of a declared encoding other than UTF-8; the text has been decoded before it comes here. */
const ENCODING = "unsupported document encoding";

/** Parses a document; never throws for what the text is. */
export async function parseXml(xml: string, limits?: XmlLimits): Promise<ParsedXml> {
  const refused = checkXml(xml, limits);
  if (refused !== null) return { ok: false, findings: [refused] };
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml);
    if (!isModdleElement(rootElement)) return { ok: false, findings: [notBpmn()] };
    return {
      ok: true,
      definitions: new ModelElement(rootElement),
      findings: warnings.filter(({ message }) => !message.startsWith(ENCODING)).map(toFinding),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isOther = message.startsWith("failed to parse document as");
    return { ok: false, findings: [isOther ? notBpmn() : xmlProblem(message)] };
  }
}

function toFinding(warning: ModdleWarning): Finding {
  if (warning.message.startsWith("unresolved reference")) {
    return {
      code: "REFERENCE_UNRESOLVED",
      severity: "error",
      elementId: warning.element?.id,
      message: {
        zh: `${warning.property ?? ""} 引用的元素「${warning.value ?? ""}」不存在。`,
        en: `${warning.property ?? ""} refers to "${warning.value ?? ""}", which does not exist.`,
      },
    };
  }
  return xmlProblem(warning.message);
}

function notBpmn(): Finding {
  return {
    code: "NOT_BPMN",
    severity: "error",
    message: {
      zh: "文件不是 BPMN 2.0 模型（根元素应为 bpmn:definitions）。",
      en: "The file is not a BPMN 2.0 model (its root must be bpmn:definitions).",
    },
  };
}
