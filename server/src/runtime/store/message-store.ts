/** Messages and who waits for them. */
import type { Variables } from "@tongban/engine";
import type { SqlExecutor } from "../sql-executor.ts";

/** An open subscription of an instance. */
export interface Waiting {
  readonly id: string;
  readonly process_instance_id: string;
  readonly process_id: string;
  readonly element_id: string;
}

/** A start event that waits for a message. */
export interface WaitingStart {
  readonly id: string;
  readonly definition_id: string;
  readonly process_id: string;
  readonly element_id: string;
}

/** A message that is kept. */
export interface KeptMessage {
  readonly id: string;
  readonly messageId: string | null;
  readonly variables: Variables;
}

/**
 * Publishing and subscribing to the same name and key take turns: whichever comes second sees the other's row. The lock ends
 * with the transaction.
 */
export async function lockCorrelation(
  tx: SqlExecutor,
  pairs: readonly { readonly name: string; readonly key: string }[],
): Promise<void> {
  if (pairs.length === 0) return;
  const texts = [...new Set(pairs.map(({ name, key }) => `${name}\u001F${key}`))].toSorted();
  await tx.query(
    `SELECT pg_advisory_xact_lock(hashtextextended(t, 7)) ::text
       FROM (SELECT unnest($1::text[]) AS t ORDER BY 1) AS texts`,
    [texts],
  );
}

/** Candidates of one process that are looked at before a message is kept instead. */
const MAX_CANDIDATES = 100;

/** Open subscriptions of all processes, the oldest of each process first. */
export function findWaiting(tx: SqlExecutor, name: string, key: string): Promise<Waiting[]> {
  return tx.query<Waiting>(
    `SELECT id::text, process_instance_id::text, process_id, element_id
       FROM (SELECT s.id, s.process_instance_id, s.process_id, s.element_id,
                    row_number() OVER (PARTITION BY s.process_id ORDER BY s.id) AS place
               FROM message_subscription s WHERE s.message_name = $1 AND s.correlation_key = $2) AS ranked
      WHERE place <= ${MAX_CANDIDATES} ORDER BY process_id, ranked.id`,
    [name, key],
  );
}

/** Start events of the latest versions that wait for the message. */
export function findWaitingStarts(tx: SqlExecutor, name: string): Promise<WaitingStart[]> {
  return tx.query<WaitingStart>(
    `SELECT id::text, definition_id::text, process_id, element_id FROM start_subscription WHERE message_name = $1 ORDER BY id`,
    [name],
  );
}

/**
 * Keeps a message.
 * @returns false when this message id is known for the name and key: nothing was written
 */
export async function keepMessage(
  tx: SqlExecutor,
  message: {
    readonly id: string;
    readonly name: string;
    readonly key: string;
    readonly messageId: string | null;
    readonly variables: Variables;
    readonly publishedAt: number;
    readonly expiresAt: number;
    readonly correlatedTo: readonly string[];
  },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO message (id, name, correlation_key, message_id, variables, published_at, expires_at, correlated_to)
     VALUES ($1::bigint, $2, $3, $4, $5::text::jsonb, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000), $8::text[])
     ON CONFLICT (name, correlation_key, message_id) DO NOTHING RETURNING id::text`,
    [
      message.id,
      message.name,
      message.key,
      message.messageId,
      JSON.stringify(message.variables),
      message.publishedAt,
      message.expiresAt,
      message.correlatedTo,
    ],
  );
  return rows.length > 0;
}

/** Whether a message of this id was published before and is still remembered. */
export async function isKnownMessage(
  tx: SqlExecutor,
  name: string,
  key: string,
  messageId: string,
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    "SELECT id::text FROM message WHERE name = $1 AND correlation_key = $2 AND message_id = $3",
    [name, key, messageId],
  );
  return rows.length > 0;
}

/** The oldest kept message for a subscription that has just been opened. */
export async function takeKeptMessage(
  tx: SqlExecutor,
  waiting: { readonly name: string; readonly key: string; readonly processId: string },
  now: number,
): Promise<KeptMessage | null> {
  const rows = await tx.query<{ id: string; message_id: string | null; variables: string }>(
    `UPDATE message SET correlated_to = correlated_to || $3::text
      WHERE id = (SELECT id FROM message
                   WHERE name = $1 AND correlation_key = $2 AND expires_at > to_timestamp($4::float8 / 1000)
                     AND $3 <> ALL(correlated_to)
                   ORDER BY id LIMIT 1)
      RETURNING id::text, message_id, variables::text`,
    [waiting.name, waiting.key, waiting.processId, now],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    id: row.id,
    messageId: row.message_id,
    variables: JSON.parse(row.variables) as Variables,
  };
}

/** Forgets messages whose time has run out. */
export async function dropExpiredMessages(tx: SqlExecutor, now: number): Promise<void> {
  await tx.query("DELETE FROM message WHERE expires_at < to_timestamp($1::float8 / 1000)", [now]);
}
