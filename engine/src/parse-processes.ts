/** From the text of a BPMN file to graphs that can be run, or to everything that keeps it from being deployed. */
import { compileModel } from "./model/compile.ts";
import type { Finding } from "./model/finding.ts";
import type { ProcessGraph } from "./model/process-graph.ts";
import { parseXml } from "./parse/parse-xml.ts";

/** Graphs of the executable processes with what is worth a warning; or all findings, at least one of them an error. */
export type ParsedProcesses =
  | {
      readonly ok: true;
      readonly processes: readonly ProcessGraph[];
      readonly warnings: readonly Finding[];
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Parses, compiles and validates a BPMN file. Never throws for what the file contains. */
export async function parseProcesses(xml: string): Promise<ParsedProcesses> {
  const parsed = await parseXml(xml);
  if (!parsed.ok) return { ok: false, findings: told(parsed.findings) };
  const { processes, findings } = compileModel(parsed.definitions);
  const all = [...parsed.findings, ...findings];
  return all.some((finding) => finding.severity === "error")
    ? { ok: false, findings: told(all) }
    : { ok: true, processes, warnings: told(all) };
}

/** More of them nobody reads, and what is wrong with a broken file may be said of each of its parts. */
const maxFindings = 200;

function told(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= maxFindings) return findings;
  const left = String(findings.length - maxFindings);
  // Errors first: one that is left out may be all that keeps the file from being deployed.
  const errors = findings.filter(({ severity }) => severity === "error");
  const others = findings.filter(({ severity }) => severity !== "error");
  const more: Finding = {
    code: "MORE_FINDINGS",
    severity: "warning",
    message: {
      zh: `还有 ${left} 条，未一一列出。`,
      en: `There are ${left} more, which are not listed.`,
    },
  };
  return [...[...errors, ...others].slice(0, maxFindings), more];
}
