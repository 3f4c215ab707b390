/**
 * Takes a deployed version away again: one that nothing that is recorded was done with. A record needs its diagram, its form and its
 * rules, and the next version to be deployed may have the same number.
 */
import type { Context } from "@tongban/engine";
import { failure, type Result, success } from "../result.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { type Actor, recordOperations } from "../store/operation-store.ts";
import type { DefinitionStore } from "./definition-store.ts";
import { lockDeployments } from "./deploy.ts";
import { subscribeStarts } from "./start-subscriptions.ts";

interface Use {
  readonly isUsed: string;
  readonly zh: string;
  readonly en: string;
}

/** What a version may have been used for, running or ended. */
const USES: readonly Use[] = [
  {
    isUsed: "EXISTS (SELECT FROM process_instance WHERE definition_id = $1::bigint)",
    zh: "有流程实例属于这个版本，不能删除：案件的记录要能对照当时的流程图。",
    en: "There are instances of this version, so it is kept: their record needs its diagram.",
  },
  {
    isUsed: ["user_task", "ended_user_task"]
      .map(
        (tasks) => `EXISTS (SELECT FROM form_definition f JOIN ${tasks} t
          ON t.form_id = f.form_id AND coalesce(t.form_version, f.version) = f.version WHERE f.id = $1::bigint)`,
      )
      .join(" OR "),
    zh: "有任务使用（或用过）这个版本的表单，不能删除：办理记录要能对照当时的表单。",
    en: "There are tasks with this version of the form, so it is kept: their record needs it.",
  },
  {
    // Decisions of one file are required by each other, and have its text.
    isUsed: `EXISTS (SELECT FROM decision_definition d JOIN decision_definition root ON root.xml = d.xml
       JOIN decision_evaluation e
         ON e.decision_id = root.decision_id AND coalesce(e.decision_version, root.version) = root.version
      WHERE d.id = $1::bigint)`,
    zh: "已用这个版本作出过决策，不能删除：决定的理由要能查证。",
    en: "Something was decided with this version, so it is kept: the record needs its rules.",
  },
];

async function useOf(tx: SqlExecutor, resourceKey: string): Promise<Use | undefined> {
  for (const use of USES) {
    const [found] = await tx.query<{ isUsed: boolean }>(`SELECT ${use.isUsed} AS "isUsed"`, [
      resourceKey,
    ]);
    if (found?.isUsed === true) return use;
  }
  return undefined;
}

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
  // Before the lock: of forms and decisions this looks through all tasks that ended and all that was decided.
  const use = await useOf(tx, resourceKey);
  if (use !== undefined) return failure("RESOURCE_IN_USE", use.zh, use.en);
  await lockDeployments(tx);
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
