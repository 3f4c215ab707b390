/** What can never happen is no way out: an event that nobody throws, a condition that never holds. */
import { expect, test } from "vitest";
import { graphsOf } from "../../testing/scenario.ts";
import { verify } from "./verify.ts";

async function verdictOf(sketch: string): Promise<string> {
  const [graph] = await graphsOf(sketch);
  if (graph === undefined) throw new Error("No process");
  const { verdict, problems } = verify(graph);
  const found = problems.map(({ kind, elementId }) => `${kind} ${elementId}`);
  return [verdict, ...found].join(", ");
}

test.each([
  [
    "an error that only a task without a worker could throw",
    "start -> x:xor -> s { a:start -> u:userTask -> e:end } -> x; s@error(E) -> end",
    "unsound, neverCompletes s, deadElement sError",
  ],
  [
    "an escalation that nobody throws",
    "start -> s { a:start -> u:userTask -> e:end } -> end; s@escalation(E) -> late -> end2",
    "unsound, deadElement sEscalation",
  ],
  [
    "an error with another code",
    "start -> s { a:start -> z:error(B) } -> end; s@error(A) -> end2",
    "unsound, deadElement end, deadElement sError",
  ],
  [
    "an error that is caught further inside",
    `start -> x:xor -> s { a:start -> i { b:start -> z:error(E) } -> e:end; i@error(E) -> f -> e } -> x
     s@error(E) -> end`,
    "unsound, neverCompletes s, deadElement sError",
  ],
  [
    "a cancellation of a transaction that nobody cancels",
    "start -> s:transaction { a:start -> u:userTask -> e:end } -> end; s@cancel -> end2",
    "unsound, deadElement sCancel",
  ],
  [
    "an event sub-process for an error that nobody throws",
    "start -> u:userTask -> end; on { s:start.error(E) -> v -> e:end }",
    "unsound, deadElement on",
  ],
])("%s makes a dead element", async (_what, sketch, expected) => {
  expect(await verdictOf(sketch)).toBe(expected);
});

test.each([
  [
    "a worker may throw any error",
    "start -> s { a:start -> u:serviceTask -> e:end } -> end; s@error(E) -> end2",
  ],
  [
    "a called process may throw and escalate anything",
    "start -> c:callActivity(other) -> end; c@error(E) -> end2; c@+escalation(X) -> end3",
  ],
  [
    "what is thrown with this code",
    "start -> s { a:start -> xor -[x]-> z:error(E); xor -default-> e:end } -> end; s@error(E) -> end2",
  ],
])("%s: sound", async (_what, sketch) => {
  expect(await verdictOf(sketch)).toBe("sound");
});

test.each([
  ["an activation condition that always fails", 'activationCount >= "2"', "unsound"],
  ["one that looks at data", "activationCount >= needed", "undecided"],
  [
    "one that looks at the tokens in a roundabout way",
    "count([a_c, b_c][item > 0]) >= 2",
    "undecided",
  ],
])("%s", async (_what, condition, expected) => {
  const [verdict] = (
    await verdictOf(`start -> and -> a:task -> c:complex(${condition}) -> end; and -> b:task -> c`)
  ).split(",");
  expect(verdict).toBe(expected);
});

test.each([
  ["a loop", "start -> s:adHoc { a -> x:xor -> b -> x } -> end"],
  [
    "a merge",
    "start -> s:adHoc { a -> b:userTask -> x:xor -> d:userTask; a -> c:userTask -> x } -> end",
  ],
])("%s in an ad-hoc sub-process is undecided", async (_what, sketch) => {
  expect(await verdictOf(sketch)).toBe("undecided");
});
