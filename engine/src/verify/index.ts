/** What verification offers to the rest of the engine and to its host. */
import type { Finding } from "../model/finding.ts";
import type { ProcessGraph } from "../model/process-graph.ts";
import { flowFindings } from "./flow-findings.ts";
import { verify } from "./verify.ts";

/** All that verification finds in a process that has been compiled without an error. */
export function verificationFindings(graph: ProcessGraph): readonly Finding[] {
  return flowFindings(graph, verify(graph));
}
