/** The BPMN engine: pure and deterministic. The host (server/src/runtime) brings time, ids, storage and transport. */
export type * from './commands.ts';
export type * from './events.ts';
export type * from './follow-ups.ts';
export type { IncidentCause, IncidentCode, LocalisedText, Rejection, RejectionCode } from './errors.ts';
export type { Binding, Context, Limits } from './context.ts';
export { defaultLimits } from './context.ts';
export type * from './ids.ts';
export { rootScopeOf } from './ids.ts';
export type { Json, Variables } from './json.ts';
export { variablesProblem } from './json.ts';
export type { ElementKind, TriggerKind } from './model/element-kind.ts';
export type { Finding } from './model/finding.ts';
export type { ProcessGraph, ProcessNode, SequenceFlow } from './model/process-graph.ts';
export type { ProcessStart } from './model/start-events.ts';
export type { Outcome } from './outcome.ts';
export type * from './state/records.ts';
