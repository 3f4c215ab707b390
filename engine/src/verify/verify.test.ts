import { describe, expect, test } from "vitest";
import { graphsOf } from "../../testing/scenario.ts";
import type { Counterexample } from "./verification.ts";
import { verify } from "./verify.ts";

/** Each problem as `kind element: steps ⇒ tokens`; steps are elements, tokens with the flow they wait on. */
async function verdictOf(model: string): Promise<string> {
  const [graph] = await graphsOf(model);
  if (graph === undefined) throw new Error("No process");
  const { verdict, problems } = verify(graph);
  const told = problems.map(
    ({ kind, elementId, counterexample }) =>
      `${kind} ${elementId}${counterexample === null ? "" : `: ${traceText(counterexample)}`}`,
  );
  return [verdict, ...told].join("\n");
}

function traceText({ steps, tokens }: Counterexample): string {
  const last = tokens.map(({ elementId, flowId }) => flowId ?? elementId);
  return `${steps.map(({ elementId }) => elementId).join(" ")} ⇒ ${last.join(" ")}`;
}

const sound: readonly (readonly [string, string])[] = [
  ["a sequence", "start -> a -> b -> end"],
  ["parallel branches that are joined", "start -> and -> a -> and2 -> end; and -> b -> and2"],
  ["parallel branches that end for themselves", "start -> and -> a -> end; and -> b -> end2"],
  ["parallel branches with one end event", "start -> and -> a -> end; and -> b -> end"],
  [
    "a merge of parallel tokens that only leads to an end",
    "start -> and -> a -> xor -> end; and -> b -> xor",
  ],
  ["a choice", "start -> xor; xor -[x]-> a -> xor2 -> end; xor -default-> b -> xor2"],
  ["a loop", "start -> xor -> a -> xor2; xor2 -[again]-> xor; xor2 -default-> end"],
  [
    "an inclusive choice that is joined",
    "start -> or; or -[x]-> a -> or2 -> end; or -[y]-> b -> or2",
  ],
  [
    "an inclusive join of an exclusive choice and a branch",
    "start -> and -> a -> or -> end; and -> xor; xor -[x]-> b -> or; xor -default-> c -> end2",
  ],
  [
    "a discriminator",
    "start -> and -> a -> complex:complex(activationCount >= 1) -> c -> end; and -> b -> complex",
  ],
  [
    "an event-based choice",
    "start -> event; event -> paid:message -> a -> end; event -> late:timer(PT1H) -> end",
  ],
  ["an activity that is interrupted", "start -> a -> xor -> end; a@timer(PT1H) -> b -> xor"],
  [
    "an event that adds a token with an end of its own",
    "start -> a -> b -> end; a@+timer(R/PT1H) -> remind -> end2",
  ],
  [
    "the same in a loop",
    "start -> xor -> a -> xor2; xor2 -[x]-> xor; xor2 -default-> end; a@+timer(PT1H) -> remind -> end2",
  ],
  [
    "two such events with one reminder",
    "start -> a -> end; a@+timer(PT1H) -> remind -> end2; a@+message -> remind",
  ],
  [
    "a terminate event beside a branch that goes on",
    "start -> and -> a -> stop:terminate; and -> b -> c -> end",
  ],
  [
    "a transaction that is cancelled while a branch runs",
    "start -> trip:transaction { s:start -> and -> hotel -> xor; xor -[full]-> stop:cancel; xor -default-> done:end; and -> flight -> done; hotel@compensation(undo); undo } -> end; trip@cancel -> sorry -> end2",
  ],
  [
    "an activity that is undone by a throw event",
    "start -> a -> back:throw.compensation -> end; a@compensation(undo); undo",
  ],
  [
    "an escalation that interrupts, and one that does not",
    "start -> s { start1:start -> note:throw.escalation(LOW) -> xor; xor -[x]-> up:throw.escalation(HIGH) -> end1:end; xor -default-> end1 } -> end; s@high:escalation(HIGH) -> b -> end2; s@+low:escalation(LOW) -> c -> end3",
  ],
  [
    "an error that an event sub-process catches",
    "start -> s { start1:start -> fail:error(BAD); on { begin:start.error(BAD) -> b -> end1:end } } -> a -> end",
  ],
  ["a link", "start -> a -> go:throw.link(L); L:catch.link -> b -> end"],
  ["a sub-process", "start -> s { start1:start -> a -> end1:end } -> end"],
  [
    "an error out of a sub-process",
    "start -> s { start1:start -> xor; xor -[bad]-> fail:error(BAD); xor -default-> end1:end } -> end; s@error(BAD) -> b -> end2",
  ],
  [
    "several conditional flows out of a task that go to ends",
    "start -> a; a -[x]-> b -> end; a -[y]-> c -> end; a -default-> end",
  ],
];

test.each(sound)("%s is sound", async (_title, model) => {
  expect(await verdictOf(model)).toBe("sound");
});

