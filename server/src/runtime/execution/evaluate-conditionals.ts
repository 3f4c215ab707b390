/**
 * Conditional start events (BPMN 2.0.2 §10.5.2): nothing changes before an instance is there, so somebody asks, with the
 * variables that the conditions see and the new instances get. As in Camunda 8.
 */
import { startConditionHolds, startEvents } from "@tongban/engine";
import { type Result, success } from "../result.ts";
import type { ConditionProblem, EvaluateConditionals } from "../runtime-command.ts";
import { asInstanceId } from "../snowflake.ts";
import { findConditionalStarts } from "../store/conditional-start-store.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Starts an instance for every start event whose condition holds. One that cannot be evaluated does not stop the others. */
export async function evaluateConditionals(
  unit: UnitOfWork,
  { variables, processId }: EvaluateConditionals,
): Promise<Result<unknown>> {
  const { tx, context } = unit;
  const started: string[] = [];
  const problems: ConditionProblem[] = [];
  for (const row of await findConditionalStarts(tx, processId)) {
    const deployed = await unit.definitions.byId(tx, row.definition_id);
    const start = startEvents(deployed.graph).find(
      ({ elementId, trigger }) => elementId === row.element_id && trigger === "conditional",
    );
    if (start?.trigger !== "conditional") continue;
    const holds = startConditionHolds(start.condition, variables, context.now);
    if (!holds.ok) {
      const { message } = holds.cause;
      problems.push({ processId: row.process_id, elementId: row.element_id, message });
    } else if (holds.value) {
      const processInstanceId = asInstanceId(context.newId());
      const rejection = await unit.create(deployed, {
        processInstanceId,
        variables,
        startElementId: row.element_id,
        rootProcessInstanceId: processInstanceId,
      });
      if (rejection === null) started.push(processInstanceId);
    }
  }
  return success({ started, problems });
}
