/**
 * The engine's loop: takes element instances from `activating` to waiting or done, and from `completing` to completed,
 * until nothing is left to do. The order of what happens within a step is told in elements/element-behavior.ts.
 */
import type { IncidentCause } from "../errors.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { armEvents, evaluateArmedEvents } from "./armed-events.ts";
import { terminateInstance } from "./called-process.ts";
import { continueCompensation, recordCompletion } from "./compensation.ts";
import { checkConditions } from "./conditions.ts";
import { reconsiderJoins } from "./joins.ts";
import { cause, raiseIncident } from "./incidents.ts";
import { listen } from "./listeners.ts";
import { publishHere } from "./occurrence.ts";
import { applyInputs, applyOutputs } from "./mappings.ts";
import { allTrueFlows } from "./outgoing-flows.ts";
import type { Run, Step } from "./run.ts";
import { continueTransition } from "./task-transitions.ts";
import { releaseOwned } from "./termination.ts";
import { complete, takeFlow, transition } from "./tokens.ts";

/** Carries out all steps in the queue and those they lead to. Bounded by the limits of the context. */
export function runToRest(run: Run): void {
  settle(run);
  for (let next = 0; next < run.queue.length; next += 1) {
    const step = run.queue[next];
    if (step === undefined) continue;
    carryOut(run, step);
    settle(run);
  }
  run.queue.length = 0;
}

/** What depends on what the last step has changed. */
function settle(run: Run): void {
  if (run.isOver) {
    run.queue.length = 0;
    // It may have been given up by the same step.
    if (run.instance.state === "active") terminateInstance(run);
    return;
  }
  if (run.conditionsToCheck.size > 0) checkConditions(run);
  if (run.scopesToReconsider.size > 0) reconsiderJoins(run);
}

function carryOut(run: Run, step: Step): void {
  if (step.at === "publish") {
    publishHere(run, step.signalName, step.variables);
    return;
  }
  const { at, elementInstanceId } = step;
  const element = run.element(elementInstanceId);
  // An instance may have been terminated since its step was queued.
  if (element === undefined) return;
  const node = run.nodeOf(element);
  switch (at) {
    case "inputs":
      mapInputs(run, node, element);
      break;
    case "evaluate":
      activate(run, node, element);
      break;
    case "outputs":
      mapOutputs(run, node, element);
      break;
    case "leave":
      leave(run, node, element);
      break;
    case "listen":
      if (element.state === "activated") continueTransition(run, node, element);
      else if (listen(run, node, element)) break;
      else if (element.state === "completing") leave(run, node, element);
      else activate(run, node, element);
      break;
    case "compensate":
      continueCompensation(run, element);
      break;
  }
}

// Mappings are steps of their own, so that a later failure does not repeat them: `count = count + 1` must happen once.
function mapInputs(run: Run, node: ProcessNode, element: ElementRecord): void {
  const problem = overLimit(run, node, element) ?? applyInputs(run, node, element);
  if (problem !== undefined) raiseIncident(run, element, "inputs", problem);
  else if (!listen(run, node, element)) activate(run, node, element);
}

function activate(run: Run, node: ProcessNode, element: ElementRecord): void {
  const behavior = run.behaviorOf(node);
  const armed = evaluateArmedEvents(run, node, element);
  if (!armed.ok) {
    raiseIncident(run, element, "evaluate", armed.cause);
    return;
  }
  const prepared = behavior.evaluate?.(run, node, element);
  if (prepared?.ok === false) {
    raiseIncident(run, element, "evaluate", prepared.cause);
    return;
  }
  armEvents(run, element, armed.value);
  transition(run, node, element, "elementActivated");
  const progress = behavior.activate?.(run, node, element, prepared?.value) ?? "completes";
  if (progress === "completes") complete(run, element);
}

function mapOutputs(run: Run, node: ProcessNode, element: ElementRecord): void {
  const problem = applyOutputs(run, node, element);
  if (problem !== undefined) raiseIncident(run, element, "outputs", problem);
  else if (!listen(run, node, element)) leave(run, node, element);
}

function leave(run: Run, node: ProcessNode, element: ElementRecord): void {
  const behavior = run.behaviorOf(node);
  const isRoot = element.scopeId === element.elementInstanceId;
  const scope = run.living(element.scopeId);
  const scopeNode = run.nodeOf(scope);
  const scopeBehavior = run.behaviorOf(scopeNode);
  const flows = behavior.leave?.(run, node, element) ?? allTrueFlows(run, node, element);
  if (!flows.ok) {
    raiseIncident(run, element, "leave", flows.cause);
    return;
  }
  // What undoes something is none of the children that its kind knows of.
  const isUndoing = scope.state === "compensating";
  const problem =
    isRoot || isUndoing
      ? undefined
      : scopeBehavior.childCompleting?.(run, scopeNode, scope, element);
  if (problem !== undefined) {
    raiseIncident(run, element, "leave", problem);
    return;
  }
  releaseOwned(run, element);
  recordCompletion(run, node, element);
  transition(run, node, element, "elementCompleted");
  if (run.isOver) return;
  for (const flow of flows.value) {
    for (let token = 0; token < node.completionQuantity; token += 1)
      takeFlow(run, flow, scope.elementInstanceId);
  }
  behavior.completed?.(run, node, element);
  if (isUndoing) continueCompensation(run, scope);
  else if (!isRoot) scopeBehavior.childEnded?.(run, scopeNode, scope);
}

// A loop without a wait would never end. Members of a multi-instance repeat by intention and are bounded by its size.
function overLimit(run: Run, node: ProcessNode, element: ElementRecord): IncidentCause | undefined {
  const { activations, limits } = run;
  activations.note(element);
  if (!activations.exceed(limits, element)) return undefined;
  return cause(
    "STEP_LIMIT_REACHED",
    `“${node.name}”在一次推进中重复太多次，可能是没有等待的循环`,
    `"${node.name}" was repeated too often in one go; it may be a loop without a wait`,
  );
}
