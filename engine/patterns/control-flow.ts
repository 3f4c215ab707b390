/** Basic control flow, branching and joining (WCP-1 to 9, 28 to 33, 37, 38, 41, 42). */
import { document, extensions, flows, serviceTask } from "../testing/document.ts";
import type { WorkflowPattern } from "./workflow-pattern.ts";

const three = (condition: string): string => `
  start -> split:and
  split -> a:userTask -> join:complex(${condition}) -> next:serviceTask -> end
  split -> b:userTask -> join
  split -> c:userTask -> join
`;

/** Two or three branches into a complex gateway that cancels what is left. */
const canceling = (needed: number): string =>
  document(`
    <startEvent id="start"/><parallelGateway id="split"/><endEvent id="end"/>
    ${["a", "b", "c", "next"].map((id) => serviceTask(id)).join("")}
    <complexGateway id="join">
      ${extensions('<zeebe:properties><zeebe:property name="cancelRemaining" value="true"/></zeebe:properties>')}
      <activationCondition>=activationCount &gt;= ${String(needed)}</activationCondition>
    </complexGateway>
    ${flows("start -> split -> a -> join -> next -> end; split -> b -> join; split -> c -> join")}
  `);

/** See the file's head. */
export const controlFlow: readonly WorkflowPattern[] = [
  {
    number: 1,
    name: "Sequence",
    how: "A sequence flow.",
    model: "start -> a:serviceTask -> b:serviceTask -> end",
    cases: [[{}, ["complete job:a"], "start a b?"]],
  },
  {
    number: 2,
    name: "Parallel Split",
    how: "A parallel gateway with several flows out.",
    model: "start -> and -> a:serviceTask -> end; and -> b:serviceTask -> end2",
    cases: [[{}, [], "start and a? b?"]],
  },
  {
    number: 3,
    name: "Synchronization",
    how: "A parallel gateway with several flows in.",
    model: "start -> and -> a:serviceTask -> and2 -> c -> end; and -> b:serviceTask -> and2",
    cases: [
      [{}, ["complete job:b"], "start and a? b"],
      [{}, ["complete job:b", "complete job:a"], "start and a b and2 c end"],
    ],
  },
  {
    number: 4,
    name: "Exclusive Choice",
    how: "An exclusive gateway with conditions and a default flow.",
    model: "start -> xor; xor -[x > 1]-> a -> end; xor -default-> b -> end2",
    cases: [
      [{ x: 2 }, [], "start xor a end"],
      [{ x: 1 }, [], "start xor b end2"],
    ],
  },
  {
    number: 5,
    name: "Simple Merge",
    how: "An exclusive gateway with several flows in.",
    model: "start -> xor; xor -[x]-> a -> xor2 -> c -> end; xor -default-> b -> xor2",
    cases: [[{ x: false }, [], "start xor b xor2 c end"]],
  },
  {
    number: 6,
    name: "Multi-Choice",
    how: "An inclusive gateway with conditions.",
    model: "start -> or; or -[x > 1]-> a -> end; or -[x > 2]-> b -> end2; or -default-> c -> end3",
    cases: [
      [{ x: 3 }, [], "start or a b end end2"],
      [{ x: 2 }, [], "start or a end"],
      [{ x: 1 }, [], "start or c end3"],
    ],
  },
  {
    number: 7,
    name: "Structured Synchronizing Merge",
    how: "An inclusive gateway that joins what another has split.",
    model:
      "start -> or; or -[x > 1]-> a:serviceTask -> or2 -> d -> end; or -[x > 2]-> b:serviceTask -> or2",
    cases: [
      [{ x: 3 }, ["complete job:a"], "start or a b?"],
      [{ x: 3 }, ["complete job:a", "complete job:b"], "start or a b or2 d end"],
      [{ x: 2 }, ["complete job:a"], "start or a or2 d end"],
    ],
  },
  {
    number: 8,
    name: "Multi-Merge",
    how: "An exclusive gateway behind parallel branches: every token passes.",
    model: "start -> and -> a -> xor -> c -> end; and -> b -> xor",
    cases: [[{}, [], "start and a b xor xor c c end end"]],
  },
  {
    number: 9,
    name: "Structured Discriminator",
    how: "A complex gateway that is activated by the first token and takes in the others.",
    model: three("activationCount >= 1"),
    cases: [
      [{}, ["complete task:b"], "start split a? b c? join? next?"],
      [
        {},
        ["complete task:b", "complete task:a", "complete task:c"],
        "start split a b c join next?",
      ],
    ],
  },
  {
    number: 28,
    name: "Blocking Discriminator",
    how: "The same in a loop: the next round waits until the gateway has been reset.",
    model: `
      start -> again:xor -> split:and
      split -> a:userTask -> join:complex(activationCount >= 1)
      split -> b:userTask -> join
      join -[waitingForStart]-> next:userTask -> again`,
    cases: [
      [
        {},
        ["complete task:a", "complete task:next", "complete task:a"],
        "start again split a b? join? next again split a b?",
      ],
      [
        {},
        ["complete task:a", "complete task:next", "complete task:a", "complete task:b"],
        "start again split a b join next again split a b? join? next?",
      ],
    ],
  },
  {
    number: 29,
    name: "Cancelling Discriminator",
    how: "A complex gateway with the property `cancelRemaining`, an extension of our own.",
    model: canceling(1),
    cases: [[{}, ["complete job:b"], "start split a~ b c~ join next?"]],
  },
  {
    number: 30,
    name: "Structured Partial Join",
    how: "A complex gateway that is activated by n of m tokens.",
    model: three("activationCount >= 2"),
    cases: [
      [{}, ["complete task:b"], "start split a? b c? join?"],
      [{}, ["complete task:b", "complete task:c"], "start split a? b c join? next?"],
    ],
  },
  {
    number: 31,
    name: "Blocking Partial Join",
    how: "The same in a loop: the next round waits until the gateway has been reset.",
    model: `
      start -> again:xor -> split:and
      split -> a:userTask -> join:complex(activationCount >= 2)
      split -> b:userTask -> join
      split -> c:userTask -> join
      join -[waitingForStart]-> next:userTask -> again`,
    cases: [
      [
        {},
        [
          "complete task:a",
          "complete task:b",
          "complete task:next",
          "complete task:a",
          "complete task:b",
        ],
        "start again split a b c? join? next again split a b c?",
      ],
      [
        {},
        [
          "complete task:a",
          "complete task:b",
          "complete task:next",
          "complete task:a",
          "complete task:b",
          "complete task:c",
        ],
        "start again split a b c join next again split a b c? join? next?",
      ],
    ],
  },
  {
    number: 32,
    name: "Cancelling Partial Join",
    how: "A complex gateway that is activated by n of m tokens, with the property `cancelRemaining`, an extension of our own.",
    model: canceling(2),
    cases: [
      [{}, ["complete job:b"], "start split a? b c? join?"],
      [{}, ["complete job:b", "complete job:a"], "start split a b c~ join next?"],
    ],
  },
  {
    number: 33,
    name: "Generalised AND-Join",
    how: "A parallel gateway: a token that comes once more over the same flow waits for the next round.",
    model: `
      start -> split:and
      split -> a -> merge:xor -> join:and -> d -> end
      split -> b -> merge
      split -> c:serviceTask -> join
      split -> e:serviceTask -> late:xor -> join`,
    cases: [
      [{}, ["complete job:c"], "start split a b c e? merge merge"],
      [
        {},
        ["complete job:c", "complete job:e"],
        "start split a b c e merge merge late join d end stuck",
      ],
    ],
  },
  {
    number: 37,
    name: "Local Synchronizing Merge",
    how: "An inclusive gateway of an unstructured drawing: it waits for what can still arrive.",
    model: `
      start -> and -> a:serviceTask -> xor
      and -> b -> or -> d -> end
      xor -[x]-> or
      xor -default-> c -> end2`,
    cases: [
      [{ x: true }, [], "start and a? b"],
      [{ x: true }, ["complete job:a"], "start and a b xor or d end"],
      [{ x: false }, ["complete job:a"], "start and a b xor c or end2 d end"],
    ],
  },
  {
    number: 38,
    name: "General Synchronizing Merge",
    how: "An inclusive gateway in a loop: it waits for what can still arrive, in every round.",
    model: `
      start -> again:xor -> and
      and -> a:serviceTask -> or -> more:xor
      and -> b:serviceTask -> choice:xor
      choice -[x]-> or
      choice -default-> end
      more -[x]-> again
      more -default-> end2`,
    cases: [
      [
        { x: true },
        ["complete job:a", "complete job:b", ["complete job:b", { x: false }]],
        "start again and a b choice or more again and a? b choice end",
      ],
      [
        { x: true },
        ["complete job:a", "complete job:b", ["complete job:b", { x: false }], "complete job:a"],
        "start again and a b choice or more again and a b choice end or more end2",
      ],
    ],
  },
  {
    number: 41,
    name: "Thread Merge",
    how: "`startQuantity`: an activity that begins when so many tokens have come.",
    model: document(`
      <startEvent id="start"/><endEvent id="end"/>
      <task id="fork" completionQuantity="2"/>${serviceTask("work")}<task id="merge" startQuantity="2"/>
      ${flows("start -> fork -> work -> merge -> end")}`),
    cases: [
      [{}, ["complete job:work"], "start fork work work?"],
      [{}, ["complete job:work", "complete job:work"], "start fork work work merge end"],
    ],
  },
  {
    number: 42,
    name: "Thread Split",
    how: "`completionQuantity`: an activity that sends so many tokens over its flow.",
    model: document(`
      <startEvent id="start"/><task id="fork" completionQuantity="3"/>${serviceTask("work")}
      ${flows("start -> fork -> work")}`),
    cases: [[{}, [], "start fork work? work? work?"]],
  },
];
