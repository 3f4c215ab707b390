/** Statements on batch operations and their items. */
import { failure, type Result, type RuntimeProblem, success } from "../result.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { recordOperations } from "../store/operation-store.ts";
import type {
  BatchActor,
  BatchKind,
  BatchProgress,
  BatchState,
  BatchWork,
  InstanceSelection,
} from "./batch-operation.ts";

/** Most instances of one operation. */
const LARGEST_BATCH = 1_000_000;
/** Items claimed of each operation at a time, so that none waits for another. */
const CLAIMED_EACH = 20;

/** One item that this server has. */
export interface ClaimedItem {
  readonly batchId: string;
  readonly itemId: string;
  readonly work: BatchWork;
}

/** What is told of a new operation. */
export interface NewBatch {
  readonly id: string;
  readonly work: BatchWork;
  readonly selection: InstanceSelection;
  readonly actor: BatchActor;
  /** Epoch ms. */
  readonly now: number;
}

/** Writes the operation with an item for each of what is selected, and answers how many; in the caller's transaction. Nothing stays of one that is too large. */
export async function insertBatch(
  sql: SqlExecutor,
  { id, work, selection, actor, now }: NewBatch,
): Promise<Result<number>> {
  const { kind, ...parameters } = work;
  await sql.query(
    `INSERT INTO batch_operation (id, kind, parameters, state, actor_kind, actor, total, started_at)
     VALUES ($1::bigint, $2::text, $3::jsonb, 'active', $4::text, $5::text, 0, to_timestamp($6::float8 / 1000))`,
    [id, kind, JSON.stringify(parameters), actor.kind, actor.name, now],
  );
  const { statement, values } = selection;
  const what =
    kind === "resolveIncidents"
      ? `SELECT i.id AS item, i.process_instance_id AS instance FROM incident i WHERE i.process_instance_id IN (${statement})`
      : `SELECT chosen.id AS item, chosen.id AS instance FROM (${statement}) AS chosen(id)`;
  const inserted = await sql.query<{ count: number }>(
    `WITH item AS (
       INSERT INTO batch_item (batch_id, item_id, process_instance_id, state, locked_until)
       SELECT $${values.length + 1}::bigint, item, instance, 'active', '-infinity' FROM (${what}) AS found
        ORDER BY item LIMIT ${String(LARGEST_BATCH + 1)} RETURNING 1)
     UPDATE batch_operation SET total = (SELECT count(*)::int FROM item) WHERE id = $${values.length + 1}::bigint
     RETURNING total AS count`,
    [...values, id],
  );
  const count = inserted[0]?.count ?? 0;
  if (count <= LARGEST_BATCH) {
    const operation = { by: actor, entity: "batch", operation: "create", entityKey: id } as const;
    await recordOperations(sql, [{ ...operation, processInstanceId: null }], now);
    return success(count);
  }
  await sql.query("DELETE FROM batch_operation WHERE id = $1::bigint", [id]);
  return failure(
    "BATCH_TOO_LARGE",
    `一次批量操作最多 ${String(LARGEST_BATCH)} 项，请缩小筛选范围。`,
    `A batch operation has at most ${String(LARGEST_BATCH)} items. Narrow the filter.`,
  );
}

/** Items for this server to do, some of each active operation. */
export async function claimItems(sql: SqlExecutor, leaseMs: number): Promise<ClaimedItem[]> {
  const rows = await sql.query<{
    batchId: string;
    itemId: string;
    kind: BatchKind;
    parameters: string;
  }>(
    `UPDATE batch_item i SET locked_until = now() + $1::float8 * interval '1 millisecond'
       FROM (SELECT free.batch_id, free.item_id, b.kind, b.parameters FROM batch_operation b
              CROSS JOIN LATERAL (SELECT c.batch_id, c.item_id FROM batch_item c
                                   WHERE c.batch_id = b.id AND c.state = 'active' AND c.locked_until <= now()
                                   ORDER BY c.item_id LIMIT ${String(CLAIMED_EACH)} FOR UPDATE SKIP LOCKED) AS free
              WHERE b.state = 'active') AS mine
      WHERE i.batch_id = mine.batch_id AND i.item_id = mine.item_id
      RETURNING i.batch_id::text AS "batchId", i.item_id::text AS "itemId", mine.kind, mine.parameters::text AS parameters`,
    [leaseMs],
  );
  return rows.map(({ batchId, itemId, kind, parameters }) => ({
    batchId,
    itemId,
    // Written by insertBatch, whose argument it was.
    work: { ...(JSON.parse(parameters) as object), kind } as BatchWork,
  }));
}

