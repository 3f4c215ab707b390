/**
 * What a process does to the visit, in the transaction of its events: the number is being served when the booking stage is over,
 * finished when the acceptance stage is; a device that failed is told in the timeline, for the clerk who takes over.
 */
import type { Platform } from "../../platform.ts";
import type { CommittedEvent, SqlExecutor } from "../../runtime/index.ts";

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Builds the projection. */
export function hallProjection({
  runtime,
}: Platform): (events: readonly CommittedEvent[], sql: SqlExecutor) => Promise<void> {
  return async (events, sql) => {
    for (const { businessKey, event, at } of events) {
      if (businessKey === null || !UUID.test(businessKey)) continue;
      if (event.type === "jobErrorThrown" && event.errorCode === "DEVICE_UNAVAILABLE") {
        await tellOfFailure(sql, businessKey, event.message, at);
      }
      if (event.type !== "elementCompleted" && event.type !== "elementTerminated") continue;
      if (event.elementKind !== "callActivity") continue;
      const halls = await endOfStage(sql, {
        caseId: businessKey,
        stage: event.properties?.["stage"],
        isCompleted: event.type === "elementCompleted",
        at,
      });
      for (const id of halls) await runtime.notify(sql, { kind: "hall", id });
    }
  };
}

/** Answers the halls where a number changed. */
async function endOfStage(
  sql: SqlExecutor,
  end: {
    readonly caseId: string;
    readonly stage: string | undefined;
    readonly isCompleted: boolean;
    readonly at: number;
  },
): Promise<Set<string>> {
  const { caseId, stage, isCompleted, at } = end;
  if (stage === "booking") {
    await sql.query(
      "UPDATE booking SET state = $2, cancelled_at = $3::timestamptz WHERE case_id = $1::uuid AND state = 'booked'",
      isCompleted ? [caseId, "noShow", null] : [caseId, "cancelled", new Date(at).toISOString()],
    );
    return isCompleted
      ? moveTickets(sql, caseId, ["issued", "called"], "serving", at)
      : moveTickets(sql, caseId, ["issued", "called"], "passed", at);
  }
  if (stage === "acceptance") {
    await sql.query(
      "UPDATE booking SET state = 'served' WHERE case_id = $1::uuid AND state = 'arrived'",
      [caseId],
    );
    return moveTickets(sql, caseId, ["issued", "called", "serving"], "finished", at);
  }
  return new Set();
}

async function moveTickets(
  sql: SqlExecutor,
  caseId: string,
  from: readonly string[],
  to: "serving" | "finished" | "passed",
  at: number,
): Promise<Set<string>> {
  const rows = await sql.query<{ hall: string }>(
    `UPDATE ticket SET state = $3,
            started_at = CASE WHEN $3 = 'serving' THEN to_timestamp($4::float8 / 1000) ELSE started_at END,
            ended_at = CASE WHEN $3 = 'serving' THEN ended_at ELSE to_timestamp($4::float8 / 1000) END
      WHERE case_id = $1::uuid AND state = ANY($2::text[]) RETURNING hall_id AS hall`,
    [caseId, from, to, at],
  );
  return new Set(rows.map(({ hall }) => hall));
}

function tellOfFailure(
  sql: SqlExecutor,
  caseId: string,
  message: string,
  at: number,
): Promise<unknown> {
  return sql.query(
    `INSERT INTO case_event (case_id, at, kind, title, title_en, detail, audience)
     SELECT id, to_timestamp($2::float8 / 1000), 'device.unavailable', '设备不可用，转人工办理',
            'A device is not available; a clerk takes over',
            $3::text || coalesce((SELECT '（排队号 ' || number || '）' FROM ticket
                                   WHERE case_id = cases.id AND state = 'issued' ORDER BY issued_at DESC LIMIT 1), ''),
            'staff'
       FROM cases WHERE id = $1::uuid`,
    [caseId, at, message],
  );
}
