/** Events on their way: in the database from the transaction that they tell of until they are delivered. */
import type { SqlExecutor } from "../runtime/index.ts";
import type { CloudEvent } from "./cloud-event.ts";

/** One event for one webhook. */
export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  readonly event: CloudEvent;
  /** Attempts before this one. */
  readonly attempts: number;
}

/** How far a webhook's deliveries are. */
export interface OutboxState {
  readonly webhook: string;
  readonly waiting: number;
  readonly failed: number;
  readonly lastError: string | null;
}

/** Writes events for webhooks, in the caller's transaction. */
export async function addDeliveries(
  sql: SqlExecutor,
  deliveries: readonly Pick<Delivery, "webhook" | "event">[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await sql.query(
    `INSERT INTO webhook_delivery (webhook, event)
     SELECT * FROM unnest($1::text[], $2::jsonb[]) RETURNING 1`,
    [
      deliveries.map(({ webhook }) => webhook),
      deliveries.map(({ event }) => JSON.stringify(event)),
    ],
  );
}

/** Takes deliveries that are due, for as long as an attempt may take; those of a server that dies are due again then. */
export async function claimDeliveries(
  sql: SqlExecutor,
  webhooks: readonly string[],
  limit: number,
  attemptMs: number,
): Promise<Delivery[]> {
  const rows = await sql.query<Omit<Delivery, "event"> & { readonly event: string }>(
    `UPDATE webhook_delivery SET next_at = now() + $3::float8 * interval '1 millisecond'
      WHERE id IN (SELECT id FROM webhook_delivery
                    WHERE state = 'waiting' AND next_at <= now() AND webhook = ANY($1::text[])
                    ORDER BY next_at, id LIMIT $2::int FOR UPDATE SKIP LOCKED)
      RETURNING id::text, webhook, event::text, attempts`,
    [webhooks, limit, attemptMs],
  );
  return rows.map(({ event, ...row }) => ({ ...row, event: JSON.parse(event) as CloudEvent }));
}

/** It has arrived. */
export async function forgetDelivery(sql: SqlExecutor, id: string): Promise<void> {
  await sql.query("DELETE FROM webhook_delivery WHERE id = $1::bigint RETURNING 1", [id]);
}

/** It has not; `retryMs` from now it is tried again, null: never by itself. */
export async function postponeDelivery(
  sql: SqlExecutor,
  id: string,
  error: string,
  retryMs: number | null,
): Promise<void> {
  await sql.query(
    `UPDATE webhook_delivery SET attempts = attempts + 1, last_error = $2::text,
            state = CASE WHEN $3::float8 IS NULL THEN 'failed' ELSE 'waiting' END,
            next_at = now() + coalesce($3::float8, 0) * interval '1 millisecond'
      WHERE id = $1::bigint RETURNING 1`,
    [id, error, retryMs],
  );
}

/** How far each webhook is. */
export function readOutbox(sql: SqlExecutor): Promise<OutboxState[]> {
  return sql.query<OutboxState>(
    `SELECT webhook, count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
            count(*) FILTER (WHERE state = 'failed')::int AS failed,
            (array_agg(last_error ORDER BY next_at DESC) FILTER (WHERE last_error IS NOT NULL))[1] AS "lastError"
       FROM webhook_delivery GROUP BY webhook`,
  );
}

/** Tries again what a webhook's attempts were used up for; answers how many. */
export async function retryFailed(sql: SqlExecutor, webhook: string): Promise<number> {
  const rows = await sql.query(
    `UPDATE webhook_delivery SET state = 'waiting', attempts = 0, next_at = now()
      WHERE webhook = $1::text AND state = 'failed' RETURNING 1`,
    [webhook],
  );
  return rows.length;
}
