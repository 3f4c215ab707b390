/** What a change of a running instance would do, from what is committed now; nothing is locked and nothing changes. */
import {
  type Context,
  defaultMigrationPlan,
  type InstanceState,
  type MigrationPlan,
  type MigrationPreview,
  type ModificationPreview,
  previewMigration,
  previewModification,
  type ProcessGraph,
} from "@tongban/engine";
import type { DefinitionStore } from "../definitions/definition-store.ts";
import type { MigrateInstance, ModifyInstance } from "../runtime-command.ts";
import { isId } from "../snowflake.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { readStates } from "../store/instance-store.ts";

/** What a preview is made of. */
export interface PreviewSources {
  readonly sql: SqlExecutor;
  readonly definitions: DefinitionStore;
  readonly context: () => Context;
}

/** A plan and what it would do. */
export interface PlannedPreview {
  readonly plan: MigrationPlan;
  readonly preview: MigrationPreview;
}

/** See file head. */
export class ChangePreviews {
  readonly #sources: PreviewSources;

  constructor(sources: PreviewSources) {
    this.#sources = sources;
  }

  /** What `modifyInstance` would do; null when no such instance runs. */
  async modification({
    processInstanceId,
    instructions,
  }: Omit<ModifyInstance, "type">): Promise<ModificationPreview | null> {
    const running = await this.#running(processInstanceId);
    if (running === null) return null;
    const { graph, state } = running;
    return previewModification(graph, state, instructions, this.#sources.context());
  }

  /**
   * What `migrateInstance` would do, and the plan; without one by equal ids of equal kind. Null when no such instance runs, or
   * the target is not deployed.
   */
  async migration({
    processInstanceId,
    processId,
    version,
    plan: given,
  }: Omit<MigrateInstance, "type" | "plan"> &
    Partial<Pick<MigrateInstance, "plan">>): Promise<PlannedPreview | null> {
    const { sql, definitions, context } = this.#sources;
    const running = await this.#running(processInstanceId);
    const target = await definitions.find(sql, processId, version);
    if (running === null || target === null) return null;
    const plan = given ?? defaultMigrationPlan(running.graph, target.graph);
    return {
      plan,
      preview: previewMigration(plan, running.graph, target.graph, running.state, context()),
    };
  }

  /** The plan from one version (the latest unless given) to another, by equal ids of equal kind; null where one is not deployed. */
  async plan(
    from: { readonly processId: string; readonly version?: number | undefined },
    toVersion: number,
  ): Promise<MigrationPlan | null> {
    const { sql, definitions } = this.#sources;
    const source = await definitions.find(sql, from.processId, from.version);
    const target = await definitions.find(sql, from.processId, toVersion);
    return source === null || target === null
      ? null
      : defaultMigrationPlan(source.graph, target.graph);
  }

  async #running(
    processInstanceId: string,
  ): Promise<{ readonly graph: ProcessGraph; readonly state: InstanceState } | null> {
    const { sql, definitions } = this.#sources;
    if (!isId(processInstanceId)) return null;
    const state = (await readStates(sql, [processInstanceId])).get(processInstanceId);
    // An instance that has ended has no records any more.
    const instance = state?.tables.instance.get("");
    if (state === undefined || instance === undefined) return null;
    const { graph } = await definitions.byId(sql, instance.definitionId);
    return { graph, state };
  }
}
