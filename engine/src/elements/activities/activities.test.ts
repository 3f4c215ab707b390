import { expect, test } from "vitest";
import type { Json } from "../../json.ts";
import { parseProcesses } from "../../parse-processes.ts";
import { document, extensions, flow, flows, serviceTask } from "../../../testing/document.ts";
import { runScenario, scenario } from "../../../testing/scenario.ts";
import { traceOf } from "../../../testing/trace.ts";
import type { World } from "../../../testing/world.ts";

const one = (task: string): string =>
  document(
    `<startEvent id="start"/> ${task} <endEvent id="end"/> ${flows("start -> work -> end")}`,
  );

scenario(
  "a service task completes with its job",
  "§13.3.3 Service Task",
  one(serviceTask("work")),
  [
    [{}, [], "start work?"],
    [{}, [["complete job:work", { paid: true }]], "start work end", { paid: true }],
    [{}, ["complete job:work", "complete job:work -> INSTANCE_ENDED"], "start work end"],
    [{}, ["complete job:other -> JOB_NOT_FOUND"], "start work?"],
  ],
);

test("a worker is told its headers and what is linked to the task", async () => {
  const linked =
    '<zeebe:taskDefinition type="robot"/><zeebe:taskHeaders><zeebe:header key="queue" value="a"/></zeebe:taskHeaders><zeebe:linkedResources><zeebe:linkedResource resourceId="copy" resourceType="RPA" linkName="script" bindingType="versionTag" versionTag="1"/></zeebe:linkedResources>';
  const world = await runScenario(
    one(`<serviceTask id="work">${extensions(linked)}</serviceTask>`),
    {},
    [],
  );
  const created = world.history
    .map(({ event }) => event)
    .find((event) => event.type === "jobCreated");
  expect(created?.headers["queue"]).toBe("a");
  expect(JSON.parse(created?.headers["linkedResources"] ?? "")).toEqual([
    {
      resourceId: "copy",
      resourceType: "RPA",
      linkName: "script",
      binding: { type: "versionTag", versionTag: "1" },
    },
  ]);
});

scenario(
  "a job without retries is an incident; resolving it gives the job another go",
  "zeebe:taskDefinition",
  one(serviceTask("work")),
  [
    [{}, ["fail job:work 2"], "start work?"],
    [{}, ["fail job:work 0"], "start work!"],
    [{}, ["fail job:work 0", "retry job:work 3", "resolve work"], "start work?"],
    [{}, ["fail job:work 0", "resolve work", "complete job:work"], "start work end"],
    [{}, ["fail job:work -1 -> JOB_RETRIES_INVALID"], "start work?"],
  ],
);

scenario(
  "an attempt that fails may leave variables to the next, which are the task's own",
  "zeebe:taskDefinition",
  one(
    `<serviceTask id="work">${extensions(
      '<zeebe:taskDefinition type="work"/><zeebe:ioMapping><zeebe:output source="=page" target="last"/></zeebe:ioMapping>',
    )}</serviceTask>`,
  ),
  [
    [{ page: 1 }, [["fail job:work 1", { page: 2 }]], "start work?", { page: 1 }],
    [
      { page: 1 },
      [["fail job:work 1", { page: 2 }], "complete job:work"],
      "start work end",
      { page: 1, last: 2 },
    ],
    [
      { page: 1 },
      [["fail job:work 0", { page: 3 }], "resolve work", "complete job:work"],
      "start work end",
      { page: 1, last: 3 },
    ],
  ],
);

scenario(
  "type and retries may be expressions",
  "zeebe:taskDefinition",
  one(
    `<sendTask id="work">${extensions('<zeebe:taskDefinition type="=kind" retries="=n"/>')}</sendTask>`,
  ),
  [
    [{ kind: "k", n: 1 }, [], "start work?"],
    [{ kind: 3, n: 1 }, [], "start work!"],
    [{ kind: "k", n: 0 }, [["set process", { n: 2 }], "resolve work"], "start work?"],
  ],
);

const user = one(
  `<userTask id="work">${extensions(
    '<zeebe:userTask/><zeebe:assignmentDefinition assignee="=who" candidateGroups="=[&quot;window@&quot; + office]"/><zeebe:taskSchedule dueDate="=due"/>',
  )}</userTask>`,
);

scenario("a user task is done by whom it is assigned to", "§13.3.3 User Task", user, [
  [{ who: null, office: "zwj", due: null }, [], "start work?"],
  [
    { who: null, office: "zwj", due: null },
    ["assign task:work wang from nobody", ["complete task:work by wang", { ok: 1 }]],
    "start work end",
    { ok: 1 },
  ],
  [
    { who: "li", office: "zwj", due: null },
    ["assign task:work wang from nobody -> USER_TASK_ALREADY_ASSIGNED"],
    "start work?",
  ],
  [
    { who: "li", office: "zwj", due: null },
    ["complete task:work by wang -> USER_TASK_ASSIGNED_TO_OTHER"],
    "start work?",
  ],
  [{ who: "li", office: "zwj", due: "soon" }, [], "start work!"],
  [
    { who: null, office: "zwj", due: null },
    ["complete task:work", "complete task:work -> INSTANCE_ENDED"],
    "start work end",
  ],
]);

test("a user task tells all that an inbox shows", async () => {
  const world = await runScenario(
    user,
    { who: "li", office: "zwj", due: "2026-01-02T00:00:00Z" },
    [],
  );
  const created = world.history
    .map(({ event }) => event)
    .find((event) => event.type === "userTaskCreated");
  expect(created).toMatchObject({
    name: "work",
    assignee: "li",
    candidateGroups: ["window@zwj"],
    dueAt: Date.UTC(2026, 0, 2),
    priority: 50,
    formId: null,
  });
});

