/** Rules about how the elements of a process hang together; each reports all its findings. */
import type { ProcessBuilder } from "../model/process-builder.ts";
import { checkAdHocSubProcesses } from "./ad-hoc.ts";
import { checkBoundaryEvents } from "./boundary-events.ts";
import { checkCompensation } from "./compensation.ts";
import { checkFlows } from "./flows.ts";
import { checkGateways } from "./gateways.ts";
import { checkIds } from "./ids.ts";
import { checkInstantiation } from "./instantiation.ts";
import { checkLinks } from "./links.ts";
import { checkReachability } from "./reachability.ts";
import { checkStartEvents } from "./start-events.ts";
import { checkTransactions } from "./transactions.ts";

/** Runs all rules over a process whose nodes and flows are linked. */
export function checkStructure(builder: ProcessBuilder): void {
  checkIds(builder);
  checkStartEvents(builder);
  checkInstantiation(builder);
  checkAdHocSubProcesses(builder);
  checkFlows(builder);
  checkGateways(builder);
  checkBoundaryEvents(builder);
  checkLinks(builder);
  checkCompensation(builder);
  checkTransactions(builder);
  // Only meaningful in a model whose parts are all understood.
  if (!builder.findings.some((finding) => finding.severity === "error")) checkReachability(builder);
}