const unsound: readonly (readonly [string, string, string])[] = [
  [
    "a choice that is joined as if it were parallel",
    "start -> xor; xor -[x]-> a -> and -> end; xor -default-> b -> and",
    "deadlock and: start xor a ⇒ a_and",
  ],
  [
    "a fork that is merged",
    "start -> and -> a -> xor -> c -> end; and -> b -> xor",
    "surplusToken c: start and a b ⇒ c c",
  ],
  [
    "an interrupting event past the join",
    "start -> and -> a -> and2 -> end; and -> b -> and2; a@timer(PT1H) -> end2",
    "deadlock and2: start and b aTimer ⇒ b_and2",
  ],
  [
    "an added token in the main line",
    "start -> a -> xor -> c -> end; a@+timer(PT1H) -> xor",
    "surplusToken c: start aTimer a ⇒ c c",
  ],
  [
    "an added token that the main line waits for",
    "start -> a -> and -> end; a@+timer(PT1H) -> and",
    "deadlock and: start a ⇒ a_and",
  ],
  [
    "a loop without a way out",
    "start -> xor -> a -> xor2; xor2 -[x]-> b -> xor; xor2 -default-> xor",
    "neverCompletes b: start a xor2 ⇒ b",
  ],
  ["a ring of merges", "start -> xor -> xor2 -> xor", "neverCompletes xor: start ⇒ xor"],
  [
    "a fork in a loop",
    "start -> xor -> a -> and -> b -> end; and -> xor",
    "surplusToken b: start a and a and ⇒ a b b",
  ],
  [
    "two problems, the second not a consequence of the first",
    "start -> xor; xor -[x]-> and -> a -> xor2 -> c -> end; and -> b -> xor2; xor -default-> xor3; xor3 -[y]-> d -> and2 -> end2; xor3 -default-> e -> and2",
    "surplusToken c: start xor and a b ⇒ c c\ndeadlock and2: start xor xor3 d ⇒ d_and2",
  ],
  [
    "a problem inside a sub-process, with the way to it",
    "start -> a -> s { start1:start -> and -> b -> xor -> c -> end1:end; and -> d -> xor } -> end",
    "surplusToken c: start a start1 and b d ⇒ c c",
  ],
  [
    "a problem inside an event sub-process",
    "start -> a -> end; on { begin:start.timer(PT1H) -> and -> b -> xor -> c -> end1:end; and -> d -> xor }",
    "surplusToken c: start begin and b d ⇒ c c",
  ],
  [
    "a transaction that is always cancelled",
    "start -> trip:transaction { s:start -> hotel -> stop:cancel } -> a -> end; trip@cancel -> end2",
    "deadElement a",
  ],
  [
    "what follows an escalation that always interrupts",
    "start -> s { start1:start -> up:throw.escalation(HIGH) -> note -> end1:end } -> end; s@escalation(HIGH) -> end2",
    "deadElement end\ndeadElement note",
  ],
  [
    "elements behind a sub-process that never completes",
    "start -> s { start1:start -> fail:error(BAD) } -> a -> end; s@error(BAD) -> end2",
    "deadElement a",
  ],
  [
    "a problem in a repeated sub-process",
    "start -> s { start1:start -> xor; xor -[x]-> and -> end1:end; xor -default-> b -> and } -> end; s |||(3)",
    "deadlock and: start start1 xor ⇒ xor_and",
  ],
];

test("beyond the bound nothing is decided, and what was found until then is told", async () => {
  const [graph] = await graphsOf("start -> and -> a -> xor -> c -> end; and -> b -> xor");
  if (graph === undefined) throw new Error("No process");
  const { verdict, limitations } = verify(graph, {
    maxStates: 2,
    maxLooked: 1_000,
    maxElements: 100,
  });
  expect(verdict).toBe("undecided");
  expect(limitations[0]?.en).toBe('"main" has more states than are looked at');
  expect(verify(graph, { maxStates: 5, maxLooked: 1_000, maxElements: 100 }).verdict).toBe(
    "unsound",
  );
});

/** Parallel blocks one after the other, each of `width` branches with a choice, a loop and a timeout in every branch. */
function longModel(blocks: number, width: number): string {
  const branch = (of: string, id: string): string =>
    `and${of} -> xor${id} -> a${id} -> xorTo${id}; xorTo${id} -[again]-> xor${id}; xorTo${id} -default-> b${id} -> xorEnd${id} -> andEnd${of}; b${id}@timer(PT1H) -> c${id} -> xorEnd${id}`;
  const block = (_: unknown, index: number): string => {
    const of = String(index);
    const branches = Array.from({ length: width }, (_each, way) =>
      branch(of, `${of}Way${String(way)}`),
    );
    return `${index === 0 ? "start" : `andEnd${String(index - 1)}`} -> and${of}; ${branches.join("; ")}`;
  };
  const all = Array.from({ length: blocks }, block);
  return `${all.join("; ")}; andEnd${String(blocks - 1)} -> end`;
}

test("parallel branches are explored one after the other: states grow as the model, not as its combinations", async () => {
  // 8 blocks of 4 branches: 274 elements, where the full state space has more than 8 × 5⁴ states.
  const [graph] = await graphsOf(longModel(8, 4));
  if (graph === undefined) throw new Error("No process");
  const { verdict, exploredStates } = verify(graph);
  expect(verdict).toBe("sound");
  expect(exploredStates).toBeLessThan(2 * graph.nodes.length);
});

describe("unsound", () => {
  test.each(unsound)("%s", async (_title, model, problems) => {
    expect(await verdictOf(model)).toBe(`unsound\n${problems}`);
  });
});
