/** What tests of models and of the engine share; for tests only. */
export * from "./document.ts";
export {
  graphsOf,
  processVariables,
  runScenario,
  scenario,
  type ScenarioCase,
  type ScenarioOptions,
} from "./scenario.ts";
export { sketch } from "./sketch.ts";
export { carryOut, type Step } from "./steps.ts";
export { traceOf } from "./trace.ts";
export { type LiveInstance, World, type WorldOptions } from "./world.ts";
export { parseDecisions } from "../src/decision/index.ts";
export { parseProcesses } from "../src/parse-processes.ts";
export { verificationFindings } from "../src/verify/index.ts";
export { decisionFindings } from "../src/verify/decision-findings.ts";
