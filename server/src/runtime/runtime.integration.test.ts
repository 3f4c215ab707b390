/** What the runtime promises, on a real PostgreSQL. */
import { openDatabase, type PrismaClient } from "@tongban/prisma";
import { createTestDatabase, type TestDatabase } from "@tongban/prisma/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommittedEvent, JobError, onPrisma, Runtime } from "./index.ts";

const BPMN =
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t"';
const flows = (...ids: readonly string[]): string =>
  ids
    .slice(1)
    .map(
      (id, index) =>
        `<bpmn:sequenceFlow id="f${index}_${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`,
    )
    .join("");
const service = (id: string, type: string): string =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements></bpmn:serviceTask>`;
const user = (id: string): string =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>`;
const process = (id: string, body: string, more = ""): string =>
  `<bpmn:definitions ${BPMN}>${more}<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="s"/>${body}<bpmn:endEvent id="e"/></bpmn:process></bpmn:definitions>`;

const models = {
  "one-job.bpmn": process("one-job", `${service("t", "count")}${flows("s", "t", "e")}`),
  "one-task.bpmn": process("one-task", `${user("u")}${flows("s", "u", "e")}`),
  "failing.bpmn": process("failing", `${service("t", "fail")}${flows("s", "t", "e")}`),
  "error.bpmn": process(
    "error",
    `${service("t", "throw")}${user("fallback")}<bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:errorEventDefinition errorRef="err"/></bpmn:boundaryEvent>${flows("s", "t", "e")}${flows("b", "fallback")}<bpmn:endEvent id="e2"/>${flows("fallback", "e2")}`,
    '<bpmn:error id="err" errorCode="GONE"/>',
  ),
  "message.bpmn": process(
    "message",
    `<bpmn:intermediateCatchEvent id="m"><bpmn:messageEventDefinition messageRef="msg"/></bpmn:intermediateCatchEvent>${flows("s", "m", "e")}`,
    '<bpmn:message id="msg" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>',
  ),
  "timer.bpmn": process(
    "timer",
    `<bpmn:intermediateCatchEvent id="w"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flows("s", "w", "e")}`,
  ),
  "caller.bpmn": process(
    "caller",
    `<bpmn:callActivity id="c"><bpmn:extensionElements><zeebe:calledElement processId="one-job"/></bpmn:extensionElements></bpmn:callActivity>${flows("s", "c", "e")}`,
  ),
  "lost-call.bpmn": process(
    "lost-call",
    `<bpmn:callActivity id="c"><bpmn:extensionElements><zeebe:calledElement processId="nobody"/></bpmn:extensionElements></bpmn:callActivity>${flows("s", "c", "e")}`,
  ),
};

let database: TestDatabase;
let prisma: PrismaClient;
let runtime: Runtime;
let second: Runtime;
let now = Date.parse("2026-11-23T01:00:00Z");
const errors: unknown[] = [];
const counted = new Map<string, number>();
const seen: CommittedEvent[] = [];
const ended = new Map<string, () => void>();

function open(): Runtime {
  const opened = new Runtime({
    databaseUrl: database.url,
    prisma,
    now: () => now,
    timeZone: "Asia/Shanghai",
    poolSize: 5,
    onError: (error) => errors.push(error),
  });
  opened.defineJob("count", {
    complete: async (job) => {
      counted.set(job.processInstanceId, (counted.get(job.processInstanceId) ?? 0) + 1);
      return { counted: true };
    },
  });
  opened.defineJob("fail", {
    complete: () => Promise.reject(new Error("the printer is on fire")),
  });
  opened.defineJob("throw", {
    perform: () => Promise.reject(new JobError("GONE", "gone")),
    complete: async () => ({}),
  });
  opened.addProjection(async (events) => {
    seen.push(...events);
    for (const { event, processInstanceId } of events) {
      if (event.type === "processInstanceCompleted") ended.get(processInstanceId)?.();
    }
  });
  return opened;
}

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openDatabase(database.url, 8);
  runtime = open();
  second = open();
  const files = Object.entries(models).map(([name, content]) => ({ name, content }));
  const deployed = await runtime.deploy(files, { account: "test", comment: "" });
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
  await runtime.start();
  await second.start();
});
afterAll(async () => {
  await runtime.stop();
  await second.stop();
  await prisma.$disconnect();
  await database.drop();
});

