/**
 * Verification against the engine: on random drawings it says sound exactly when running the engine through everything
 * that can happen finds nothing stuck, doubled or without end; and every counterexample, played with the engine, shows
 * what it says. Verification shares nothing with the engine but the compiled graph.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runExhaustively } from "../../testing/exhaustive-run.ts";
import { play } from "../../testing/play-counterexample.ts";
import { type Drawing, drawings, nestedDrawings } from "../../testing/random-drawing.ts";
import { blocks, documentOf } from "../../testing/random-process.ts";
import type { ProcessGraph, ProcessNode } from "../model/process-graph.ts";
import { parseProcesses } from "../parse-processes.ts";
import { type Exploration, explore } from "./flow/explore.ts";
import { scopeNet } from "./flow/scope-net.ts";
import { verify } from "./verify.ts";

async function graphOf(xml: string): Promise<ProcessGraph> {
  const parsed = await parseProcesses(xml);
  fc.pre(parsed.ok);
  const [graph] = parsed.ok ? parsed.processes : [];
  if (graph === undefined) throw new Error("No process");
  return graph;
}

test("what is nested without crossing is sound", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(true), async (block) => {
      expect(verify(await graphOf(documentOf(block)))).toMatchObject({ verdict: "sound" });
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["a drawing", drawings, 150],
  ["a drawing with sub-processes", nestedDrawings, 60],
])(
  "%s is found unsound exactly when the engine gets stuck, doubles a token, never ends, or skips an element",
  async (_what, arbitrary, numRuns) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ xml, choices }: Drawing) => {
        const graph = await graphOf(xml);
        const observed = runExhaustively(graph, choices, 500);
        fc.pre(observed !== undefined);
        const { isStuck, hasSurplus, isEndless, entered } = observed;
        // That a worker throws the error is nothing that the run does, and verification cannot exclude.
        const isUnseenFault = ({ trigger, elementId, attachedTo }: ProcessNode): boolean =>
          trigger === "error" && !entered.has(elementId) && hasWorkIn(graph, attachedTo);
        fc.pre(!graph.nodes.some(isUnseenFault));
        const never = graph.nodes.filter(
          ({ elementId, kind }) => kind !== "process" && !entered.has(elementId),
        );
        const isBroken = isStuck || hasSurplus || isEndless;
        const { verdict, problems } = verify(graph);
        expect(verdict).toBe(isBroken || never.length > 0 ? "unsound" : "sound");
        const dead = problems.filter(({ kind }) => kind === "deadElement");
        expect(isBroken && problems.length === dead.length).toBe(false);
        const deadIds = dead.map(({ elementId }) => elementId);
        expect(isBroken ? deadIds : never.map(({ elementId }) => elementId)).toEqual(
          expect.arrayContaining(deadIds),
        );
      }),
      { numRuns },
    );
  },
);

function hasWorkIn({ nodes }: Pick<ProcessGraph, "nodes">, index: number): boolean {
  return (
    nodes[index]?.kind === "serviceTask" ||
    nodes.some(({ scope, index: child }) => scope === index && hasWorkIn({ nodes }, child))
  );
}

test("a counterexample, played with the engine, shows what it says", async () => {
  await fc.assert(
    fc.asyncProperty(drawings, async ({ xml }: Drawing) => {
      const graph = await graphOf(xml);
      for (const { kind, counterexample } of verify(graph).problems) {
        if (counterexample === null) continue;
        const told = counterexample.tokens.map(({ elementId, flowId }) => flowId ?? elementId);
        const tokens = play(graph, counterexample);
        const isShown = {
          deadlock: tokens.join(" ") === told.toSorted().join(" "),
          // A token that the trace has left at a gateway has gone on in the engine, so only the surplus is compared.
          surplusToken: new Set(tokens).size < tokens.length,
          neverCompletes: tokens.length > 0,
          deadElement: false,
        };
        expect(isShown[kind]).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

const bounds = { maxStates: 50_000, maxLooked: 10_000_000 };

test("stubborn sets change how many states are explored and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(drawings, async ({ xml }: Drawing) => {
      const graph = await graphOf(xml);
      const [root] = graph.nodes;
      if (root === undefined) throw new Error("No root");
      const { net } = scopeNet(graph, root, () => ({ canComplete: true, endsAround: new Set() }));
      const reduced = explore(net, { ...bounds, isReduced: true });
      const full = explore(net, { ...bounds, isReduced: false });
      expect(reduced.states.length).toBeLessThanOrEqual(full.states.length);
      expect(reduced.troubles.length > 0).toBe(full.troubles.length > 0);
      // Behind a surplus nothing is explored, so what else is found then depends on the order.
      expect(kindsOf(full).has("surplus") || kindsOf(reduced)).toEqual(
        kindsOf(full).has("surplus") || kindsOf(full),
      );
      // What can happen besides is only asked of what is sound so far.
      const isSound = full.troubles.length === 0;
      const sameIfSound = [reduced, full].map(({ happened, canComplete }) =>
        isSound ? [happened.size, canComplete] : [],
      );
      expect(sameIfSound[0]).toEqual(sameIfSound[1]);
    }),
    { numRuns: 150 },
  );
});

function kindsOf({ troubles }: Exploration): Set<string> {
  return new Set(troubles.map(({ kind }) => kind));
}
