/** Appends events to the history. */
import type { CommittedEvent } from "../committed-event.ts";
import type { SqlExecutor } from "../sql-executor.ts";

/** Writes all events of a transaction in one statement. */
export async function appendHistory(
  tx: SqlExecutor,
  events: readonly CommittedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO history_event (process_instance_id, seq, type, element_id, at, data)
     SELECT u.id, u.seq, u.type, u.element_id, to_timestamp(u.at / 1000), u.data::jsonb
       FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::float8[], $6::text[])
         AS u(id, seq, type, element_id, at, data)`,
    [
      events.map(({ processInstanceId }) => processInstanceId),
      events.map(({ seq }) => seq),
      events.map(({ event }) => event.type),
      events.map(({ event }) => ("elementId" in event ? event.elementId : null)),
      events.map(({ at }) => at),
      events.map(({ event }) => JSON.stringify(event)),
    ],
  );
}
