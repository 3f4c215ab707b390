/** Takes a deployed version away again: one that no instance, running or ended, is or was an instance of. */
import type { Context } from "@tongban/engine";
import { failure, type Result, success } from "../result.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { type Actor, recordOperations } from "../store/operation-store.ts";
import type { DefinitionStore } from "./definition-store.ts";
import { lockDeployments } from "./deploy.ts";
import { subscribeStarts } from "./start-subscriptions.ts";

/** In the caller's transaction. Of a process the version before becomes the latest, and waits at its start events again. */
export async function deleteResource(
  tx: SqlExecutor,
  resourceKey: string,
  {
    definitions,
    context,
    by,
  }: { readonly definitions: DefinitionStore; readonly context: Context; readonly by: Actor },
): Promise<Result<null>> {
  await lockDeployments(tx);
  const [used] = await tx.query(
    "SELECT FROM process_instance WHERE definition_id = $1::bigint LIMIT 1",
    [resourceKey],
  );
  if (used !== undefined)
    return failure(
      "RESOURCE_IN_USE",
      "有流程实例属于这个版本，不能删除：案件的记录要能对照当时的流程图。",
      "There are instances of this version, so it is kept: their record needs its diagram.",
    );
  const [process] = await tx.query<{ processId: string; wasLatest: boolean }>(
    `DELETE FROM process_definition d WHERE d.id = $1::bigint
      RETURNING d.process_id AS "processId",
                d.version = (SELECT max(l.version) FROM process_definition l WHERE l.process_id = d.process_id) AS "wasLatest"`,
    [resourceKey],
  );
  if (process?.wasLatest === true) {
    await tx.query("DELETE FROM start_subscription WHERE process_id = $1", [process.processId]);
    const before = await definitions.find(tx, process.processId);
    if (before !== null) await subscribeStarts(tx, before.graph, before.definitionId, context);
  }
  const others = await tx.query(
    `WITH decision AS (DELETE FROM decision_definition WHERE id = $1::bigint RETURNING 1),
          form AS (DELETE FROM form_definition WHERE id = $1::bigint RETURNING 1)
     SELECT FROM decision UNION ALL SELECT FROM form`,
    [resourceKey],
  );
  if (process === undefined && others.length === 0)
    return failure("RESOURCE_NOT_FOUND", "没有这个资源。", "There is no such resource.");
  const operation = { by, entity: "resource", operation: "delete" } as const;
  const row = { ...operation, entityKey: resourceKey, processInstanceId: null };
  await recordOperations(tx, [row], context.now);
  return success(null);
}
