import { expect, test } from "vitest";
import { graphsOf } from "../../../testing/scenario.ts";
import { document, extensions, flows, serviceTask } from "../../../testing/document.ts";
import type { Finding } from "../../model/finding.ts";
import { correlationFindings } from "./correlation-findings.ts";
import { variableFindings } from "./variable-findings.ts";

async function findingsOf(
  model: string,
  check: (graph: Awaited<ReturnType<typeof graphsOf>>[number]) => readonly Finding[],
): Promise<string[]> {
  const [graph] = await graphsOf(model);
  if (graph === undefined) throw new Error("No process");
  return check(graph).map(
    ({ code, severity, elementId }) => `${severity} ${code} ${elementId ?? ""}`,
  );
}

test.each([
  [
    "nobody in the model writes it",
    "start -> xor; xor -[x > 3]-> a -> end; xor -default-> end",
    [],
  ],
  [
    "it is written before",
    "start -> s:scriptTask(x = 5) -> xor; xor -[x > 3]-> a -> end; xor -default-> end",
    [],
  ],
  [
    "it is written after",
    "start -> xor; xor -[x > 3]-> s:scriptTask(x = 5) -> end; xor -default-> end",
    ["hint VARIABLE_READ_BEFORE_WRITTEN xor_s"],
  ],
  [
    "a loop comes back to it",
    "start -> m:xor -> xor2; xor2 -[x > 3]-> s:scriptTask(x = 5) -> m; xor2 -default-> end",
    [],
  ],
  [
    "a step before may write anything",
    "start -> u:userTask -> xor; xor -[x > 3]-> s:scriptTask(x = 5) -> end; xor -default-> end",
    [],
  ],
  [
    "a branch beside may write it",
    "start -> and -> s:scriptTask(x = 5) -> and2 -> end; and -> t:scriptTask(y = x + 1) -> and2",
    [],
  ],
  [
    "its own writer reads it",
    "start -> s:scriptTask(x = x + 1) -> end",
    ["hint VARIABLE_READ_BEFORE_WRITTEN s"],
  ],
  [
    "the flow behind its writer reads it",
    "start -> s:scriptTask(x = 5); s -[x > 3]-> end; s -default-> end2",
    [],
  ],
  [
    "a sub-process writes it before",
    "start -> p { start1:start -> s:scriptTask(x = 5) -> end1:end } -> t:scriptTask(y = x) -> end",
    [],
  ],
  [
    "a sub-process writes it after",
    "start -> t:scriptTask(y = x) -> p { start1:start -> s:scriptTask(x = 5) -> end1:end } -> end",
    ["hint VARIABLE_READ_BEFORE_WRITTEN t"],
  ],
  [
    "an event sub-process may write it",
    "start -> t:scriptTask(y = x) -> s:scriptTask(x = 5) -> end; on { begin:start.+timer(PT1H) -> w:scriptTask(x = 1) -> end1:end }",
    [],
  ],
])("a variable: %s", async (_title, model, findings) => {
  expect(await findingsOf(model, variableFindings)).toEqual(findings);
});

test("with output mappings nothing else comes out, and inputs are local", async () => {
  const mapping = extensions(
    '<zeebe:ioMapping><zeebe:input source="=a" target="local"/><zeebe:output source="=result" target="b"/></zeebe:ioMapping>',
  );
  const task = serviceTask("job")
    .replace("</extensionElements></serviceTask>", "")
    .concat(mapping.replace("<extensionElements>", ""), "</serviceTask>");
  const script = (id: string, source: string, result: string): string =>
    `<scriptTask id="${id}">${extensions(`<zeebe:script expression="=${source}" resultVariable="${result}"/>`)}</scriptTask>`;
  const model = document(
    `<startEvent id="start"/><endEvent id="end"/>${task}${script("s", "b + c", "d")}${script("t", "1", "c")}${flows("start -> job -> s -> t -> end")}`,
  );
  expect(await findingsOf(model, variableFindings)).toEqual([
    "hint VARIABLE_READ_BEFORE_WRITTEN s",
  ]);
});

test.each([
  ["=orderId", []],
  ["=order.id", []],
  ["=null", ["warning CORRELATION_KEY_NEVER_MATCHES m"]],
  ["=[1]", ["warning CORRELATION_KEY_NEVER_MATCHES m"]],
  ["=orderId = 5", ["warning CORRELATION_KEY_NEVER_MATCHES m"]],
  ["orderId", ["hint CORRELATION_KEY_CONSTANT m"]],
])("the correlation key %s", async (key, findings) => {
  const model = document(
    `<startEvent id="start"/><receiveTask id="m" messageRef="paid"/><endEvent id="end"/>${flows("start -> m -> end")}`,
  ).replace('correlationKey="=key"', `correlationKey="${key}"`);
  expect(await findingsOf(model, correlationFindings)).toEqual(findings);
});
