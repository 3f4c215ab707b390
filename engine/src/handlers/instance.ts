/** Creating and cancelling an instance, and setting its variables from outside. */
import type { CreateInstance } from "../commands.ts";
import { partsOf } from "../event-definitions/multiple.ts";
import { type Rejection, rejection } from "../errors.ts";
import { rootScopeOf } from "../ids.ts";
import type { Variables } from "../json.ts";
import { beginningsAt, implicitStarts } from "../model/beginnings.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import { modify } from "../modify/modify.ts";
import { planModification, startRefusal } from "../modify/plan-modification.ts";
import { beginProcess } from "../semantics/beginning.ts";
import { terminateInstance } from "../semantics/called-process.ts";
import { beginData } from "../semantics/mappings.ts";
import type { Run } from "../semantics/run.ts";
import { enterProcess } from "../semantics/tokens.ts";
import { propagateAll, setAllLocal } from "../semantics/variables.ts";
import { type Handlers, refuseVariables } from "./handler.ts";

/** See the file's head. */
export const instanceHandlers: Handlers<"createInstance" | "cancelInstance" | "setVariables"> = {
  createInstance,
  cancelInstance: (run, { byParent = false }) => {
    terminateInstance(run, byParent);
    return undefined;
  },
  setVariables: (run, { scopeId, variables, local }) => {
    if (run.element(scopeId) === undefined) return rejection("ELEMENT_INSTANCE_NOT_FOUND", scopeId);
    const refused = refuseVariables(run, variables);
    if (refused !== undefined) return refused;
    if (local) setAllLocal(run, scopeId, variables);
    else propagateAll(run, scopeId, variables);
    return undefined;
  },
};

function createInstance(run: Run, command: CreateInstance): Rejection | undefined {
  const { type: _, variables, startElementId, startPart, startAt, ...stated } = command;
  if (run.tables.instance.get("") !== undefined)
    return rejection("INSTANCE_ALREADY_CREATED", command.processInstanceId);
  const unknown = stated.terminateAfter?.find((elementId) => !isEndOfItsOwn(run, elementId));
  if (unknown !== undefined) return rejection("ELEMENT_NOT_IN_MODEL", unknown);
  if (startAt !== undefined) return createInside(run, stated, startAt, variables);
  const start = startOf(run, startElementId);
  const isPartMissing =
    start?.trigger === "parallelMultiple" && partsOf(start)[startPart ?? -1] === undefined;
  if (start === undefined || isPartMissing)
    return rejection("START_EVENT_NOT_FOUND", startElementId);
  const refused = refuseVariables(run, variables);
  if (refused !== undefined) return refused;
  const { processId } = run.graph;
  run.emit({ type: "processInstanceCreated", ...stated, processId });
  const rootScopeId = rootScopeOf(command.processInstanceId);
  const root = enterProcess(run, rootScopeId);
  if (start.trigger === "none" && (start.kind === "startEvent" || start.kind === "process"))
    setAllLocal(run, rootScopeId, variables);
  else {
    const { elementInstanceId, elementId } = beginProcess(run, start, rootScopeId, variables);
    if (startPart !== undefined && start.trigger === "parallelMultiple") {
      // Its variables are where the key of the others can see them.
      const part = { elementInstanceId, elementId, part: startPart, variables: {} };
      run.emit({ type: "eventPartOccurred", ...part });
    }
  }
  beginData(run, run.nodeAt(0), rootScopeId);
  run.queue.push({ at: "listen", elementInstanceId: root.elementInstanceId });
  return undefined;
}

/** Whether the element is one of the process, whose end the process outlives. */
function isEndOfItsOwn(run: Run, elementId: string): boolean {
  return (run.graph.nodeOf.get(elementId) ?? 0) > 0;
}

/** Begins at any elements, as a modification would activate them; what stands before them has not happened. */
function createInside(
  run: Run,
  stated: Omit<CreateInstance, "type" | "variables" | "startElementId" | "startPart" | "startAt">,
  startAt: readonly string[],
  variables: Variables,
): Rejection | undefined {
  const refused =
    refuseVariables(run, variables) ??
    startAt.map((elementId) => startRefusal(run, elementId)).find((found) => found !== undefined);
  if (refused !== undefined) return refused;
  run.emit({ type: "processInstanceCreated", ...stated, processId: run.graph.processId });
  const rootScopeId = rootScopeOf(stated.processInstanceId);
  const root = enterProcess(run, rootScopeId);
  setAllLocal(run, rootScopeId, variables);
  const plan = planModification(
    run,
    startAt.map((elementId) => ({ kind: "activate", elementId })),
    rootScopeId,
  );
  if (!plan.ok) throw new Error(`Cannot begin at ${startAt.join(", ")}: ${plan.rejection.code}`);
  modify(run, plan.steps, [rootScopeId]);
  beginData(run, run.nodeAt(0), rootScopeId);
  run.queue.push({ at: "listen", elementInstanceId: root.elementInstanceId });
  return undefined;
}

/** Where the process begins; the process itself when it begins without a start event. */
function startOf(run: Run, startElementId: string | undefined): ProcessNode | undefined {
  const root = run.nodeAt(0);
  const nodes = root.children.map((index) => run.nodeAt(index));
  if (startElementId !== undefined) {
    return nodes
      .flatMap((node) => beginningsAt(run.graph, node))
      .find((start) => start.elementId === startElementId);
  }
  // With a start event nothing begins by itself.
  const none = nodes.find((node) => node.kind === "startEvent" && node.trigger === "none");
  if (none !== undefined) return none;
  return implicitStarts(run.graph.nodes, root).length > 0 ? root : undefined;
}
