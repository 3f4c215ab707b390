/** A timer start event is due: starts an instance and arms the next occurrence (BPMN 2.0.2 §10.5.2). */
import { nextOccurrence, type TimerCycle } from "@tongban/engine";
import { type Result, success } from "../result.ts";
import type { TriggerStart } from "../runtime-command.ts";
import { asInstanceId } from "../snowflake.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Takes the claimed start event, unless somebody else has. */
export async function triggerStart(
  unit: UnitOfWork,
  command: TriggerStart,
): Promise<Result<unknown>> {
  const { tx, context } = unit;
  const rows = await tx.query<{ definition_id: string; element_id: string; cycle: string | null }>(
    `DELETE FROM start_subscription WHERE id = $1::bigint AND due_at <= to_timestamp($2::float8 / 1000)
     RETURNING definition_id::text, element_id, cycle::text`,
    [command.startSubscriptionId, context.now],
  );
  const row = rows[0];
  // Another server has been quicker, or a new version has taken its place.
  if (row === undefined) return success(null);
  const deployed = await unit.definitions.byId(tx, row.definition_id);
  const processInstanceId = asInstanceId(context.newId());
  const rejection = await unit.create(deployed, {
    processInstanceId,
    variables: {},
    startElementId: row.element_id,
    rootProcessInstanceId: processInstanceId,
  });
  const next = row.cycle === null ? undefined : nextOccurrence(JSON.parse(row.cycle) as TimerCycle);
  if (next !== undefined) {
    await tx.query(
      `INSERT INTO start_subscription (id, definition_id, process_id, element_id, due_at, cycle, locked_until)
       VALUES ($1::bigint, $2::bigint, $3, $4, to_timestamp($5::float8 / 1000), $6::text::jsonb, 'epoch')`,
      [
        context.newId(),
        row.definition_id,
        deployed.graph.processId,
        row.element_id,
        next.dueAt,
        next.cycle === undefined ? null : JSON.stringify(next.cycle),
      ],
    );
  }
  return rejection === null ? success(null) : { ok: false, problem: rejection };
}
