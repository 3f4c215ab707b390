/** What verification finds in the decisions of a DMN document. */
import { parseDmn } from "../decision/dmn-xml.ts";
import type { Finding } from "../model/finding.ts";
import { isModdleElement, ModelElement } from "../model/model-element.ts";
import { tableFindings } from "./data/table-findings.ts";

/** For a document that `parseDecisions` has accepted; warnings only. */
export async function decisionFindings(xml: string): Promise<readonly Finding[]> {
  const { rootElement } = await parseDmn(xml);
  if (!isModdleElement(rootElement)) return [];
  return new ModelElement(rootElement).many("drgElement").flatMap(tableFindings);
}
