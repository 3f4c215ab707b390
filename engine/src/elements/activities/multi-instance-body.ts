/**
 * Multi-instance (BPMN 2.0.2 §13.3.7, `zeebe:loopCharacteristics`): the body around an activity that runs once for each
 * element of a collection, or as often as a cardinality says, all at once or one after the other.
 *
 * The body is what the flows and boundary events of the activity belong to. Every member is a scope with `loopCounter`
 * (from 1) and the input element. When a member completes, its output element is kept, and the completion condition is
 * evaluated from inside it, with numberOfInstances, numberOfActiveInstances, numberOfCompletedInstances and
 * numberOfTerminatedInstances; if it holds, the members that are left are given up. The output collection has one place
 * for each member in the order of the input, null for those that did not complete.
 *
 * What its `behavior` throws when members complete are implicit throw events, which run in the body beside the members:
 * they are its children behind the activity. The body waits for what they throw.
 */
import type { ElementInstanceId } from "../../ids.ts";
import type { Json } from "../../json.ts";
import {
  evaluateItems,
  type MultiInstanceDetails,
  readMultiInstance,
} from "../../semantics/multi-instance.ts";
import { conditionIn, evaluateIn } from "../../semantics/evaluation.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import type { Run } from "../../semantics/run.ts";
import { failed } from "../../semantics/incidents.ts";
import { terminate } from "../../semantics/termination.ts";
import { complete, enter } from "../../semantics/tokens.ts";
import { setLocal } from "../../semantics/variables.ts";
import type { ElementRecord, Members } from "../../state/records.ts";
import type { ElementBehavior, Evaluated } from "../element-behavior.ts";

/** See the file's head. */
export const multiInstanceBody: ElementBehavior<MultiInstanceDetails, readonly Json[]> = {
  clause: "§13.3.7",
  read: readMultiInstance,
  evaluate: (run, node, element) => {
    const { activations, limits } = run;
    if (node.details.isSequential) return evaluateItems(run, node.details, element);
    // Members of members multiply: bodies stop before theirs are there, and once one has stopped, all others.
    if (activations.members > limits.maxActivations) return tooMuch(node);
    const items = evaluateItems(run, node.details, element);
    if (!items.ok) return items;
    activations.members += items.value.length;
    return activations.members > limits.maxActivations ? tooMuch(node) : items;
  },
  activate: (run, node, element, items) => {
    const { elementInstanceId, elementId } = element;
    const { isSequential } = node.details;
    const pending = isSequential && items.length > 0 ? { pendingItems: items } : undefined;
    run.emit({
      type: "multiInstanceStarted",
      elementInstanceId,
      elementId,
      total: items.length,
      ...pending,
    });
    const [first] = items;
    if (first === undefined) completeBody(run, node, element);
    else if (isSequential) enterMember(run, node, elementInstanceId, 1, first);
    else
      for (const [index, item] of items.entries())
        enterMember(run, node, elementInstanceId, index + 1, item);
    return "waits";
  },
  childCompleting: (run, node, body, member) => {
    if (member.kind === "implicitThrowEvent") return undefined;
    const { outputElement, completionCondition } = node.details;
    const output =
      outputElement === null ? undefined : evaluateIn(run, member.elementInstanceId, outputElement);
    if (output?.ok === false) return output.cause;
    const counters = countersAfter(membersOf(body));
    const isMet =
      completionCondition === null
        ? undefined
        : conditionIn(run, member.elementInstanceId, completionCondition, counters);
    if (isMet?.ok === false) return isMet.cause;
    const thrown = eventsToThrow(run, node, body, member);
    if (!thrown.ok) return thrown.cause;
    run.emit({
      type: "multiInstanceMemberEnded",
      elementInstanceId: body.elementInstanceId,
      elementId: body.elementId,
      loopCounter: member.loopCounter ?? 0,
      ...(output === undefined ? undefined : { output: output.value }),
      ...(isMet?.value === true ? { isConditionMet: true } : undefined),
    });
    for (const event of thrown.value) enter(run, event, body.elementInstanceId);
    return undefined;
  },
  childEnded: (run, node, body) => {
    const { isConditionMet = false, started, completed, canceled = 0, total } = membersOf(body);
    if (body.state !== "activated") return;
    if (isConditionMet) terminateMembers(run, body.elementInstanceId);
    // What is thrown may still be on its way, and in a sequence the next member be there already.
    if (!isConditionMet && node.details.isSequential && started < total) {
      if (completed + canceled < started) return;
      const item = run.tables.items.get(body.elementInstanceId)?.[started];
      if (item === undefined) throw new Error(`${body.elementId} has no item ${String(started)}`);
      enterMember(run, node, body.elementInstanceId, started + 1, item);
    } else if (body.tokens === 0) completeBody(run, node, body);
  },
};

