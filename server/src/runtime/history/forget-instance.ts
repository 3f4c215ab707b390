/** An instance that is no longer wanted: gone with all that it called, and with their history. */
import { failure, type Result, success } from "../result.ts";
import { isId } from "../snowflake.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { type Actor, recordOperations } from "../store/operation-store.ts";

/** Deletes an instance that has ended, and records who asked, in the caller's transaction. @param asked by whom, and when in epoch ms */
export async function forgetInstance(
  sql: SqlExecutor,
  processInstanceId: string,
  asked?: { readonly by: Actor; readonly now: number },
): Promise<Result<null>> {
  const [found] = isId(processInstanceId)
    ? await sql.query<{ state: string; parent: string | null }>(
        "SELECT state, parent_id::text AS parent FROM process_instance WHERE id = $1::bigint FOR UPDATE",
        [processInstanceId],
      )
    : [];
  if (found === undefined)
    return failure("INSTANCE_NOT_FOUND", "没有这个流程实例。", "There is no such instance.");
  if (found.state === "active")
    return failure(
      "INSTANCE_ACTIVE",
      "流程还在运行，请先终止再删除。",
      "The instance is running. End it before deleting it.",
    );
  if (found.parent !== null)
    return failure(
      "INSTANCE_CALLED",
      "它是被另一个流程调用的，请删除调用它的流程。",
      "Another instance has called it. Delete that one.",
    );
  if (asked !== undefined) {
    const { by, now } = asked;
    const entityKey = processInstanceId;
    const operation = { by, entity: "processInstance", operation: "delete", entityKey } as const;
    await recordOperations(sql, [{ ...operation, processInstanceId }], now);
  }
  // What it called has ended with it.
  await sql.query(
    `WITH gone AS (DELETE FROM process_instance WHERE root_id = $1::bigint RETURNING id),
          elements AS (DELETE FROM element_instance WHERE process_instance_id IN (SELECT id FROM gone)),
          tasks AS (DELETE FROM ended_user_task WHERE process_instance_id IN (SELECT id FROM gone)),
          incidents AS (DELETE FROM ended_incident WHERE process_instance_id IN (SELECT id FROM gone)),
          messages AS (DELETE FROM correlated_message WHERE process_instance_id IN (SELECT id FROM gone)),
          decisions AS (DELETE FROM decision_evaluation WHERE process_instance_id IN (SELECT id FROM gone))
     DELETE FROM history_entry WHERE process_instance_id IN (SELECT id FROM gone)`,
    [processInstanceId],
  );
  return success(null);
}
