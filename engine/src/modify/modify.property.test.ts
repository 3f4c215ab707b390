/**
 * Whatever tokens are moved, added and given up in a random process: what happens is what the preview said, the instance can
 * still end and leaves nothing behind, and after every step the events give the live state (checked by the world).
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawingOf } from "../../testing/oracle/drawing.ts";
import { models } from "../../testing/oracle/random-model.ts";
import { blocks, documentOf } from "../../testing/random-process.ts";
import { graphsOf } from "../../testing/scenario.ts";
import { commandsOf, isEnded } from "../../testing/small-run.ts";
import { type LiveInstance, World } from "../../testing/world.ts";
import type { Command } from "../commands.ts";
import { previewModification } from "../preview.ts";
import type { ModifyInstruction } from "./instructions.ts";

const context = { now: 0, newId: () => "0", decision: () => undefined };

function goOn(world: World, instance: LiveInstance, picks: readonly number[]): void {
  for (const pick of picks) {
    const commands = commandsOf(instance.state);
    const next = commands[pick % Math.max(1, commands.length)];
    if (next !== undefined) must(world, instance, next.command);
  }
}

function must(world: World, instance: LiveInstance, command: Command): void {
  const refused = world.send(instance, command);
  if (refused !== undefined) throw new Error(`${refused.code} ${refused.message.en}`);
}

/** An instruction by four numbers: any kind, about any living element instance and any element of the model. */
function instruction(
  { graph, state }: LiveInstance,
  numbers: readonly number[],
): ModifyInstruction {
  const [kind = 0, from = 0, to = 0, scope = 0] = numbers;
  const living = [...state.tables.element.entries()].slice(1).map(([, element]) => element);
  const elementOf = (index: number): (typeof living)[number] | undefined =>
    living[index % living.length];
  const elementId = graph.nodes[to % graph.nodes.length]?.elementId ?? "";
  const { elementInstanceId, elementId: livingId = "" } = elementOf(from) ?? {};
  const what =
    from % 2 === 0 || elementInstanceId === undefined
      ? { elementId: livingId }
      : { elementInstanceId };
  const scopeInstanceId = scope % 3 === 0 ? elementOf(scope)?.elementInstanceId : undefined;
  if (kind % 3 === 0) return { kind: "cancel", what };
  return kind % 3 === 1
    ? { kind: "activate", elementId, scopeInstanceId }
    : { kind: "move", from: what, elementId, scopeInstanceId };
}

function modifyAsPreviewed(
  world: World,
  instance: LiveInstance,
  instructions: readonly ModifyInstruction[],
): boolean {
  const { graph, state, events } = instance;
  if (isEnded(state)) return false;
  const preview = previewModification(graph, state, instructions, context);
  const before = events.length;
  const refused = world.send(instance, { type: "modifyInstance", instructions });
  expect(preview.ok ? undefined : preview.rejection).toEqual(refused);
  if (!preview.ok) return false;
  const happened = events.slice(before);
  const activated = preview.steps.flatMap((step) =>
    step.change === "activated" ? [step.elementId] : [],
  );
  expect(
    happened
      .flatMap((event) => (event.type === "elementActivating" ? [event.elementId] : []))
      .slice(0, activated.length),
  ).toEqual(activated);
  const terminated = happened.flatMap((event) =>
    event.type === "elementTerminated" ? [event.elementInstanceId] : [],
  );
  const canceled = preview.steps.flatMap((step) =>
    step.change === "canceled" ? [step.elementInstanceId] : [],
  );
  expect(terminated).toEqual(expect.arrayContaining(canceled));
  return true;
}

const numbers = fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 });

test("random modifications do what was previewed, and the instance can still end", async () => {
  let carriedOut = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(blocks(true).map(documentOf), models.map(drawingOf)),
      fc.array(fc.nat(1000), { maxLength: 4 }),
      fc.array(fc.array(numbers, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
      async (xml, picks, modifications) => {
        const world = new World({ processes: await graphsOf(xml) });
        expect(world.start("main", {})).toBeUndefined();
        const [instance] = world.instances;
        if (instance === undefined) throw new Error("No instance");
        for (const modification of modifications) {
          goOn(world, instance, picks);
          const instructions = modification.map((each) => instruction(instance, each));
          if (modifyAsPreviewed(world, instance, instructions)) carriedOut += 1;
        }
        goOn(
          world,
          instance,
          Array.from({ length: 60 }, () => 0),
        );
        if (!isEnded(instance.state)) must(world, instance, { type: "cancelInstance" });
        expect([...instance.store.keys()]).toEqual(["instance "]);
      },
    ),
    { numRuns: 400 },
  );
  expect(carriedOut).toBeGreaterThan(5);
});