function tooMuch({ name }: ProcessNode): Evaluated<never> {
  return failed(
    "STEP_LIMIT_REACHED",
    `“${name}”在一次推进中重复太多次，请减少成员或分批处理`,
    `"${name}" would be repeated too often in one go; give it fewer members, or do them in parts`,
  );
}

/** What is thrown now that the member is about to complete. */
function eventsToThrow(
  run: Run,
  { details, children }: ProcessNode<MultiInstanceDetails>,
  body: ElementRecord,
  member: ElementRecord,
): Evaluated<readonly ProcessNode[]> {
  const counters = countersAfter(membersOf(body));
  const events: ProcessNode[] = [];
  for (const [index, thrown] of details.thrown.entries()) {
    const event = run.nodeAt(children[index + 1] ?? -1);
    if (thrown.when === "condition" && thrown.condition !== null) {
      const holds = conditionIn(run, member.elementInstanceId, thrown.condition, counters);
      if (!holds.ok) return holds;
      if (holds.value) events.push(event);
    } else if (thrown.when !== "first" || membersOf(body).completed === 0) events.push(event);
  }
  return { ok: true, value: events };
}

function terminateMembers(run: Run, bodyId: ElementInstanceId): void {
  for (const childId of run.state.children.get(bodyId) ?? []) {
    const child = run.living(childId);
    if (child.kind !== "implicitThrowEvent") terminate(run, child);
  }
}

function enterMember(
  run: Run,
  node: ProcessNode<MultiInstanceDetails>,
  bodyId: ElementInstanceId,
  loopCounter: number,
  item: Json,
): void {
  const { inputElement, outputVariable } = node.details;
  const member = enter(run, run.nodeAt(node.children[0] ?? -1), bodyId, { loopCounter });
  setLocal(run, member.elementInstanceId, "loopCounter", loopCounter);
  if (inputElement !== null) setLocal(run, member.elementInstanceId, inputElement, item);
  // A variable of its own, so that members do not write over each other's result in an outer scope.
  if (outputVariable !== null && outputVariable !== inputElement) {
    setLocal(run, member.elementInstanceId, outputVariable, null);
  }
}

function completeBody(
  run: Run,
  node: ProcessNode<MultiInstanceDetails>,
  body: ElementRecord,
): void {
  const { outputCollection } = node.details;
  if (outputCollection === null) {
    complete(run, body);
    return;
  }
  const { elementInstanceId } = body;
  const outputs = Array.from(
    { length: membersOf(body).total },
    (_, index): Json =>
      run.tables.output.get(`${elementInstanceId}/${String(index + 1)}`)?.[0] ?? null,
  );
  complete(run, body, { [outputCollection]: outputs });
}

/** As they are when one more member has completed. */
function countersAfter(members: Members): Readonly<Record<string, Json>> {
  const { total, started, completed, canceled = 0 } = members;
  return {
    numberOfInstances: total,
    numberOfActiveInstances: started - completed - canceled - 1,
    numberOfCompletedInstances: completed + 1,
    numberOfTerminatedInstances: canceled,
  };
}

function membersOf(body: ElementRecord): Members {
  if (body.members === undefined) throw new Error(`${body.elementId} is not a multi-instance body`);
  return body.members;
}