/** Whether the item is still to be done; it stays locked until the caller's transaction ends. */
export async function holdItem(
  sql: SqlExecutor,
  { batchId, itemId }: ClaimedItem,
): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 FROM batch_item i JOIN batch_operation b ON b.id = i.batch_id
      WHERE i.batch_id = $1::bigint AND i.item_id = $2::bigint AND i.state = 'active' AND b.state = 'active'
        FOR UPDATE OF i`,
    [batchId, itemId],
  );
  return rows.length > 0;
}

/** Writes how an item came out. */
export async function settleItem(
  sql: SqlExecutor,
  { batchId, itemId }: ClaimedItem,
  problem: (Pick<RuntimeProblem, "message"> & { readonly code: string }) | null,
  now: number,
): Promise<void> {
  await sql.query(
    `UPDATE batch_item SET state = $3::text, code = $4::text, message_zh = $5::text, message_en = $6::text,
                           processed_at = to_timestamp($7::float8 / 1000)
      WHERE batch_id = $1::bigint AND item_id = $2::bigint AND state = 'active'`,
    [
      batchId,
      itemId,
      problem === null ? "completed" : "failed",
      problem?.code ?? null,
      problem?.message.zh ?? null,
      problem?.message.en ?? null,
      now,
    ],
  );
}

/** Ends the operations that have nothing left to do. */
export async function endFinished(sql: SqlExecutor, now: number): Promise<void> {
  await sql.query(
    `UPDATE batch_operation b SET state = 'completed', ended_at = to_timestamp($1::float8 / 1000)
      WHERE b.state = 'active'
        AND NOT EXISTS (SELECT FROM batch_item i WHERE i.batch_id = b.id AND i.state = 'active')`,
    [now],
  );
}

/** Moves an operation from one of the states to another; its state when it is in none of them, null when there is none. */
export async function moveBatch(
  sql: SqlExecutor,
  id: string,
  from: readonly BatchState[],
  to: BatchState,
): Promise<{ readonly moved: boolean; readonly state: BatchState | null }> {
  const moved = await sql.query(
    "UPDATE batch_operation SET state = $2::text WHERE id = $1::bigint AND state = ANY($3::text[]) RETURNING 1",
    [id, to, from],
  );
  if (moved.length > 0) return { moved: true, state: to };
  const [found] = await sql.query<{ state: BatchState }>(
    "SELECT state FROM batch_operation WHERE id = $1::bigint",
    [id],
  );
  return { moved: false, state: found?.state ?? null };
}

/** Leaves undone what a cancelled operation has not done yet. */
export async function cancelItems(sql: SqlExecutor, id: string, now: number): Promise<void> {
  await sql.query(
    `UPDATE batch_item SET state = 'cancelled', processed_at = to_timestamp($2::float8 / 1000)
      WHERE batch_id = $1::bigint AND state = 'active'`,
    [id, now],
  );
  await sql.query(
    "UPDATE batch_operation SET ended_at = to_timestamp($2::float8 / 1000) WHERE id = $1::bigint",
    [id, now],
  );
}

/** How far operations are, newest first: those of the ids given, or all before an id. */
export async function readBatches(
  sql: SqlExecutor,
  which: { readonly id: string } | { readonly before: string | null; readonly limit: number },
): Promise<BatchProgress[]> {
  const rows = await sql.query<
    Omit<BatchProgress, "actor"> & { readonly actorKind: BatchActor["kind"]; readonly name: string }
  >(
    `SELECT b.id::text, b.kind, b.state, b.actor_kind AS "actorKind", b.actor AS name, b.total,
            (extract(epoch FROM b.started_at) * 1000)::float8 AS "startedAt",
            (extract(epoch FROM b.ended_at) * 1000)::float8 AS "endedAt",
            count(*) FILTER (WHERE i.state = 'completed')::int AS completed,
            count(*) FILTER (WHERE i.state = 'failed')::int AS failed,
            count(*) FILTER (WHERE i.state = 'cancelled')::int AS cancelled
       FROM (SELECT * FROM batch_operation WHERE ($1::bigint IS NULL OR id = $1::bigint) AND ($2::bigint IS NULL OR id < $2::bigint)
              ORDER BY id DESC LIMIT $3::int) AS b LEFT JOIN batch_item i ON i.batch_id = b.id
      GROUP BY b.id, b.kind, b.state, b.actor_kind, b.actor, b.total, b.started_at, b.ended_at ORDER BY b.id DESC`,
    "id" in which ? [which.id, null, 1] : [null, which.before, which.limit],
  );
  return rows.map(({ actorKind, name, ...progress }) => ({
    ...progress,
    actor: { kind: actorKind, name },
  }));
}
