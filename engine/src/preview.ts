/** What a change of a running instance would do; nothing is changed. The commands carry out the same plans. */
import type { Context } from "./context.ts";
import { behaviors } from "./elements/registry.ts";
import { eventDefinitions } from "./event-definitions/registry.ts";
import { rejection } from "./errors.ts";
import { migrationFinding } from "./migrate/findings.ts";
import { migrate } from "./migrate/migrate.ts";
import { planMigration } from "./migrate/plan-migration.ts";
import type { MigratedWait, MigrationPlan, MigrationPreview } from "./migrate/plan.ts";
import type { ProcessGraph } from "./model/process-graph.ts";
import type { ModificationPreview, ModifyInstruction } from "./modify/instructions.ts";
import { planModification } from "./modify/plan-modification.ts";
import { Run } from "./semantics/run.ts";
import { allRecords, type InstanceState, loadState } from "./state/instance-state.ts";
import type { AwaitedRecord } from "./state/records.ts";

/** What `modifyInstance` with these instructions would do, in order, or why it would be refused. */
export function previewModification(
  graph: ProcessGraph,
  state: InstanceState,
  instructions: readonly ModifyInstruction[],
  context: Context,
): ModificationPreview {
  const instance = state.tables.instance.get("");
  if (instance?.state !== "active") {
    const code = instance === undefined ? "INSTANCE_NOT_FOUND" : "INSTANCE_ENDED";
    return { ok: false, rejection: rejection(code, instance?.processInstanceId) };
  }
  return planModification(
    new Run(graph, state, context, { behaviors, eventDefinitions }),
    instructions,
  );
}

/** What `migrateInstance` by this plan would do, or everything that keeps it from being done. */
export function previewMigration(
  plan: MigrationPlan,
  source: ProcessGraph,
  target: ProcessGraph,
  state: InstanceState,
  context: Context,
): MigrationPreview {
  if (state.tables.instance.get("")?.state !== "active")
    return { ok: false, findings: [migrationFinding("MIGRATION_INSTANCE_ENDED")] };
  // It is migrated for a trial: a copy of it, which goes no further.
  const copy = loadState(allRecords(state));
  let created = 0;
  const newId = (): string => `+${String((created += 1))}`;
  const run = new Run(source, copy, { ...context, newId }, { behaviors, eventDefinitions });
  const planned = planMigration(run, target, plan);
  if ("findings" in planned) return { ok: false, findings: planned.findings };
  const before = waitsIn(copy);
  migrate(run, { graph: target, definitionId: "", version: 0 }, planned);
  const after = waitsIn(copy);
  const { elements, tokens, compensations, scopes, userTasks } = planned;
  return {
    ok: true,
    elements,
    tokens,
    compensations,
    waits: [
      ...[...before].flatMap(([key, wait]) =>
        after.has(key) ? [] : [{ ...wait, change: "removed" as const }],
      ),
      ...[...after].map(([key, wait]) => ({
        ...wait,
        change: before.has(key) ? ("kept" as const) : ("added" as const),
      })),
    ],
    addedScopes: [...scopes.values()].map((scope) => ({
      elementId: scope.node.elementId,
      around: scope.elements,
    })),
    updatedUserTasks: userTasks.map(({ userTaskId }) => userTaskId),
  };
}

type Wait = Omit<MigratedWait, "change">;

function waitsIn({ tables }: InstanceState): Map<string, Wait> {
  const waits = new Map<string, Wait>();
  const note = (
    waitsFor: Wait["waitsFor"],
    records: Iterable<[string, AwaitedRecord & { readonly dueAt?: number }]>,
  ): void => {
    for (const [key, { elementInstanceId, elementId, dueAt }] of records) {
      const due = dueAt === undefined ? undefined : { dueAt };
      waits.set(key, { waitsFor, elementInstanceId, elementId, ...due });
    }
  };
  note("timer", tables.timer.entries());
  note("message", tables.subscription.entries());
  note("signal", tables.signal.entries());
  note("condition", tables.condition.entries());
  return waits;
}
