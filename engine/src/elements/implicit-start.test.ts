import { expect, test } from "vitest";
import {
  association,
  boundary,
  compensationOf,
  document,
  flows,
  serviceTask,
} from "../../testing/document.ts";
import { graphsOf, scenario } from "../../testing/scenario.ts";
import { startEvents } from "../model/start-events.ts";
import { parseProcesses } from "../parse-processes.ts";
import { verify } from "../verify/verify.ts";

const implicit = document(`
  ${serviceTask("a")}${serviceTask("b")}<parallelGateway id="join"/>${serviceTask("c")}
  <task id="paid"/>${boundary("onPaid", "paid", compensationOf())}
  <serviceTask id="undo" isForCompensation="true"><extensionElements><zeebe:taskDefinition type="undo"/></extensionElements></serviceTask>
  ${association("onPaid", "undo")}
  ${flows("a -> join -> c; b -> join")}
`);

scenario(
  "without start and end events it begins with every element that no flow leads to",
  "§13.1",
  implicit,
  [
    [{ x: 1 }, [], "a? b? paid", { x: 1 }],
    [{}, ["complete job:a", "complete job:b"], "a b paid join c?"],
  ],
);

scenario("a way ends where no flow leads on", "§13.1", implicit, [
  [{}, ["complete job:a", "complete job:b", "complete job:c"], "a b paid join c"],
]);

scenario(
  "so does a sub-process",
  "§13.1",
  "start -> sub { x:serviceTask; y:serviceTask -> z } -> end",
  [[{}, ["complete job:y", "complete job:x"], "start sub x y z end"]],
);

test("the host starts it as by a none start event", async () => {
  const [graph] = await graphsOf(implicit);
  expect(graph && startEvents(graph)).toEqual([{ trigger: "none", elementId: "main" }]);
  // What undoes the payment is never asked for; all else is sound.
  const problems = graph === undefined ? [] : verify(graph).problems;
  expect(problems.map(({ kind, elementId }) => `${kind} ${elementId}`)).toEqual([
    "deadElement onPaid",
  ]);
});

test.each([
  ["an end event needs a start event", "a -> end", "START_EVENT_MISSING main"],
  ["beside a start event nothing begins by itself", "start -> a -> end; b", "UNREACHABLE b"],
])("%s", async (_rule, drawn, expected) => {
  const xml = document(
    drawn
      .split(/->|;/u)
      .map((name) => name.trim())
      .map((id) =>
        id === "start" || id === "end" ? `<${id}Event id="${id}"/>` : `<task id="${id}"/>`,
      )
      .join("") + flows(drawn.split(";")[0] ?? ""),
  );
  const parsed = await parseProcesses(xml);
  const findings = parsed.ok ? [] : parsed.findings;
  expect(findings.map(({ code, elementId }) => `${code} ${elementId ?? ""}`)).toContain(expected);
});
