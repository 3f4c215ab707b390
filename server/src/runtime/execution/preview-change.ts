/** What a change of a running instance would do, from what is committed now; nothing is locked and nothing changes. */
import {
  type Context,
  defaultMigrationPlan,
  type InstanceState,
  type MigrationPlan,
  type MigrationPreview,
  type ModificationPreview,
  type ModifyInstruction,
  previewMigration,
  previewModification,
  type ProcessGraph,
} from "@tongban/engine";
import type { DefinitionStore } from "../definitions/definition-store.ts";
import type { MigrateInstance } from "../runtime-command.ts";
import { isId } from "../snowflake.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { readStates } from "../store/instance-store.ts";

/** What a preview is made of. */
export interface PreviewSources {
  readonly sql: SqlExecutor;
  readonly definitions: DefinitionStore;
  readonly context: Context;
}

/** A plan and what it would do. */
export interface PlannedPreview {
  readonly plan: MigrationPlan;
  readonly preview: MigrationPreview;
}

/** Null when no such instance runs. */
export async function previewModificationOf(
  sources: PreviewSources,
  processInstanceId: string,
  instructions: readonly ModifyInstruction[],
): Promise<ModificationPreview | null> {
  const running = await readRunning(sources, processInstanceId);
  if (running === null) return null;
  return previewModification(running.graph, running.state, instructions, sources.context);
}

/** Null when no such instance runs, or the target is not deployed. Without a plan by equal ids of equal kind. */
export async function previewMigrationOf(
  sources: PreviewSources,
  {
    processInstanceId,
    processId,
    version,
    plan: given,
  }: Omit<MigrateInstance, "plan"> & Partial<MigrateInstance>,
): Promise<PlannedPreview | null> {
  const running = await readRunning(sources, processInstanceId);
  const target = await sources.definitions.find(sources.sql, processId, version);
  if (running === null || target === null) return null;
  const plan = given ?? defaultMigrationPlan(running.graph, target.graph);
  return {
    plan,
    preview: previewMigration(plan, running.graph, target.graph, running.state, sources.context),
  };
}

async function readRunning(
  { sql, definitions }: PreviewSources,
  processInstanceId: string,
): Promise<{ readonly graph: ProcessGraph; readonly state: InstanceState } | null> {
  if (!isId(processInstanceId)) return null;
  const state = (await readStates(sql, [processInstanceId])).get(processInstanceId);
  // An instance that has ended has no records any more.
  const instance = state?.tables.instance.get("");
  if (state === undefined || instance === undefined) return null;
  const { graph } = await definitions.byId(sql, instance.definitionId);
  return { graph, state };
}
