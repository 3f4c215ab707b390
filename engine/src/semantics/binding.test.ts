/** Which version is called is for the host to find; the engine tells it what the model says. */
import { expect, test } from "vitest";
import { document, extensions, flows } from "../../testing/document.ts";
import { graphsOf } from "../../testing/scenario.ts";
import type { Binding, Context } from "../context.ts";
import { handle } from "../handle.ts";
import type { ProcessInstanceId } from "../ids.ts";
import { newInstanceState } from "../state/instance-state.ts";

const bindings = [
  ["", { type: "latest" }],
  ['bindingType="latest"', { type: "latest" }],
  ['bindingType="deployment"', { type: "deployment" }],
  ['bindingType="versionTag" versionTag="2026"', { type: "versionTag", versionTag: "2026" }],
] as const;

const calling = (element: string, extension: string): string =>
  document(`
    <startEvent id="start"/><${element} id="call">${extensions(extension)}</${element}><endEvent id="end"/>
    ${flows("start -> call -> end")}`);

async function start(model: string, decision: Context["decision"]): Promise<readonly unknown[]> {
  const [graph] = await graphsOf(model);
  if (graph === undefined) throw new Error("No process");
  let last = 1;
  const id = "1" as ProcessInstanceId;
  const outcome = handle(
    graph,
    newInstanceState(),
    {
      type: "createInstance",
      processInstanceId: id,
      rootProcessInstanceId: id,
      definitionId: "7",
      version: 1,
      variables: {},
    },
    { now: 0, newId: () => String((last += 1)), decision },
  );
  return outcome.ok ? outcome.followUps : [];
}

test.each(bindings)("a called process is bound by %s", async (binding, expected) => {
  const model = calling("callActivity", `<zeebe:calledElement processId="other" ${binding}/>`);
  expect(await start(model, () => undefined)).toMatchObject([
    { type: "startCalledProcess", processId: "other", binding: expected },
  ]);
});

test.each(bindings)("a called decision is bound by %s", async (binding, expected) => {
  const asked: [string, Binding][] = [];
  await start(
    calling(
      "businessRuleTask",
      `<zeebe:calledDecision decisionId="fee" resultVariable="x" ${binding}/>`,
    ),
    (id, meant) => {
      asked.push([id, meant]);
      return undefined;
    },
  );
  expect(asked).toEqual([["fee", expected]]);
});
