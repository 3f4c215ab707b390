/** What verification offers to the rest of the engine and to its host. */
import type { Finding } from "../model/finding.ts";
import type { ProcessGraph } from "../model/process-graph.ts";
import { conditionFindings } from "./data/condition-findings.ts";
import { correlationFindings } from "./data/correlation-findings.ts";
import { variableFindings } from "./data/variable-findings.ts";
import { flowFindings } from "./flow-findings.ts";
import { verify } from "./verify.ts";

/** All that verification finds in a process that has been compiled without an error. */
export function verificationFindings(graph: ProcessGraph): readonly Finding[] {
  return [
    ...flowFindings(graph, verify(graph)),
    ...conditionFindings(graph),
    ...variableFindings(graph),
    ...correlationFindings(graph),
  ];
}
