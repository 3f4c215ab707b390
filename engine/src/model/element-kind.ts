/**
 * The kinds of element that run. A kind is BPMN's own element name; `process` is the root scope, and
 * `multiInstanceBody` and `loopBody` are the nodes that an activity with loop characteristics is wrapped in. The registry
 * (elements/registry.ts) is a mapped type over this union, so a kind without behaviour does not compile.
 */
export type ElementKind =
  | "process"
  | "multiInstanceBody"
  | "loopBody"
  | "startEvent"
  | "endEvent"
  | "intermediateCatchEvent"
  | "intermediateThrowEvent"
  | "implicitThrowEvent"
  | "boundaryEvent"
  | "task"
  | "manualTask"
  | "userTask"
  | "serviceTask"
  | "scriptTask"
  | "sendTask"
  | "receiveTask"
  | "businessRuleTask"
  | "exclusiveGateway"
  | "parallelGateway"
  | "inclusiveGateway"
  | "complexGateway"
  | "eventBasedGateway"
  | "subProcess"
  | "eventSubProcess"
  | "transaction"
  | "adHocSubProcess"
  | "callActivity";

/** True for the node around an activity that is repeated; the activity is its first child and shares its id. */
export function isBody(kind: ElementKind | undefined): boolean {
  return kind === "multiInstanceBody" || kind === "loopBody";
}

/** True for activities: what can be repeated, and what boundary events can be attached to. */
export function isActivity(kind: ElementKind): boolean {
  return (
    kind.endsWith("ask") ||
    kind === "subProcess" ||
    kind === "transaction" ||
    kind === "adHocSubProcess" ||
    kind === "callActivity" ||
    isBody(kind)
  );
}

const scopeKinds = new Set<ElementKind>([
  "process",
  "subProcess",
  "eventSubProcess",
  "transaction",
  "adHocSubProcess",
]);

/** True for what has flow elements of its own: where tokens are. */
export function isScope(kind: ElementKind): boolean {
  return scopeKinds.has(kind);
}

/** What makes an event happen: the name of its event definition in BPMN, `none` without one, `multiple` with several. */
export type TriggerKind =
  | "none"
  | "message"
  | "timer"
  | "error"
  | "escalation"
  | "signal"
  | "conditional"
  | "terminate"
  | "compensation"
  | "cancel"
  | "link"
  | "multiple"
  | "parallelMultiple";
