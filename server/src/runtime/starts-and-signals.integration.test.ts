/** A signal reaches everyone who waits for it, in one transaction; conditions start processes when somebody asks,
 * and messages that a process needs all of before it begins. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Runtime } from "./index.ts";
import { bpmnFile, flows, message, userTask } from "./testing/bpmn.ts";

const signal = (name: string): string => `<bpmn:signalEventDefinition signalRef="signal-${name}"/>`;
const declared = (...names: readonly string[]): string =>
  names.map((name) => `<bpmn:signal id="signal-${name}" name="${name}"/>`).join("");

const models = {
  // Told of the holiday in two places: where it waits, and by an event sub-process beside.
  "waiting.bpmn": bpmnFile(
    "waiting",
    `<bpmn:intermediateCatchEvent id="wait">${signal("holiday")}</bpmn:intermediateCatchEvent>
     <bpmn:subProcess id="on" triggeredByEvent="true"><bpmn:startEvent id="heard" isInterrupting="false">${signal("holiday")}</bpmn:startEvent>
       ${userTask("note")}<bpmn:endEvent id="noted"/>${flows("heard", "note", "noted")}</bpmn:subProcess>
     ${flows("s", "wait", "e")}`,
    declared("holiday"),
  ),
  "begins.bpmn": bpmnFile(
    "begins",
    `<bpmn:startEvent id="bell">${signal("holiday")}</bpmn:startEvent>${userTask("u")}${flows("s", "u", "e")}${flows("bell", "u")}`,
    declared("holiday"),
  ),
  "throws.bpmn": bpmnFile(
    "throws",
    `<bpmn:intermediateThrowEvent id="tell"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=day" target="day"/></zeebe:ioMapping></bpmn:extensionElements>${signal("holiday")}</bpmn:intermediateThrowEvent>${flows("s", "tell", "e")}`,
    declared("holiday"),
  ),
  "conditional.bpmn": bpmnFile(
    "conditional",
    `${["10", "100"]
      .map(
        (bound) =>
          `<bpmn:startEvent id="above${bound}"><bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">=amount &gt; ${bound}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:startEvent>${flows(`above${bound}`, "u")}`,
      )
      .join("")}${userTask("u")}${flows("s", "u", "e")}`,
  ),
  "parts.bpmn": bpmnFile(
    "parts",
    `<bpmn:startEvent id="both" parallelMultiple="true"><bpmn:messageEventDefinition messageRef="form"/><bpmn:messageEventDefinition messageRef="fee"/></bpmn:startEvent>${userTask("u")}${flows("s", "u", "e")}${flows("both", "u")}`,
    message("form", "form", "key") + message("fee", "fee", "key"),
  ),
  "circle.bpmn": bpmnFile(
    "circle",
    `<bpmn:startEvent id="again">${signal("circle")}</bpmn:startEvent><bpmn:intermediateThrowEvent id="tell">${signal("circle")}</bpmn:intermediateThrowEvent>${flows("again", "tell", "e")}${flows("s", "tell")}`,
    declared("circle"),
  ),
  "shop.bpmn": bpmnFile(
    "shop",
    `<bpmn:sendTask id="send" messageRef="order"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=key" target="key"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:sendTask>
     <bpmn:receiveTask id="receive" messageRef="done"/>${flows("s", "send", "receive", "e")}`,
    message("order", "order", "key") + message("done", "done", "key"),
  ),
  "carrier.bpmn": bpmnFile(
    "carrier",
    `<bpmn:startEvent id="called"><bpmn:messageEventDefinition messageRef="order"/></bpmn:startEvent><bpmn:task id="drive"/>
     <bpmn:sendTask id="reply" messageRef="done"/>${flows("called", "drive", "reply", "e")}${flows("s", "drive")}`,
    message("order", "order", "key") + message("done", "done", "key"),
  ),
  "care.bpmn": bpmnFile(
    "caring",
    `<bpmn:adHocSubProcess id="care">${userTask("treat")}</bpmn:adHocSubProcess>${flows("s", "care", "e")}`,
  ),
};

let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 4);
  runtime = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: (error) => errors.push(error),
  });
  const files = Object.entries(models).map(([name, content]) => ({ name, content }));
  const deployed = await runtime.deploy(files, { account: "test", comment: "" });
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
  await runtime.start();
});
afterAll(async () => {
  await runtime.stop();
  await prisma.$disconnect();
  await database.drop();
});

async function start(processId: string, variables: Record<string, string> = {}): Promise<string> {
  const result = await runtime.execute({ type: "startInstance", processId, variables });
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.processInstanceId;
}

/** `element state` of every element instance but the process itself, sorted. */
async function elementsOf(instance: string): Promise<string[]> {
  const rows = await runtime.sql.query<{ text: string }>(
    `SELECT element_id || ' ' || state AS text FROM element_instance
      WHERE process_instance_id = $1::bigint AND kind <> 'process' ORDER BY 1`,
    [instance],
  );
  return rows.map(({ text }) => text);
}

async function count(table: "signal_subscription" | "process_instance"): Promise<number> {
  const rows = await runtime.sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? 0;
}