async function start(processId: string, variables: Record<string, string> = {}): Promise<string> {
  const result = await runtime.execute({ type: "startInstance", processId, variables });
  if (!result.ok) throw new Error(result.problem.code);
  return result.value.processInstanceId;
}
const stateOf = async (id: string): Promise<string | undefined> =>
  (
    await runtime.sql.query<{ state: string }>(
      "SELECT state FROM process_instance WHERE id = $1::bigint",
      [id],
    )
  )[0]?.state;
async function isEnded(id: string): Promise<void> {
  await expect.poll(() => stateOf(id), { timeout: 8000 }).toBe("completed");
}
const taskOf = async (id: string): Promise<string> => {
  const rows = await runtime.sql.query<{ id: string }>(
    "SELECT id::text FROM user_task WHERE process_instance_id = $1::bigint",
    [id],
  );
  if (rows[0] === undefined) throw new Error("no task");
  return rows[0].id;
};

describe("deployment", () => {
  test("the same content makes no new version, another does", async () => {
    const by = { account: "test", comment: "again" };
    const same = await runtime.deploy(
      [{ name: "one-task.bpmn", content: models["one-task.bpmn"] }],
      by,
    );
    expect(same).toMatchObject({ ok: true, resources: [{ version: 1, isNew: false }] });
    const changed = models["one-task.bpmn"].replace('name="u"', 'name="renamed"');
    const next = await runtime.deploy([{ name: "one-task.bpmn", content: changed }], by);
    expect(next).toMatchObject({ ok: true, resources: [{ version: 2, isNew: true }] });
  });
  test("findings of all files are told at once and nothing is deployed", async () => {
    const result = await runtime.deploy(
      [
        { name: "a.bpmn", content: "<broken" },
        { name: "b.dmn", content: "<broken" },
        { name: "c.form", content: "{}" },
        { name: "d.exe", content: "" },
      ],
      { account: "test", comment: "" },
    );
    expect(result.ok ? [] : result.findings.map(({ file }) => file)).toEqual([
      "a.bpmn",
      "b.dmn",
      "c.form",
      "d.exe",
    ]);
  });
});

