import { document, extensions, flow, flows, serviceTask } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const discriminator = `
  start -> split:and
  split -> a:userTask -> join:complex(activationCount >= 1) -> after -> end
  split -> b:userTask -> join
  split -> c:userTask -> join
`;

scenario(
  "goes on with the first token and takes in the others (discriminator)",
  "§13.4.5",
  discriminator,
  [
    [{}, [], "start split a? b? c?"],
    [{}, ["complete task:b"], "start split a? b c? join? after end"],
    [{}, ["complete task:b", "complete task:a"], "start split a b c? join? after end"],
    [
      {},
      ["complete task:b", "complete task:a", "complete task:c"],
      "start split a b c join after end",
    ],
  ],
);

scenario(
  "the condition counts the tokens on each flow (partial join)",
  "§13.4.5",
  `
    start -> split:and
    split -> a:userTask -> join:complex(a_join + b_join >= 2 or c_join > 0) -> after -> end
    split -> b:userTask -> join
    split -> c:userTask -> join
  `,
  [
    [{}, ["complete task:b"], "start split a? b c? join?"],
    [{}, ["complete task:b", "complete task:a"], "start split a b c? join? after end"],
    [{}, ["complete task:c"], "start split a? b? c join? after end"],
  ],
);

scenario(
  "the condition may become true by a variable, and one that cannot be evaluated is an incident",
  "§13.4.5",
  `
    start -> split:and
    split -> a:userTask -> join:complex(activationCount >= needed) -> end
    split -> b:userTask -> join
  `,
  [
    [{ needed: 2 }, ["complete task:a"], "start split a b? join?"],
    [
      { needed: 2 },
      ["complete task:a", ["set process", { needed: 1 }]],
      "start split a b? join? end",
    ],
    [{ needed: "x" }, ["complete task:a"], "start split a b? join!"],
    [
      { needed: "x" },
      ["complete task:a", ["set process", { needed: 2 }], "complete task:b", "resolve join"],
      "start split a b join end",
    ],
  ],
);

scenario(
  "the reset is not waited for longer than a token can come",
  "§13.4.5",
  `
    start -> split:and
    split -> a:userTask -> join:complex(activationCount >= 1) -> end
    split -> b:userTask -> xor
    xor -[comes]-> join
    xor -default-> elsewhere:userTask -> end2
  `,
  [
    [{ comes: true }, ["complete task:a", "complete task:b"], "start split a b join end xor"],
    [
      { comes: false },
      ["complete task:a", "complete task:b"],
      "start split a b join end xor elsewhere?",
    ],
  ],
);

scenario(
  "after the reset it begins anew",
  "§13.4.5",
  `
    start -> again:xor -> split:and
    split -> a:userTask -> join:complex(activationCount >= 1)
    split -> b:userTask -> join
    join -[waitingForStart]-> first -> end
    join -[not(waitingForStart)]-> xor
    xor -[rounds > 1]-> again
    xor -default-> end2
  `,
  [
    [{ rounds: 1 }, ["complete task:a"], "start again split a b? join? first end"],
    [
      { rounds: 1 },
      ["complete task:a", "complete task:b"],
      "start again split a b join first end xor end2",
    ],
    [
      { rounds: 2 },
      ["complete task:a", "complete task:b", "complete task:b"],
      "start again split a b join first end xor again split a? b join? first end",
    ],
  ],
);

scenario(
  "a flow that does not ask for the phase is taken once, and so is the default flow",
  "§13.4.5",
  `
    start -> split:and
    split -> a -> join:complex(activationCount >= 2)
    split -> b -> join
    join -[x > 1]-> c -> end
    join -[x > 2]-> d -> end2
    join -default-> e -> end3
  `,
  [
    [{ x: 3 }, [], "start split a b join c d end end2"],
    [{ x: 1 }, [], "start split a b join e end3"],
  ],
);

scenario(
  "splits like an inclusive gateway when a single flow comes in; no way out is an incident",
  "§13.4.5",
  `
    start -> complex
    complex -[x > 1]-> a -> end
    complex -[x > 2]-> b -> end2
  `,
  [
    [{ x: 3 }, [], "start complex a b end end2"],
    [{ x: 0 }, [], "start complex!"],
    [{ x: 0 }, [["set process", { x: 2 }], "resolve complex"], "start complex a end"],
  ],
);

const canceling = document(`
  <startEvent id="start"/><parallelGateway id="split"/><parallelGateway id="inner"/>
  ${serviceTask("a")}${serviceTask("b")}${serviceTask("c")}${serviceTask("beside")}
  <complexGateway id="join">
    ${extensions('<zeebe:properties><zeebe:property name="cancelRemaining" value="true"/></zeebe:properties>')}
    <activationCondition>=activationCount = 1</activationCondition>
  </complexGateway>
  <endEvent id="end"/><endEvent id="end2"/>
  ${flows("start -> split; split -> a -> join -> end; split -> b -> inner -> join; split -> c -> inner")}
  ${flow("split", "beside")}${flow("beside", "end2")}
`);

scenario(
  "with cancelRemaining all that could still come is given up, and nothing else",
  "§13.4.5",
  canceling,
  [
    [{}, ["complete job:b"], "start split a? b c? beside?"],
    [{}, ["complete job:b", "complete job:a"], "start split a b c~ beside? join end"],
  ],
);