test("a broadcast reaches every instance that waits and starts what it starts", async () => {
  const instances = [await start("waiting"), await start("waiting")];
  expect(await count("signal_subscription")).toBe(4);
  const result = await runtime.execute({
    type: "broadcastSignal",
    signalName: "holiday",
    variables: { day: "2026-10-01" },
  });
  expect(result).toEqual({ ok: true, value: { received: 4, started: 1 } });
  for (const instance of instances) {
    expect(await elementsOf(instance)).toEqual([
      "e completed",
      "heard completed",
      "note active",
      "on active",
      "s completed",
      "wait completed",
    ]);
  }
  // The event sub-processes may begin again; the catch events have had theirs.
  expect(await count("signal_subscription")).toBe(2);
  expect(
    await runtime.execute({ type: "broadcastSignal", signalName: "nobody", variables: {} }),
  ).toEqual({ ok: true, value: { received: 0, started: 0 } });
});

test("an instance that throws tells the others in its own transaction", async () => {
  const waiting = await start("waiting");
  const before = await count("process_instance");
  await start("throws", { day: "2026-05-01" });
  expect(await elementsOf(waiting)).toContain("wait completed");
  expect(await count("process_instance")).toBe(before + 2);
  const rows = await runtime.sql.query<{ data: unknown }>(
    "SELECT data->'variables' AS data FROM history_event WHERE process_instance_id = $1::bigint AND type = 'signalReceived'",
    [waiting],
  );
  expect(rows.map(({ data }) => data)).toEqual([{ day: "2026-05-01" }, { day: "2026-05-01" }]);
});

test("two broadcasts at the same moment wait for each other and reach each catch event once", async () => {
  const instances = await Promise.all(Array.from({ length: 6 }, () => start("waiting")));
  const both = await Promise.all(
    ["a", "b"].map((day) =>
      runtime.execute({ type: "broadcastSignal", signalName: "holiday", variables: { day } }),
    ),
  );
  expect(both.every(({ ok }) => ok)).toBe(true);
  for (const instance of instances) {
    const elements = await elementsOf(instance);
    expect(elements.filter((text) => text === "wait completed")).toHaveLength(1);
    expect(elements.filter((text) => text === "note active")).toHaveLength(2);
  }
});

test.each([
  [5, 0],
  [50, 1],
  [500, 2],
])("the amount %d starts %d instances", async (amount, expected) => {
  const result = await runtime.execute({ type: "evaluateConditionals", variables: { amount } });
  if (!result.ok) throw new Error(result.problem.code);
  expect(result.value.problems).toEqual([]);
  expect(result.value.started).toHaveLength(expected);
  for (const instance of result.value.started)
    expect(await elementsOf(instance)).toContain("u active");
});

test("a process that needs two messages to begin has one instance for each key", async () => {
  const publish = async (name: string, key: string): Promise<void> => {
    const variables = { key, [name]: true };
    const command = { type: "publishMessage", name, correlationKey: key, variables } as const;
    const result = await runtime.execute({ ...command, timeToLiveMs: 0 });
    expect(result).toMatchObject({ ok: true, value: { correlated: 1 } });
  };
  const before = await count("process_instance");
  await publish("fee", "li");
  await publish("form", "wang");
  await publish("form", "li");
  expect(await count("process_instance")).toBe(before + 2);
  const rows = await runtime.sql.query<{ id: string }>(
    "SELECT id::text FROM process_instance WHERE process_id = 'parts' ORDER BY id",
  );
  expect(await Promise.all(rows.map(({ id }) => elementsOf(id)))).toEqual([
    ["both completed", "u active"],
    ["both active"],
  ]);
});

test("a circle of signals is undone instead of going round for ever", async () => {
  const before = await count("process_instance");
  const command = { type: "startInstance", processId: "circle", variables: {} } as const;
  expect(await runtime.execute(command)).toMatchObject({
    ok: false,
    problem: { code: "CALLS_WITHOUT_END" },
  });
  expect(await count("process_instance")).toBe(before);
  expect(errors).toEqual([]);
});

test("processes send messages to each other without a worker, and one that comes too early is kept", async () => {
  const shop = await start("shop", { key: "A7" });
  // The answer is sent in the very transaction in which it begins to be waited for.
  expect(await elementsOf(shop)).toEqual([
    "e completed",
    "receive completed",
    "s completed",
    "send completed",
  ]);
});

test("activities of an ad-hoc sub-process are begun from outside, and refused when it is over", async () => {
  const processInstanceId = await start("caring");
  const [care] = await runtime.sql.query<{ id: string }>(
    "SELECT id::text FROM element_instance WHERE process_instance_id = $1::bigint AND element_id = 'care'",
    [processInstanceId],
  );
  const command = {
    type: "activateAdHocActivities",
    processInstanceId,
    elementInstanceId: care?.id ?? "",
    activities: [{ elementId: "treat", variables: { dose: 2 } }],
  } as const;
  expect(await runtime.execute(command)).toMatchObject({ ok: true });
  expect(await elementsOf(processInstanceId)).toEqual([
    "care active",
    "s completed",
    "treat active",
  ]);
  const [task] = await runtime.sql.query<{ id: string }>(
    "SELECT id::text FROM user_task WHERE process_instance_id = $1::bigint",
    [processInstanceId],
  );
  await runtime.execute({ type: "completeUserTask", userTaskId: task?.id ?? "", variables: {} });
  expect(await runtime.execute(command)).toMatchObject({
    ok: false,
    problem: { code: "INSTANCE_ENDED" },
  });
});
