import { expect, test } from "vitest";
import { graphsOf, scenario } from "../../../testing/scenario.ts";
import { defaultLimits } from "../../context.ts";
import { verify } from "../../verify/verify.ts";

scenario(
  "a loop that tests after runs once at least and again while its condition holds",
  "§13.3.6",
  "start -> work:serviceTask ~~~(again open > 0) -> end",
  [
    [{ open: 0 }, [], "start *work work#1?"],
    [{ open: 0 }, ["complete job:work"], "start *work work#1 end"],
    [
      { open: 2 },
      [
        ["complete job:work", { open: 1 }],
        ["complete job:work", { open: 0 }],
      ],
      "start *work work#1 work#2 end",
      { open: 0 },
    ],
  ],
);

scenario(
  "a loop that tests before may not run at all",
  "§13.3.6",
  "start -> work:serviceTask ~~~(while open > 0) -> end",
  [
    [{ open: 0 }, [], "start *work end"],
    [{ open: 1 }, [["complete job:work", { open: 0 }]], "start *work work#1 end"],
    [{ open: null }, [], "start *work!"],
    [{ open: null }, [["set process", { open: 1 }], "resolve work"], "start *work work#1?"],
  ],
);

scenario(
  "the maximum ends the loop though its condition holds, and does without one",
  "§13.3.6",
  "start -> work:task ~~~(again true, at most 3) -> again:task ~~~(at most 2) -> none:task ~~~(while true, at most 0) -> end",
  [[{}, [], "start *work work#1 work#2 work#3 *again again#1 again#2 *none end"]],
);

scenario(
  "the condition sees the variables of the round and loopCounter",
  "§13.3.6",
  "start -> sub ~~~(again not(done) and loopCounter < 9) { s:start -> step:scriptTask(done = loopCounter >= 2) -> e:end } -> end",
  [[{}, [], "start *sub sub#1 s step e sub#2 s step e end"]],
);

scenario(
  "boundary events guard all rounds together",
  "§13.3.6",
  "start -> work:serviceTask ~~~(again true) -> end; work@timer(PT1H) -> late -> end2",
  [
    [
      {},
      ["complete job:work", "trigger timer:workTimer"],
      "start *work~ work#1 work#2~ workTimer late end2",
    ],
  ],
);

scenario(
  "a loop without a wait and without an end is stopped by an incident",
  "§13.3.6",
  "start -> work ~~~(again true) -> end",
  [[{}, [], "start *work work#1 work#2 work#3 work#4 work#5 work#6!"]],
  {
    limits: { ...defaultLimits, maxActivations: 7 },
  },
);

scenario(
  "each round is undone for itself, the latest first",
  "§13.5.5",
  "start -> work ~~~(at most 2) -> back:compensation -> end; work@compensation(undo); undo:serviceTask",
  [
    [
      {},
      ["complete job:undo", "complete job:undo"],
      "start *work work#1 work#2 back undo undo end",
    ],
  ],
);

test("it is verified as the activity that it repeats", async () => {
  const [graph] = await graphsOf("start -> sub ~~~(again y) { s:start -> x -> e:end } -> end");
  expect(graph === undefined ? "" : verify(graph).verdict).toBe("sound");
});
