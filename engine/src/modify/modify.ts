/** Carries out a planned modification: see plan-modification.ts. */
import type { ElementInstanceId } from "../ids.ts";
import { terminateInstance } from "../semantics/called-process.ts";
import { continueCompensation } from "../semantics/compensation.ts";
import type { Run } from "../semantics/run.ts";
import { terminate } from "../semantics/termination.ts";
import { begin } from "../semantics/tokens.ts";
import { setAllLocal } from "../semantics/variables.ts";
import type { ModificationStep, PlannedInstance } from "./instructions.ts";

/**
 * See the file's head. What is activated goes on when all steps are done.
 * @param beginning scopes that have yet to begin themselves
 */
export function modify(
  run: Run,
  steps: readonly ModificationStep[],
  beginning: readonly ElementInstanceId[] = [],
): void {
  const created = new Map<PlannedInstance, ElementInstanceId>(beginning.map((id) => [id, id]));
  const idOf = (planned: PlannedInstance): ElementInstanceId =>
    created.get(planned) ?? run.living(planned).elementInstanceId;
  for (const step of steps) {
    switch (step.change) {
      case "activated": {
        const { elementInstanceId } = begin(run, run.nodeById(step.elementId), idOf(step.scope));
        created.set(step.instance, elementInstanceId);
        // In a scope that begins itself it goes on with that.
        if (!created.has(step.scope)) run.queue.push({ at: "inputs", elementInstanceId });
        break;
      }
      case "variablesSet":
        setAllLocal(run, idOf(step.scope), step.variables);
        break;
      case "canceled":
        cancel(run, step.elementInstanceId);
        break;
      case "tokensDiscarded": {
        const { scopeId, elementId, flowIds } = step;
        run.emit({ type: "joinTokensConsumed", scopeId, elementId, flowIds });
        break;
      }
      case "continued":
        goOn(run, step.elementInstanceId);
        break;
      case "instanceTerminated":
        terminateInstance(run);
        break;
    }
  }
}

function cancel(run: Run, elementInstanceId: ElementInstanceId): void {
  const element = run.living(elementInstanceId);
  const { loopCounter, scopeId, kind } = element;
  const body = run.living(scopeId);
  if (body.members !== undefined && loopCounter !== undefined && kind !== "implicitThrowEvent") {
    const { elementId } = body;
    run.emit({
      type: "multiInstanceMemberCanceled",
      elementInstanceId: scopeId,
      elementId,
      loopCounter,
    });
  }
  terminate(run, element);
}

function goOn(run: Run, elementInstanceId: ElementInstanceId): void {
  const scope = run.living(elementInstanceId);
  const node = run.nodeOf(scope);
  if (scope.state === "compensating") continueCompensation(run, scope);
  else run.behaviorOf(node).childEnded?.(run, node, scope);
}
