import { document, extensions, flows, serviceTask } from "../../../testing/document.ts";
import { graphsOf, scenario } from "../../../testing/scenario.ts";
import { expect, test } from "vitest";
import { verify } from "../../verify/verify.ts";

const open = `
  start -> care:adHoc { a:serviceTask; b:serviceTask -> c:serviceTask } -> end
`;

scenario("its activities begin when they are asked for, as often as that is", "§13.3.5", open, [
  [{}, [], "start care stuck"],
  [{}, ["begin a in care"], "start care a?"],
  [{}, ["begin a,a in care", "complete job:a"], "start care a a?"],
  [{}, ["begin a in care", "begin b in care", "complete job:a"], "start care a b?"],
  [{}, ["begin c in care -> AD_HOC_ACTIVITY_NOT_FOUND"], "start care stuck"],
  [{}, ["begin start in care -> AD_HOC_ACTIVITY_NOT_FOUND"], "start care stuck"],
]);

scenario(
  "without a condition it completes when all that was begun is done, over the flows in it",
  "§13.3.5",
  open,
  [
    [{}, ["begin b in care", "complete job:b"], "start care b c?"],
    [{}, ["begin b in care", "complete job:b", "complete job:c"], "start care b c end"],
  ],
);

scenario(
  "the completion condition is looked at when an activity completes, and what still runs is given up",
  "§13.3.5",
  "start -> care:adHoc(healed) { a:serviceTask; b:serviceTask } -> end",
  [
    [{ healed: false }, ["begin a in care", "complete job:a"], "start care a stuck"],
    [
      { healed: false },
      ["begin a,b in care", ["complete job:a", { healed: true }]],
      "start care a b~ end",
    ],
    [{}, ["begin a in care", "complete job:a"], "start care a!"],
    [
      {},
      ["begin a in care", "complete job:a", ["set process", { healed: true }], "resolve a"],
      "start care a end",
    ],
  ],
);

/** With the attributes and extensions, of activities a, b and c. */
const adHoc = (attributes: string, extension = "", more = ""): string =>
  document(`
    <startEvent id="start"/><endEvent id="end"/>${flows("start -> care -> end")}
    <adHocSubProcess id="care" ${attributes}>
      ${extensions(extension)}${serviceTask("a")}${serviceTask("b")}${serviceTask("c")}${more}
    </adHocSubProcess>
  `);
const isEnough = '<completionCondition xsi:type="tFormalExpression">=enough</completionCondition>';

scenario(
  "without cancelRemainingInstances what still runs is waited for, and nothing else begins",
  "§13.3.5",
  adHoc('cancelRemainingInstances="false"', "", isEnough),
  [
    [
      { enough: true },
      ["begin a,b in care", "complete job:a", "begin c in care -> AD_HOC_NOT_OPEN"],
      "start care a b?",
    ],
    [
      { enough: true },
      ["begin a,b in care", "complete job:a", "complete job:b"],
      "start care a b end",
    ],
  ],
);

scenario(
  "in sequential order the next begins when the one before is done",
  "§13.3.5",
  adHoc('ordering="Sequential"'),
  [
    [{}, ["begin b,a in care"], "start care b?"],
    [{}, ["begin b,a in care", "complete job:b", "begin c in care"], "start care b a?"],
    [{}, ["begin b,a in care", "complete job:b", "complete job:a"], "start care b a end"],
  ],
);

const chosen = adHoc(
  "",
  '<zeebe:adHoc activeElementsCollection="=chosen" outputCollection="results" outputElement="=result"/>',
);

scenario(
  "the collection names what it begins with, and outputs are collected",
  "zeebe:adHoc",
  chosen,
  [
    [{ chosen: ["a", "c"] }, [], "start care a? c?"],
    [
      { chosen: ["a", "c"] },
      [
        ["complete job:c", { result: 3 }],
        ["complete job:a", { result: 1 }],
      ],
      "start care a c end",
      { results: [3, 1] },
    ],
    [{ chosen: ["x"] }, [], "start care!"],
    [{ chosen: [] }, [["begin b in care", { x: 1 }]], "start care b?"],
  ],
);

const asked = adHoc("", '<zeebe:taskDefinition type="care"/>');

scenario(
  "a worker is asked at the beginning and each time an activity is done",
  "zeebe:adHoc",
  asked,
  [
    [{}, [], "start care"],
    [{}, ["complete job:care beginning a b"], "start care a? b?"],
    [
      {},
      ["complete job:care beginning a b", "complete job:a", "complete job:care done"],
      "start care a b~ end",
    ],
    [{}, ["complete job:care beginning x -> AD_HOC_ACTIVITY_NOT_FOUND"], "start care"],
  ],
);

scenario(
  "what runs can be given up for something else, and boundary events guard the whole",
  "§13.3.5",
  `start -> care:adHoc { a:serviceTask; b:serviceTask } -> end; care@timer(PT1H) -> late -> end2`,
  [
    [{}, ["begin a in care", "begin b in care instead"], "start care a~ b?"],
    [{}, ["begin a in care", "trigger timer:careTimer"], "start care~ a~ careTimer late end2"],
  ],
);

test.each([
  ["it is verified as one activity", open, "sound"],
  [
    "whether ways are joined in it is undecided",
    "start -> care:adHoc { a -> and -> c; b -> and } -> end",
    "undecided",
  ],
])("%s", async (_what, model, verdict) => {
  const [graph] = await graphsOf(model);
  expect(graph === undefined ? "" : verify(graph).verdict).toBe(verdict);
});
