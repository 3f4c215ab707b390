/** What start events with a trigger wait for: only those of one version of each process, the latest. */
import { type Context, type ProcessGraph, scheduleStartTimer, startEvents } from "@tongban/engine";
import type { SqlExecutor } from "../sql-executor.ts";

/** The start events with a trigger of this version take the place of those of another. */
export async function subscribeStarts(
  tx: SqlExecutor,
  graph: ProcessGraph,
  definitionId: string,
  context: Context,
): Promise<void> {
  await tx.query("DELETE FROM start_subscription WHERE process_id = $1", [graph.processId]);
  for (const start of startEvents(graph)) {
    if (start.trigger === "none") continue;
    const armed = start.trigger === "timer" ? scheduleStartTimer(start.timer, context) : null;
    const timer = armed?.ok === true ? armed.value : null;
    if (start.trigger === "timer" && timer === null) continue;
    await tx.query(
      `INSERT INTO start_subscription (id, definition_id, process_id, element_id, message_name, signal_name, condition, due_at, cycle, locked_until)
       VALUES ($1::bigint, $2::bigint, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), $9::text::jsonb, 'epoch')`,
      [
        context.newId(),
        definitionId,
        graph.processId,
        start.elementId,
        start.trigger === "message" ? start.messageName : null,
        start.trigger === "signal" ? start.signalName : null,
        start.trigger === "conditional" ? start.condition.source : null,
        timer?.dueAt ?? null,
        timer?.cycle === undefined ? null : JSON.stringify(timer.cycle),
      ],
    );
  }
}
