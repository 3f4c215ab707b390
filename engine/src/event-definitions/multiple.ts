/**
 * Multiple and parallel multiple: an event with several event definitions (BPMN 2.0.2 §10.5.5). Of a multiple one that is
 * waited for any part is enough; of a parallel multiple one all of them must happen, in any order, and what each of them
 * brought is merged in the order of the model. A multiple one that is thrown throws all its parts.
 *
 * A part is seen by its own definition as an event of its own: see {@link partsOf}. What is waited for carries the number
 * of its part, and how far a parallel one has come is kept with who waits (semantics/occurrence.ts).
 *
 * A parallel multiple start event of a process has messages as parts, nothing else, as the standard demands of the
 * event-based gateway that begins a process with several events: only they can be correlated with what has begun. The
 * first of them creates the instance, which waits at its start event for the others.
 *
 * Deviation: errors and escalations cannot be parts of a parallel multiple event, because who throws them must know at once
 * whether they are caught.
 */
import type { Progress } from "../elements/element-behavior.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { TriggerKind } from "../model/element-kind.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { Run } from "../semantics/run.ts";
import type { EventDefinition, EventDetails, EventPosition } from "./event-definition.ts";

/** The event definitions in the order of the model; at least two. */
export interface MultipleDetails {
  readonly parts: readonly { readonly trigger: TriggerKind; readonly definition: unknown }[];
}

type Part = ProcessNode<EventDetails>;
type MultipleNode = ProcessNode<EventDetails<MultipleDetails>>;

/** See the file's head. */
export const multiple: EventDefinition<MultipleDetails, readonly unknown[]> = {
  bpmnType: null,
  positions: ["start", "eventSubProcessStart", "catch", "boundary", "throw", "end"],
  read: (reader, position) =>
    readParts(reader, position, isThrown(position) ? thrownParts : caughtParts),
  evaluateWait: (run, node, ownerId) => {
    const prepared: unknown[] = [];
    for (const part of partsOf(node)) {
      if (hasOccurred(run, part, ownerId)) continue;
      const evaluated = run.eventDefinitions[part.trigger].evaluateWait?.(run, part, ownerId);
      if (evaluated?.ok === false) return evaluated;
      prepared.push(evaluated?.value);
    }
    return { ok: true, value: prepared };
  },
  wait: (run, node, owner, prepared) => {
    const awaited = partsOf(node).filter(
      (part) => !hasOccurred(run, part, owner.elementInstanceId),
    );
    for (const [index, part] of awaited.entries())
      run.eventDefinitions[part.trigger].wait?.(run, part, owner, prepared[index]);
  },
  evaluateThrow: (run, node, element) => {
    const prepared: unknown[] = [];
    for (const part of partsOf(node)) {
      const evaluated = run.eventDefinitions[part.trigger].evaluateThrow?.(run, part, element);
      if (evaluated?.ok === false) return evaluated;
      prepared.push(evaluated?.value);
    }
    return { ok: true, value: prepared };
  },
  throw: (run, node, element, prepared) => {
    let progress: Progress = "completes";
    for (const [index, part] of partsOf(node).entries()) {
      const definition = run.eventDefinitions[part.trigger];
      if (definition.throw?.(run, part, element, prepared[index]) === "waits") progress = "waits";
      // Who catches a part may have given this event up.
      if (run.element(element.elementInstanceId) === undefined) return "waits";
    }
    return progress;
  },
};

/** See the file's head. */
export const parallelMultiple: EventDefinition<MultipleDetails, readonly unknown[]> = {
  ...multiple,
  positions: ["start", "eventSubProcessStart", "catch", "boundary"],
  read: (reader, position) =>
    readParts(reader, position, position === "start" ? correlatedParts : awaitedParts),
};

const nodesOfParts = new WeakMap<ProcessNode, readonly ProcessNode<EventDetails>[]>();

/** The parts of a multiple or parallel multiple event as nodes, equal to it but for trigger and details; none for others. */
export function partsOf(node: ProcessNode): readonly ProcessNode<EventDetails>[] {
  if (node.trigger !== "multiple" && node.trigger !== "parallelMultiple") return [];
  const known = nodesOfParts.get(node);
  if (known !== undefined) return known;
  const { details } = node as MultipleNode;
  const nodes = details.definition.parts.map(({ trigger, definition }, part) => ({
    ...node,
    trigger,
    details: { ...details, definition, part },
  }));
  nodesOfParts.set(node, nodes);
  return nodes;
}

/** The event, if it has the trigger; of a multiple event the parts that have it. */
export function eventsOf(
  node: ProcessNode,
  trigger: TriggerKind,
): readonly ProcessNode<EventDetails>[] {
  if (node.trigger === trigger) return [node as ProcessNode<EventDetails>];
  return partsOf(node).filter((part) => part.trigger === trigger);
}

function hasOccurred(run: Run, { elementId, details }: Part, ownerId: ElementInstanceId): boolean {
  const brought = run.element(ownerId)?.occurred?.[elementId];
  return brought !== undefined && Object.hasOwn(brought, details.part ?? -1);
}

/** What can be correlated with an instance that waits for it. */
const correlatedParts = new Set<TriggerKind>(["message"]);
/** What can be waited for together until all of it has happened. */
const awaitedParts = new Set<TriggerKind>(["message", "timer", "signal", "conditional"]);
const caughtParts = new Set<TriggerKind>([...awaitedParts, "error", "escalation"]);
const thrownParts = new Set<TriggerKind>(["message", "signal", "escalation", "error"]);

function isThrown(position: EventPosition): boolean {
  return position === "throw" || position === "end";
}

function readParts(
  reader: ElementReader,
  position: EventPosition,
  allowed: ReadonlySet<TriggerKind>,
): MultipleDetails {
  const parts = reader.parts.map((part) => {
    if (!allowed.has(part.trigger) && part.trigger !== "none") {
      reader.report(
        "MULTIPLE_PART_NOT_ALLOWED",
        `“${part.trigger}”不能是此处多重事件的一部分`,
        `"${part.trigger}" cannot be a part of a multiple event here`,
      );
    }
    return { trigger: part.trigger, definition: part.reader.readDefinition(position) };
  });
  const has = (trigger: TriggerKind): boolean => parts.some((part) => part.trigger === trigger);
  if (isThrown(position) && has("error") && has("message")) {
    reader.report(
      "MULTIPLE_PARTS_CONFLICT",
      "错误会中止同一事件要发送的消息：请把消息放在前面的事件里",
      "The error would give up the message of the same event: send the message in an event before",
    );
  }
  // An error ends its thrower, so it comes last.
  const isLast = ({ trigger }: { readonly trigger: TriggerKind }): number =>
    trigger === "error" && isThrown(position) ? 1 : 0;
  return { parts: parts.toSorted((one, other) => isLast(one) - isLast(other)) };
}
