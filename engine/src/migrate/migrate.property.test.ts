/**
 * Random processes, migrated in the midst of a run to the same model with other ids or with something added: the rest comes to
 * the same as without, and after every step the events give the live state (checked by the world).
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { after, boundary } from "../../testing/document.ts";
import { migrate } from "../../testing/migration.ts";
import { drawingOf } from "../../testing/oracle/drawing.ts";
import { models } from "../../testing/oracle/random-model.ts";
import { blocks, documentOf } from "../../testing/random-process.ts";
import { graphsOf } from "../../testing/scenario.ts";
import { commandsOf, isEnded, tokensOf } from "../../testing/small-run.ts";
import { type LiveInstance, World } from "../../testing/world.ts";
import type { ProcessGraph } from "../model/process-graph.ts";
import type { MigrationPlan } from "./plan.ts";
import { defaultMigrationPlan, validateMigrationPlan } from "./validate-plan.ts";

const documents = fc.oneof(blocks(true).map(documentOf), models.map(drawingOf));
const prefix = "n-";

/** The document with another id for every element and flow. */
function renamed(xml: string): string {
  return xml.replaceAll(
    /\b(id|sourceRef|targetRef|attachedToRef|activityRef|default)="(?!main|definitions|message|error|escalation|signal)/gu,
    `$1="${prefix}`,
  );
}

/** The document with a boundary event on every sub-process and service task, after which nothing comes. */
function extended(xml: string): string {
  const hosts = [
    ...xml.matchAll(/<(?:subProcess|serviceTask) id="(?<id>\w+)"(?! triggeredByEvent)/gu),
  ];
  return hosts.reduce((document, { groups = {} }) => {
    const id = groups["id"] ?? "";
    const event = boundary(`guard${id}`, id, after("PT9H"), false);
    return document.replace(new RegExp(`<(subProcess|serviceTask) id="${id}"`, "u"), `${event}$&`);
  }, xml);
}

function started(graph: ProcessGraph): { world: World; instance: LiveInstance } {
  const world = new World({ processes: [graph] });
  world.start("main", {});
  const [instance] = world.instances;
  if (instance === undefined) throw new Error("No instance");
  return { world, instance };
}

/** What is possible next, apart from what the target has added. */
function possible({ state }: LiveInstance): ReturnType<typeof commandsOf> {
  return commandsOf(state).filter(({ elementId }) => !elementId.startsWith("guard"));
}

function goOn(world: World, instance: LiveInstance, picks: readonly number[]): void {
  for (const pick of picks) {
    const commands = possible(instance);
    const next = commands[pick % Math.max(1, commands.length)];
    const refused = next === undefined ? undefined : world.send(instance, next.command);
    if (refused !== undefined) throw new Error(refused.message.en);
  }
}

function places({ state }: LiveInstance): string[] {
  return tokensOf(state).map((place) =>
    place.startsWith(prefix) ? place.slice(prefix.length) : place,
  );
}

async function sameOutcome(
  xml: string,
  changed: (xml: string) => string,
  plan: (source: ProcessGraph, target: ProcessGraph) => MigrationPlan,
  picks: readonly number[],
  rest: readonly number[],
): Promise<boolean> {
  const [source] = await graphsOf(xml);
  const [target] = await graphsOf(changed(xml));
  if (source === undefined || target === undefined) throw new Error("No process");
  const [stays, goes] = [started(source), started(source)];
  for (const { world, instance } of [stays, goes]) goOn(world, instance, picks);
  if (isEnded(goes.instance.state)) return false;
  const way = plan(source, target);
  expect(validateMigrationPlan(source, target, way)).toEqual([]);
  const preview = migrate(goes.world, goes.instance, target, way);
  expect(preview).toMatchObject({ ok: true });
  expect(places(goes.instance)).toEqual(places(stays.instance));
  for (const pick of rest) {
    for (const { world, instance } of [stays, goes]) goOn(world, instance, [pick]);
    expect(places(goes.instance)).toEqual(places(stays.instance));
  }
  for (const { world, instance } of [stays, goes])
    goOn(
      world,
      instance,
      Array.from({ length: 200 }, () => 0),
    );
  expect(isEnded(goes.instance.state)).toBe(isEnded(stays.instance.state));
  return true;
}

const picks = fc.array(fc.nat(1000), { maxLength: 8 });

test("with other ids it comes to the same", async () => {
  let migrated = 0;
  await fc.assert(
    fc.asyncProperty(documents, picks, picks, async (xml, before, rest) => {
      const isMigrated = await sameOutcome(
        xml,
        renamed,
        (source) => ({
          elements: [...source.nodeOf.keys()]
            .filter((id) => id !== "main")
            .map((id) => ({ source: id, target: `${prefix}${id}` })),
        }),
        before,
        rest,
      );
      if (isMigrated) migrated += 1;
    }),
    { numRuns: 200 },
  );
  expect(migrated).toBeGreaterThan(5);
});

test("with events added to what is there it comes to the same", async () => {
  let migrated = 0;
  await fc.assert(
    fc.asyncProperty(documents, picks, picks, async (xml, before, rest) => {
      const isMigrated = await sameOutcome(xml, extended, defaultMigrationPlan, before, rest);
      if (isMigrated) migrated += 1;
    }),
    { numRuns: 200 },
  );
  expect(migrated).toBeGreaterThan(5);
});

test("by any plan, the state is what was previewed", async () => {
  let migrated = 0;
  await fc.assert(
    fc.asyncProperty(
      documents,
      picks,
      fc.array(fc.nat(30), { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      async (xml, before, choices, isReversed) => {
        const graphs = [...(await graphsOf(xml)), ...(await graphsOf(extended(xml)))];
        const [source, target] = isReversed ? graphs.toReversed() : graphs;
        if (source === undefined || target === undefined) throw new Error("No process");
        const { world, instance } = started(source);
        goOn(world, instance, before);
        if (isEnded(instance.state)) return;
        const elements = defaultMigrationPlan(source, target).elements.flatMap((mapping, index) => {
          const choice = choices[index % choices.length];
          return choice === 17 ? [] : [{ ...mapping, isUpdated: choice !== 0 }];
        });
        const preview = migrate(world, instance, target, { elements });
        if (preview.ok) migrated += 1;
        const { tables } = instance.state;
        const waits = [...tables.timer.entries()].map(
          ([, { elementId, elementInstanceId, dueAt }]) => ({
            elementId,
            elementInstanceId,
            dueAt,
          }),
        );
        const told = preview.ok ? preview.waits.filter(({ change }) => change !== "removed") : [];
        expect(preview.ok ? waits : []).toEqual(
          told.map(({ elementId, elementInstanceId, dueAt }) => ({
            elementId,
            elementInstanceId,
            dueAt,
          })),
        );
        const elementsNow = [...tables.element.entries()].map(([id, { elementId }]) => [
          id,
          elementId,
        ]);
        expect(preview.ok ? elementsNow : []).toEqual(
          preview.ok
            ? preview.elements.map((each) => [each.elementInstanceId, each.targetElementId])
            : [],
        );
      },
    ),
    { numRuns: 200 },
  );
  expect(migrated).toBeGreaterThan(5);
});