describe("instances", () => {
  test("a job is done once, by one of two servers", async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => start("one-job")));
    await Promise.all(ids.map(isEnded));
    expect(ids.map((id) => counted.get(id))).toEqual(ids.map(() => 1));
  });
  test("of two people who complete a task one is told that it is done", async () => {
    const task = await taskOf(await start("one-task"));
    const results = await Promise.all(
      [runtime, second].map((server) =>
        server.execute({ type: "completeUserTask", userTaskId: task, variables: {} }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({
      problem: { code: expect.stringMatching(/NOT_FOUND|ENDED/) as string },
    });
  });
  test("of two people who claim a task one gets it", async () => {
    const task = await taskOf(await start("one-task"));
    const results = await Promise.all(
      ["wangfang", "chenjing"].map((assignee, index) =>
        (index === 0 ? runtime : second).execute({
          type: "assignUserTask",
          userTaskId: task,
          assignee,
          expectedAssignee: null,
        }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });
  test("a called process runs as an instance of its own and comes back", async () => {
    const id = await start("caller");
    await isEnded(id);
    const rows = await runtime.sql.query(
      "SELECT 1 FROM process_instance WHERE root_id = $1::bigint",
      [id],
    );
    expect(rows).toHaveLength(2);
  });
  test("a called process that is not deployed is an incident, and goes on when it is", async () => {
    const id = await start("lost-call");
    const incident = async (): Promise<{ id: string; code: string }[]> =>
      runtime.sql.query(
        "SELECT id::text, code FROM incident WHERE process_instance_id = $1::bigint",
        [id],
      );
    const [first] = await incident();
    expect(first?.code).toBe("CALLED_PROCESS_NOT_FOUND");
    await runtime.deploy([{ name: "n.bpmn", content: process("nobody", flows("s", "e")) }], {
      account: "t",
      comment: "",
    });
    expect(
      await second.execute({ type: "resolveIncident", incidentId: first?.id ?? "" }),
    ).toMatchObject({ ok: true });
    await isEnded(id);
  });
  test("an unknown process, task or instance is a clear answer", async () => {
    expect(
      await runtime.execute({ type: "startInstance", processId: "none", variables: {} }),
    ).toMatchObject({ problem: { code: "PROCESS_NOT_DEPLOYED" } });
    expect(
      await runtime.execute({ type: "completeUserTask", userTaskId: "1", variables: {} }),
    ).toMatchObject({ problem: { code: "USER_TASK_NOT_FOUND" } });
    expect(
      await runtime.execute({ type: "completeUserTask", userTaskId: "'; DROP", variables: {} }),
    ).toMatchObject({ problem: { code: "USER_TASK_NOT_FOUND" } });
    expect(await runtime.execute({ type: "cancelInstance", processInstanceId: "1" })).toMatchObject(
      { problem: { code: "INSTANCE_NOT_FOUND" } },
    );
  });
  test("a variable that is not JSON is refused and nothing is started", async () => {
    const bad = { when: new Date(0) } as unknown as Record<string, string>;
    expect(
      await runtime.execute({ type: "startInstance", processId: "one-job", variables: bad }),
    ).toMatchObject({ problem: { code: "VARIABLE_NOT_SERIALISABLE" } });
  });
});

describe("change of running instances", () => {
  const waiting = async (id: string): Promise<unknown> =>
    runtime.sql.query(
      `SELECT t.element_id AS element, p.process_id AS process, p.version
         FROM user_task t JOIN process_instance p ON p.id = t.process_instance_id WHERE p.id = $1::bigint`,
      [id],
    );

  test("a token is moved as previewed", async () => {
    const id = await start("one-task");
    const change = {
      type: "modifyInstance",
      processInstanceId: id,
      instructions: [{ kind: "move", from: { elementId: "u" }, elementId: "e" }],
    } as const;
    const preview = await runtime.previews.modification(change);
    expect(preview).toMatchObject({
      ok: true,
      steps: [{ change: "canceled" }, { change: "activated" }],
    });
    expect(await runtime.execute(change)).toMatchObject({ ok: true });
    await isEnded(id);
    expect(await runtime.previews.modification(change)).toBeNull();
  });

  test("an instance goes on as one of another version, for all servers", async () => {
    const deploy = async (body: string): Promise<unknown> =>
      runtime.deploy([{ name: "changing.bpmn", content: process("changing", body) }], {
        account: "test",
        comment: "",
      });
    await deploy(`${user("u")}${flows("s", "u", "e")}`);
    const id = await start("changing");
    await deploy(`${user("v")}${service("t", "count")}${flows("s", "v", "t", "e")}`);
    const target = {
      type: "migrateInstance",
      processInstanceId: id,
      processId: "changing",
    } as const;
    const first = await runtime.previews.migration(target);
    expect(first?.preview).toMatchObject({
      ok: false,
      findings: [{ code: "MIGRATION_ELEMENT_NOT_MAPPED", elementId: "u" }],
    });
    const plan = { elements: [...(first?.plan.elements ?? []), { source: "u", target: "v" }] };
    expect(await runtime.execute({ ...target, plan: first?.plan ?? plan })).toMatchObject({
      ok: false,
      problem: { code: "MIGRATION_REFUSED" },
    });
    expect((await runtime.previews.migration({ ...target, plan }))?.preview).toMatchObject({
      ok: true,
    });
    expect(await runtime.execute({ ...target, plan })).toMatchObject({ ok: true });
    expect(await waiting(id)).toEqual([{ element: "v", process: "changing", version: 2 }]);
    const completed = {
      type: "completeUserTask",
      userTaskId: await taskOf(id),
      variables: {},
    } as const;
    expect(await second.execute(completed)).toMatchObject({ ok: true });
    await isEnded(id);
    expect(counted.get(id)).toBe(1);
  });
});

describe("jobs", () => {
  test("a BPMN error goes to the error boundary event", async () => {
    const id = await start("error");
    await expect.poll(() => taskOf(id).catch(() => "none"), { timeout: 8000 }).not.toBe("none");
  });
  test("used-up retries are an incident, with every attempt told", async () => {
    const id = await start("failing");
    const incidents = async (): Promise<number> => {
      now += 600_000;
      runtime.wake();
      return (
        await runtime.sql.query(
          "SELECT 1 FROM incident WHERE process_instance_id = $1::bigint AND code = 'JOB_RETRIES_EXHAUSTED'",
          [id],
        )
      ).length;
    };
    await expect.poll(incidents, { timeout: 10_000 }).toBe(1);
    expect(errors.filter((error) => String(error).includes("on fire"))).toHaveLength(3);
  });
});

describe("messages and timers", () => {
  test("a message that comes first is kept until somebody waits, and counts once", async () => {
    const publish = {
      type: "publishMessage",
      name: "paid",
      correlationKey: "k1",
      variables: {},
      timeToLiveMs: 60_000,
      messageId: "m1",
    } as const;
    expect(await runtime.execute(publish)).toMatchObject({ ok: true, value: { correlated: 0 } });
    expect(await second.execute(publish)).toMatchObject({ ok: true, value: { duplicate: true } });
    await isEnded(await start("message", { key: "k1" }));
    const other = await start("message", { key: "k1" });
    expect(await stateOf(other)).toBe("active");
  });
  test("a message for nobody, without time to live, is a clear answer", async () => {
    expect(
      await runtime.execute({
        type: "publishMessage",
        name: "paid",
        correlationKey: "none",
        variables: {},
        timeToLiveMs: 0,
      }),
    ).toMatchObject({ problem: { code: "MESSAGE_NOT_CORRELATED" } });
  });
  test("publishing and waiting at the same moment never miss each other", async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, async (_none, index) => {
        const key = `race-${index}`;
        const [id] = await Promise.all([
          start("message", { key }),
          second.execute({
            type: "publishMessage",
            name: "paid",
            correlationKey: key,
            variables: {},
            timeToLiveMs: 60_000,
          }),
        ]);
        return id;
      }),
    );
    await Promise.all(ids.map(isEnded));
  });
  test("a timer fires when the clock reaches it, once", async () => {
    const id = await start("timer");
    now += 3_600_001;
    runtime.wake();
    second.wake();
    await isEnded(id);
    expect(
      seen.filter(
        ({ processInstanceId, event }) =>
          processInstanceId === id && event.type === "timerTriggered",
      ),
    ).toHaveLength(1);
  });
});

describe("a feature's transaction", () => {
  test("takes the step back when it fails, and nothing half-done stays", async () => {
    const id = await start("one-task");
    const task = await taskOf(id);
    const attempt = prisma.$transaction(async (transaction) => {
      await runtime.executeIn(onPrisma(transaction), {
        type: "completeUserTask",
        userTaskId: task,
        variables: {},
      });
      throw new Error("the notice could not be written");
    });
    await expect(attempt).rejects.toThrow("could not be written");
    expect(await taskOf(id)).toBe(task);
    const result = await runtime.transact(({ sql }) =>
      runtime.executeIn(sql, { type: "completeUserTask", userTaskId: task, variables: {} }),
    );
    expect(result.ok).toBe(true);
    expect(await stateOf(id)).toBe("completed");
  });
});

test("nothing went wrong that nobody was told", () => {
  expect(errors.filter((error) => !String(error).includes("on fire"))).toEqual([]);
});
