/** Migrations in a few lines: from one model to another, with a plan in words. */
import { describe, expect, test } from "vitest";
import type { Context } from "../src/context.ts";
import type { MigrationPlan, MigrationPreview } from "../src/migrate/plan.ts";
import { defaultMigrationPlan } from "../src/migrate/validate-plan.ts";
import type { ProcessGraph } from "../src/model/process-graph.ts";
import { previewMigration } from "../src/preview.ts";
import type { Variables } from "../src/json.ts";
import { graphsOf, runScenario } from "./scenario.ts";
import { tokensOf } from "./small-run.ts";
import { carryOut, type Step } from "./steps.ts";
import { type LiveInstance, World } from "./world.ts";

/** Start variables, steps before, plan (see {@link planOf}), steps after, and where the tokens are then; or the findings. */
export type MigrationCase = readonly [
  start: Variables,
  before: readonly Step[],
  plan: string,
  after: readonly Step[],
  tokens: string,
];

/** Declares a test for every case. Each is previewed first, and what was previewed must have happened. */
export function migration(
  title: string,
  source: string,
  target: string,
  cases: readonly MigrationCase[],
): void {
  describe(`${title} (migrateInstance)`, () => {
    for (const [start, before, words, after, tokens] of cases) {
      test(`${words} after ${JSON.stringify(before)} then ${JSON.stringify(after)} ⇒ ${tokens}`, async () => {
        const world = await runScenario(source, start, before);
        const [graph] = await graphsOf(target);
        const [instance] = world.instances;
        if (graph === undefined || instance === undefined) throw new Error("No process");
        const preview = migrate(world, instance, graph, planOf(words, instance.graph, graph));
        if (preview.ok) for (const step of after) carryOut(world, step);
        expect(preview.ok ? restingPlaces(instance) : findingsOf(preview)).toBe(tokens);
      });
    }
  });
}

/**
 * The plan that makes itself, changed by `a -> b` (an element or flow), `a -> b!` (updated) and `a -> nothing`; separated by
 * commas. `as it is`: without changes.
 */
function planOf(words: string, source: ProcessGraph, target: ProcessGraph): MigrationPlan {
  const { elements } = defaultMigrationPlan(source, target);
  const mapped = new Map(elements.map((mapping) => [mapping.source, mapping]));
  const flows: { source: string; target: string }[] = [];
  for (const part of words === "as it is" ? [] : words.split(",")) {
    const [from = "", to = ""] = part.split("->").map((word) => word.trim());
    const id = to.replace("!", "");
    if (to === "nothing") mapped.delete(from);
    else if (source.flowOf.has(from)) flows.push({ source: from, target: id });
    else mapped.set(from, { source: from, target: id, isUpdated: to.endsWith("!") });
  }
  return { elements: [...mapped.values()], flows };
}

/** Previews, migrates, and checks that the one said what the other did. */
export function migrate(
  world: World,
  instance: LiveInstance,
  target: ProcessGraph,
  plan: MigrationPlan,
): MigrationPreview {
  const definitionId = `${target.processId}:2`;
  world.definitions.set(definitionId, target);
  const { graph, state } = instance;
  const context: Context = { now: world.now, newId: () => "", decision: () => undefined };
  const preview = previewMigration(plan, graph, target, state, context);
  const from = instance.events.length;
  const refused = world.send(instance, { type: "migrateInstance", definitionId, version: 2, plan });
  expect(refused?.code).toBe(preview.ok ? undefined : "MIGRATION_REFUSED");
  if (!preview.ok) return preview;
  const happened = instance.events.slice(from);
  const opened = preview.waits
    .filter(({ change }) => change === "added")
    .map(({ elementId }) => elementId);
  const closed = preview.waits
    .filter(({ change }) => change === "removed")
    .map(({ elementId }) => elementId);
  const ids = (pattern: RegExp): string[] =>
    happened.flatMap((event) =>
      pattern.test(event.type) && "elementId" in event ? [event.elementId] : [],
    );
  expect(ids(/^timerCreated$|SubscriptionOpened$/u)).toEqual(expect.arrayContaining(opened));
  expect(ids(/^timerCanceled$|SubscriptionClosed$/u)).toEqual(expect.arrayContaining(closed));
  return preview;
}

/** Where the tokens are, or how the instance has ended; then what is waited for. */
function restingPlaces({ state }: LiveInstance): string {
  const { tables } = state;
  const ended = tables.instance.get("")?.state ?? "";
  if (ended !== "active") return ended;
  const waits = [tables.timer, tables.subscription, tables.signal, tables.condition].flatMap(
    (table) => [...table.entries()].map(([, { elementId }]) => `@${elementId}`),
  );
  return [...tokensOf(state), ...waits.toSorted()].join(" ");
}

function findingsOf(preview: Extract<MigrationPreview, { readonly ok: false }>): string {
  return preview.findings.map(({ code, elementId }) => `${code} ${elementId ?? ""}`).join("; ");
}
