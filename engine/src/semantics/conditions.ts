/**
 * Conditions that are waited for (BPMN 2.0.2 §10.5.5, conditionalEventDefinition): which are to be looked at again, and
 * what happens when one has become true.
 *
 * - They are looked at after each step of a command, so variables that are set together are seen together.
 * - One that is true when it is armed happens at once, as in Camunda 8; afterwards it must have been false to happen again.
 * - While a variable it refers to is missing or null it is false: waiting for a value to come is what it is for. Anything
 *   else that is neither true nor false is an incident; resolving that looks again.
 * - An activity that is completing is not interrupted any more by a condition on it.
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { ConditionalDetails, VariableChange } from "../event-definitions/conditional.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import type { Compiled, Evaluation } from "../expression/index.ts";
import { evaluate } from "../expression/index.ts";
import type { ElementInstanceId, SubscriptionId } from "../ids.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ConditionRecord } from "../state/records.ts";
import { failed, raiseIncident } from "./incidents.ts";
import { isRepeatable, occurred, waitingNode } from "./occurrence.ts";
import type { Run } from "./run.ts";
import { type Lookup, lookupFrom } from "./variables.ts";

type ConditionalNode = ProcessNode<EventDetails<ConditionalDetails>>;

/** A variable has changed in the scope: the conditions that see it and refer to it are to be looked at. */
export function noteChange(
  run: Run,
  scopeId: ElementInstanceId,
  name: string,
  change: VariableChange,
): void {
  for (const key of run.state.conditions.get(name) ?? []) {
    const condition = run.tables.condition.get(key);
    if (condition === undefined || run.conditionsToCheck.has(key)) continue;
    const { variableEvents } = detailsOf(run, condition);
    if (variableEvents.includes(change) && sees(run, condition.elementInstanceId, scopeId))
      run.conditionsToCheck.add(key);
  }
}

/** All conditions that the element instance waits for are to be looked at. */
export function recheckConditions(run: Run, ownerId: ElementInstanceId): void {
  for (const { table, key } of run.state.owned.get(ownerId) ?? []) {
    if (table === "condition") run.conditionsToCheck.add(key);
  }
}

/** Looks at all conditions that are due, oldest change first, and lets happen what has become true. */
export function checkConditions(run: Run): void {
  for (const key of run.conditionsToCheck) {
    // Added again by what it leads to, it is looked at again.
    run.conditionsToCheck.delete(key);
    const condition = run.tables.condition.get(key);
    if (condition !== undefined) check(run, key as SubscriptionId, condition);
  }
}

/** True, false, or what is wrong with a condition that is neither. */
export function truthOf(
  condition: Compiled,
  lookup: Lookup,
  evaluated: Evaluation,
): Evaluated<boolean> {
  if (evaluated.ok && typeof evaluated.value === "boolean")
    return { ok: true, value: evaluated.value };
  const isWaiting = condition.variables.some((name) => (lookup(name) ?? null) === null);
  if (isWaiting || (evaluated.ok && evaluated.value === null)) return { ok: true, value: false };
  if (!evaluated.ok)
    return { ok: false, cause: { code: "EXPRESSION_FAILED", message: evaluated.problem.message } };
  const got = typeof evaluated.value;
  return failed(
    "CONDITION_NOT_BOOLEAN",
    `条件“${condition.source}”的结果是 ${got}，应为 true 或 false`,
    `The condition "${condition.source}" is ${got} instead of true or false`,
  );
}

function check(run: Run, subscriptionId: SubscriptionId, record: ConditionRecord): void {
  const { elementInstanceId, elementId } = record;
  const owner = run.living(elementInstanceId);
  const { condition } = detailsOf(run, record);
  if (owner.state !== "activated" || condition === null) return;
  const lookup = lookupFrom(run, elementInstanceId);
  const isTrue = truthOf(condition, lookup, evaluate(condition, lookup, run.evaluation));
  if (!isTrue.ok) {
    if (!hasConditionIncident(run, elementInstanceId))
      raiseIncident(run, owner, "conditions", isTrue.cause);
    return;
  }
  if (isTrue.value === record.isTrue) return;
  run.emit({
    type: "conditionEvaluated",
    subscriptionId,
    elementInstanceId,
    elementId,
    isTrue: isTrue.value,
  });
  if (!isTrue.value) return;
  if (!isRepeatable(waitingNode(run, record))) {
    run.emit({ type: "conditionSubscriptionClosed", subscriptionId, elementInstanceId, elementId });
  }
  occurred(run, record, {});
}

function detailsOf(run: Run, record: ConditionRecord): ConditionalDetails {
  return (waitingNode(run, record) as ConditionalNode).details.definition;
}

/** Whether the element instance lies in the scope, or is it. */
function sees(run: Run, elementInstanceId: ElementInstanceId, scopeId: ElementInstanceId): boolean {
  for (let id = elementInstanceId; id !== scopeId;) {
    const outer = run.living(id).scopeId;
    if (outer === id) return false;
    id = outer;
  }
  return true;
}

function hasConditionIncident(run: Run, ownerId: ElementInstanceId): boolean {
  return (run.state.owned.get(ownerId) ?? []).some(
    ({ table, key }) =>
      table === "incident" && run.tables.incident.get(key)?.resumeAt === "conditions",
  );
}
