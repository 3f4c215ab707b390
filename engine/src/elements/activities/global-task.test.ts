import { expect, test } from "vitest";
import { document, flows } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";
import { parseProcesses } from "../../parse-processes.ts";

const calling = (globalTask: string): string =>
  document(`<startEvent id="start"/><callActivity id="call" calledElement="check"/><endEvent id="end"/>
    ${flows("start -> call -> end")}`).replace("</definitions>", `${globalTask}</definitions>`);

scenario(
  "a call activity may call a global user task, by the standard's own attribute",
  "§10.3.4",
  calling('<globalUserTask id="check" name="Check"/>'),
  [
    [{}, [], "start call? check:check-start check:check-task?"],
    [
      {},
      [["complete task:check-task", { passed: true }]],
      "start call check:check-start check:check-task end",
      { passed: true },
    ],
  ],
);

scenario(
  "global script and manual tasks run when they are called",
  "§10.3.4",
  calling(
    `<globalScriptTask id="check"><extensionElements><zeebe:script expression="=x + 1" resultVariable="y"/></extensionElements></globalScriptTask>
     <globalManualTask id="other"/>`,
  ),
  [[{ x: 1 }, [], "start call check:check-start check:check-task end", { y: 2 }]],
);

test("a file may hold global tasks alone", async () => {
  const parsed = await parseProcesses(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
      <globalTask id="a"/><globalUserTask id="b"/></definitions>`,
  );
  expect(parsed.ok ? parsed.processes.map(({ processId }) => processId) : []).toEqual(["a", "b"]);
});
