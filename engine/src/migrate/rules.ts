/** What migration must know of every kind of element; a kind without a rule does not compile. */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import { partsOf } from "../event-definitions/multiple.ts";
import { isBody, type ElementKind } from "../model/element-kind.ts";
import type { ProcessGraph, ProcessNode } from "../model/process-graph.ts";
import type { MultiInstanceDetails } from "../semantics/multi-instance.ts";

/** What a kind waits for beside its boundary events and event sub-processes: nothing, itself, or the events behind it. */
type Waiting = "nothing" | "itself" | "behind";

interface MigrationRule {
  readonly waitsFor: Waiting;
  /** Whether several elements of the source may become one: not where tokens are counted or an event is armed once. */
  readonly isShared: boolean;
}

const shared: MigrationRule = { waitsFor: "nothing", isShared: true };
const single: MigrationRule = { waitsFor: "nothing", isShared: false };

const rules: Readonly<Record<ElementKind, MigrationRule>> = {
  process: single,
  multiInstanceBody: shared,
  loopBody: shared,
  startEvent: { waitsFor: "itself", isShared: false },
  endEvent: shared,
  intermediateCatchEvent: { waitsFor: "itself", isShared: true },
  intermediateThrowEvent: shared,
  implicitThrowEvent: single,
  boundaryEvent: single,
  task: shared,
  manualTask: shared,
  userTask: shared,
  serviceTask: shared,
  scriptTask: shared,
  sendTask: shared,
  receiveTask: { waitsFor: "itself", isShared: true },
  businessRuleTask: shared,
  exclusiveGateway: single,
  parallelGateway: single,
  inclusiveGateway: single,
  complexGateway: single,
  eventBasedGateway: { waitsFor: "behind", isShared: false },
  subProcess: shared,
  eventSubProcess: single,
  transaction: shared,
  adHocSubProcess: shared,
  callActivity: shared,
};

/** See {@link MigrationRule}. */
export function ruleOf({ kind }: ProcessNode): MigrationRule {
  return rules[kind];
}

/** Whether an instance of the one can go on as an instance of the other. */
export function isSameKind(
  source: ProcessGraph,
  from: ProcessNode,
  target: ProcessGraph,
  to: ProcessNode,
): boolean {
  if (
    from.kind !== to.kind ||
    shapeOf(from) !== shapeOf(to) ||
    from.isForCompensation !== to.isForCompensation
  )
    return false;
  if (!isBody(from.kind)) return true;
  const [inner, outer] = [source.nodes[from.children[0] ?? -1], target.nodes[to.children[0] ?? -1]];
  return inner !== undefined && outer !== undefined && isSameKind(source, inner, target, outer);
}

/** What must be equal beside the kind: the triggers of an event, the order of a repetition, whether a gateway joins. */
function shapeOf(node: ProcessNode): string {
  const { kind, trigger, details, incoming } = node;
  if (kind === "multiInstanceBody")
    return (details as MultiInstanceDetails).isSequential ? "sequential" : "parallel";
  if (kind === "complexGateway") return incoming.length > 1 ? "join" : "split";
  const parts = partsOf(node as ProcessNode<EventDetails>).map((part) => part.trigger);
  return [trigger, ...parts].join(" ");
}