test("a form inside the model is named, and a warning says that nobody sees it", async () => {
  const parsed = await parseProcesses(
    one(
      `<userTask id="work">${extensions('<zeebe:formDefinition formKey="camunda-forms:bpmn:f1"/>')}</userTask>`,
    ),
  );
  expect(parsed).toMatchObject({
    ok: true,
    warnings: [{ code: "FORM_EMBEDDED", elementId: "work" }],
  });
});

test("a form is bound to a version when the task is created; one that is not deployed is an incident", async () => {
  const form = (definition: string): Promise<World> =>
    runScenario(
      one(`<userTask id="work">${extensions(`<zeebe:formDefinition ${definition}/>`)}</userTask>`),
      {},
      [],
      {
        formVersion: (id, binding) =>
          id !== "opinion" ? undefined : { latest: 3, deployment: 2, versionTag: 1 }[binding.type],
      },
    );
  const bound = async (definition: string): Promise<unknown> =>
    (await form(definition)).history
      .map(({ event }) => (event.type === "userTaskCreated" ? event.formVersion : undefined))
      .find((version) => version !== undefined);
  expect(await bound('formId="opinion"')).toBe(3);
  expect(await bound('formId="opinion" bindingType="deployment"')).toBe(2);
  expect(await bound('formId="opinion" bindingType="versionTag" versionTag="2025"')).toBe(1);
  expect(await bound('externalReference="https://forms.example"')).toBeUndefined();
  const missing = await form('formId="other"');
  expect(traceOf(missing)).toBe("start work!");
  expect(
    missing.history.some(
      ({ event }) => event.type === "incidentRaised" && event.code === "FORM_NOT_FOUND",
    ),
  ).toBe(true);
});

const script = one(
  `<scriptTask id="work">${extensions('<zeebe:script expression="=a + b" resultVariable="sum"/>')}</scriptTask>`,
);
scenario("a script task puts its result into a variable", "§13.3.3 Script Task", script, [
  [{ a: 1, b: 2 }, [], "start work end", { sum: 3 }],
  [{ a: 1, b: "x" }, [], "start work!"],
  [{ a: 1, b: "x" }, [["set process", { b: 3 }], "resolve work"], "start work end", { sum: 4 }],
]);

scenario(
  "a receive task waits for its message",
  "§13.3.3 Receive Task",
  one('<receiveTask id="work" messageRef="paid"/>'),
  [
    [{ key: 5 }, [], "start work?"],
    [{ key: 5 }, [["correlate message:work", { sum: 1 }]], "start work end", { sum: 1 }],
  ],
);

scenario(
  "inputs are local and seen in turn, outputs are set outside, and nothing else comes out",
  "zeebe:ioMapping",
  one(
    serviceTask(
      "work",
      `<zeebe:ioMapping>
        <zeebe:input source="=a + 1" target="a"/> <zeebe:input source="=a * 2" target="order.total"/>
        <zeebe:output source="=order.total + x" target="result.sum"/>
      </zeebe:ioMapping>`,
    ),
  ),
  [
    [{ a: 1 }, [["complete job:work", { x: 10 }]], "start work end", { a: 1, result: { sum: 14 } }],
    [{ a: "?" }, [], "start work!"],
    [{ a: 1 }, [["complete job:work", { x: "?" }]], "start work!"],
    [
      { a: 1 },
      [["complete job:work", { x: "?" }], ["set work", { x: 1 }], "resolve work"],
      "start work end",
      { result: { sum: 5 } },
    ],
  ],
);

scenario(
  "without outputs a result goes where its name is visible, else to the process",
  "zeebe:ioMapping",
  one(
    serviceTask(
      "work",
      '<zeebe:ioMapping><zeebe:input source="=1" target="mine"/></zeebe:ioMapping>',
    ),
  ),
  [[{ a: 1 }, [["complete job:work", { a: 2, mine: 3, b: 4 }]], "start work end", { a: 2, b: 4 }]],
);

scenario(
  "a flow with a condition leaves an activity only if it holds; what is mapped once stays mapped once",
  "§13.2.1",
  document(`
    <startEvent id="start"/>
    <task id="work" default="work_c">${extensions('<zeebe:ioMapping><zeebe:output source="=n + 1" target="n"/></zeebe:ioMapping>')}</task>
    <task id="a"/> <task id="b"/> <task id="c"/>
    ${flow("work", "a", "n > 1")} ${flow("work", "b", "n > m")} ${flows("start -> work -> c")}
  `),
  [
    [{ n: 5, m: 3 }, [], "start work a b"],
    [{ n: 2, m: 3 }, [], "start work a"],
    [{ n: 0, m: 3 }, [], "start work c"],
    [{ n: 2, m: null }, [], "start work!", { n: 3 }],
    [{ n: 2, m: null }, [["set process", { m: 5 }], "resolve work"], "start work a", { n: 3 }],
  ],
);

scenario("variables from outside must be JSON within bounds", "limits", one(serviceTask("work")), [
  [{}, [["complete job:work -> VARIABLE_NOT_SERIALISABLE", { x: Number.NaN }]], "start work?"],
  [{}, [["set process -> VARIABLE_NOT_SERIALISABLE", { "": 1 }]], "start work?"],
  [{}, [["complete job:work -> VARIABLE_TOO_LARGE", { x: "x".repeat(5_000_000) }]], "start work?"],
  [{}, [["complete job:work -> VARIABLE_TOO_LARGE", { x: nested(100) }]], "start work?"],
]);

function nested(depth: number): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}
