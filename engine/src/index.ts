/** The BPMN engine: pure and deterministic. The host (server/src/runtime) brings time, ids, storage and transport. */
export type * from "./commands.ts";
export type * from "./events.ts";
export type * from "./follow-ups.ts";
export type {
  IncidentCause,
  IncidentCode,
  LocalisedText,
  Rejection,
  RejectionCode,
} from "./errors.ts";
export { type Binding, type Context, defaultLimits, type Limits } from "./context.ts";
export {
  type DecisionEvaluation,
  type DecisionModel,
  evaluateDecision,
  parseDecisions,
  parseDecisionsTogether,
  type ParsedDecisions,
} from "./decision/index.ts";
export { type ReportLine, translateModel } from "./dialects/index.ts";
export type { TimerDefinition } from "./event-definitions/timer-definition.ts";
export { type ArmedTimer, nextOccurrence } from "./event-definitions/timer-schedule.ts";
export { startConditionHolds } from "./event-definitions/conditional.ts";
export { scheduleStartTimer } from "./event-definitions/timer.ts";
export { compile as compileExpression, evaluate as evaluateCompiled } from "./expression/index.ts";
export { handle } from "./handle.ts";
export type * from "./ids.ts";
export { rootScopeOf } from "./ids.ts";
export type { Json, Variables } from "./json.ts";
export { variablesProblem } from "./json.ts";
export type { ElementKind, TriggerKind } from "./model/element-kind.ts";
export type { Finding } from "./model/finding.ts";
export type { ProcessGraph, ProcessNode, SequenceFlow } from "./model/process-graph.ts";
export { type ProcessStart, startEvents } from "./model/start-events.ts";
export type * from "./migrate/plan.ts";
export { defaultMigrationPlan, validateMigrationPlan } from "./migrate/validate-plan.ts";
export type {
  ActivateInstruction,
  CancelInstruction,
  ModificationPreview,
  ModificationStep,
  ModifiedElement,
  ModifyInstruction,
  MoveInstruction,
  PlannedInstance,
  ScopeVariables,
} from "./modify/instructions.ts";
export type { Outcome } from "./outcome.ts";
export { type ParsedProcesses, parseProcesses } from "./parse-processes.ts";
export { previewMigration, previewModification } from "./preview.ts";
export { localVariables, visibleVariables, visibleVariableScopes } from "./semantics/variables.ts";
export { apply } from "./state/appliers.ts";
export {
  allRecords,
  drainChanges,
  type InstanceState,
  loadState,
  newInstanceState,
} from "./state/instance-state.ts";
export type * from "./state/records.ts";
export { decisionFindings } from "./verify/decision-findings.ts";
export { verificationFindings } from "./verify/index.ts";
export type { Counterexample, RestingToken, TraceStep } from "./verify/verification.ts";
export { verify } from "./verify/verify.ts";
