/** Migration of running instances from one version of a process to another: see ADR 0011. */
import { expect, test } from "vitest";
import {
  after,
  association,
  boundary,
  compensationOf,
  conditionOf,
  document,
  extensions,
  flows,
  messageOf,
  serviceTask,
} from "../../testing/document.ts";
import { migrate, migration } from "../../testing/migration.ts";
import { graphsOf, runScenario } from "../../testing/scenario.ts";
import { carryOut } from "../../testing/steps.ts";
import { traceOf } from "../../testing/trace.ts";
import { previewMigration } from "../preview.ts";
import { defaultMigrationPlan } from "./validate-plan.ts";

migration(
  "elements of the same id and kind map by themselves; others as the plan says",
  "start -> a:userTask -> b:serviceTask -> end",
  "start -> a:userTask -> new:userTask -> c:serviceTask(b) -> end",
  [
    [{}, [], "as it is", [], "a"],
    [{}, [], "as it is", ["complete task:a"], "new"],
    [{}, ["complete task:a"], "as it is", [], "MIGRATION_ELEMENT_NOT_MAPPED b"],
    [{}, ["complete task:a"], "b -> c", [], "c"],
    [{}, ["complete task:a"], "b -> c", ["complete job:c"], "completed"],
    [{}, [], "a -> new", ["complete task:new"], "c"],
    [{}, ["modify activate a"], "a -> new", [], "new new"],
  ],
);

migration(
  "what is wrong with a plan is found whatever the instance",
  "start -> a:userTask -> sub -> end; sub { s:start -> b:userTask -> e:end }; a@late:timer(PT1H) -> end",
  "start -> a:userTask -> c:serviceTask -> end; c@late:timer(PT1H) -> end; box { s2:start -> d:userTask -> e2:end }; c -> box -> end",
  [
    [{}, [], "x -> a", [], "MIGRATION_SOURCE_UNKNOWN x"],
    [{}, [], "b -> x", [], "MIGRATION_TARGET_UNKNOWN b"],
    [{}, [], "b -> c", [], "MIGRATION_KIND_DIFFERS b"],
    [{}, [], "b -> d", [], "MIGRATION_SCOPE_DIFFERS b"],
    [{}, [], "late -> late", [], "MIGRATION_HOST_DIFFERS late"],
    [{}, [], "start_a -> a_c", [], "MIGRATION_FLOW_INVALID start_a"],
    [{}, ["complete task:a"], "sub -> box, b -> d, s -> s2, e -> e2", [], "box d"],
  ],
);

const timed = `start -> a:userTask -> end
  a@late:timer(PT1H) -> end
  a@+remind:timer(PT2H) -> end`;

migration(
  "timers keep their remaining time, removed ones are dropped, added ones armed",
  timed,
  `start -> a:userTask -> end
  a@late:timer(PT5H) -> end
  a@+escalate:timer(PT3H) -> b:userTask -> end`,
  [
    [{}, [], "as it is", [], "a @escalate @late"],
    [{}, [], "as it is", ["trigger timer:escalate"], "a b @late"],
    [{}, [], "remind -> escalate", ["trigger timer:escalate"], "a b @late"],
    [{}, [], "late -> nothing, remind -> escalate", [], "a @escalate @late"],
    [{}, ["trigger timer:remind"], "remind -> escalate", [], "a @late"],
    [{}, ["trigger timer:remind"], "remind -> escalate!", [], "a @late"],
    [{}, ["trigger timer:remind"], "as it is", [], "a @escalate @late"],
    [{}, [], "late -> escalate, remind -> escalate", [], "MIGRATION_TARGET_SHARED remind"],
  ],
);

const waiting = (trigger: string, more = ""): string =>
  document(`<startEvent id="start"/> <userTask id="a"/> <endEvent id="end"/> ${flows("start -> a -> end")}
    <subProcess id="on" triggeredByEvent="true"><startEvent id="stop" isInterrupting="false">${trigger}</startEvent>
      <userTask id="c"/><endEvent id="e"/>${flows("stop -> c -> e")}</subProcess>${more}`);

migration(
  "event sub-processes are kept, removed and added with what their start events wait for",
  waiting(messageOf("stop")),
  waiting(
    messageOf("halt"),
    `<subProcess id="more" triggeredByEvent="true"><startEvent id="slow" isInterrupting="true">${after("PT1H")}</startEvent>
      <userTask id="d"/><endEvent id="f"/>${flows("slow -> d -> f")}</subProcess>`,
  ),
  [
    [{ key: 1 }, [], "as it is", [], "a @slow @stop"],
    [{ key: 1 }, [], "stop -> stop!", ["correlate message:stop"], "a c on @slow @stop"],
    [{ key: 1 }, ["correlate message:stop"], "as it is", ["trigger timer:slow"], "d more"],
    [
      { key: 1 },
      ["correlate message:stop"],
      "stop -> nothing, on -> nothing, c -> nothing, e -> nothing",
      [],
      "MIGRATION_ELEMENT_NOT_MAPPED on; MIGRATION_ELEMENT_NOT_MAPPED c",
    ],
    [
      { key: 1 },
      [],
      "stop -> nothing, on -> nothing, c -> nothing, e -> nothing",
      [],
      "a @slow @stop",
    ],
    [
      { key: 1 },
      [],
      "on -> nothing",
      [],
      "MIGRATION_SCOPE_DIFFERS stop; MIGRATION_SCOPE_DIFFERS c; MIGRATION_SCOPE_DIFFERS e",
    ],
  ],
);

migration(
  "an event sub-process may go, and what it waited for with it",
  waiting(messageOf("stop")),
  "start -> a:userTask -> end",
  [[{ key: 1 }, [], "as it is", [], "a"]],
);

migration(
  "nothing is migrated while an event that is new cannot be evaluated",
  "start -> a:userTask -> end",
  waiting(messageOf("stop")),
  [
    [{}, [], "as it is", [], "MIGRATION_EVENT_FAILED stop"],
    [{ key: 1 }, [], "as it is", [], "a @stop"],
  ],
);

migration(
  "an event whose trigger differs is another event",
  waiting(messageOf("stop")),
  waiting(conditionOf("late")),
  [
    [{ key: 1 }, [], "as it is", [], "a @stop"],
    [{ key: 1 }, [], "stop -> stop", [], "MIGRATION_KIND_DIFFERS stop"],
    [{ key: 1, late: true }, [], "as it is", [], "a c on @stop"],
  ],
);

migration(
  "a condition that looks at other variables is armed anew",
  waiting(conditionOf("x > 1")),
  waiting(conditionOf("y > 1")),
  [
    [{ x: 2 }, [], "as it is", [], "a c on @stop"],
    [{ x: 2, y: 2 }, [], "as it is", [], "a c c on on @stop"],
    [{ x: 0 }, [], "as it is", [["set process", { y: 2 }]], "a c on @stop"],
  ],
);

migration(
  "tokens wait at the join they have become, and the join decides again",
  `start -> fork:parallelGateway -> a:userTask -> join:parallelGateway -> d:userTask -> end
   fork -> b:userTask -> join
   fork -> c:userTask -> join`,
  `start -> fork:parallelGateway -> a:userTask -> both:parallelGateway -> d:userTask -> end
   fork -> b:userTask -> both`,
  [
    [{}, ["complete task:a"], "join -> both, c -> nothing", [], "MIGRATION_ELEMENT_NOT_MAPPED c"],
    [{}, ["complete task:a", "modify cancel c"], "join -> both", [], "a_both b"],
    [{}, ["complete task:a", "modify cancel c"], "join -> both", ["complete task:b"], "d"],
    [{}, ["complete task:a", "complete task:b", "modify cancel c"], "join -> both", [], "d"],
    [
      {},
      ["complete task:a", "complete task:c", "modify cancel b"],
      "join -> both",
      [],
      "MIGRATION_FLOW_NOT_MAPPED c_join",
    ],
    [
      {},
      ["complete task:a", "complete task:c", "modify cancel b"],
      "join -> both, c_join -> b_both",
      [],
      "d",
    ],
    [
      {},
      ["complete task:a"],
      "as it is",
      [],
      "MIGRATION_ELEMENT_NOT_MAPPED c; MIGRATION_ELEMENT_NOT_MAPPED join",
    ],
  ],
);

migration(
  "an inclusive join stops waiting for a branch that is gone",
  `start -> fork:inclusiveGateway -[true]-> a:userTask -> join:inclusiveGateway -> d:userTask -> end
   fork -[true]-> b:userTask -> join`,
  `start -> fork:inclusiveGateway -[true]-> a:userTask -> join:inclusiveGateway -> d:userTask -> end
   fork -[true]-> b:userTask -> end2`,
  [
    [{}, ["complete task:a"], "as it is", [], "b d"],
    [{}, [], "a -> b, b -> a", ["complete task:a"], "b d"],
  ],
);

migration(
  "a complex gateway waits for its reset by the target's flows",
  `start -> fork:parallelGateway -> a:userTask -> first:complex(activationCount >= 1) -> d:userTask -> end
   fork -> b:userTask -> first`,
  `start -> fork:parallelGateway -> a:userTask -> one:complex(activationCount >= 1) -> d:userTask -> end
   fork -> b:userTask -> one`,
  [
    [{}, ["complete task:a"], "first -> one", ["complete task:b"], "d"],
    [{}, [], "first -> one", ["complete task:b"], "a d one"],
    [{}, ["complete task:a"], "as it is", [], "MIGRATION_ELEMENT_NOT_MAPPED first"],
  ],
);

const loop = (kind: string, id = "ask"): string =>
  `start -> ${id} -> end; ${id}:subProcess ${kind}(item in [1, 2]) { s:start -> a:userTask -> b:userTask -> e:end }`;

migration(
  "the members of a multi-instance go on, in its order",
  loop("|||"),
  loop("|||", "request"),
  [
    [
      {},
      ["complete task:a"],
      "ask -> request, s -> s, a -> a, b -> b, e -> e",
      [],
      "a b request request request",
    ],
    [
      {},
      ["complete task:a"],
      "ask -> request, s -> s, a -> b, b -> b, e -> e",
      ["complete task:b", "complete task:b"],
      "completed",
    ],
    [{}, [], "as it is", [], "MIGRATION_ELEMENT_NOT_MAPPED ask; MIGRATION_ELEMENT_NOT_MAPPED a"],
  ],
);

migration(
  "a sequence does not become parallel, nor a repetition a single activity",
  loop("==="),
  loop("|||"),
  [[{}, [], "ask -> ask", [], "MIGRATION_KIND_DIFFERS ask"]],
);

migration(
  "a sequence goes on with the items that are left",
  "start -> ask:userTask ===(item in [1, 2, 3]) -> end",
  "start -> request:userTask ===(item in [7]) -> end",
  [
    [{}, ["complete task:ask"], "ask -> request", [], "request request"],
    [
      {},
      ["complete task:ask"],
      "ask -> request",
      ["complete task:request", "complete task:request"],
      "completed",
    ],
  ],
);

migration(
  "a standard loop goes on with its round",
  "start -> again:userTask ~~~(again x < 3) -> end",
  "start -> once:userTask ~~~(again x < 3, at most 2) -> end",
  [[{ x: 1 }, ["complete task:again"], "again -> once", ["complete task:once"], "completed"]],
);

migration(
  "events behind an event-based gateway are kept, removed and added",
  "start -> choose:event -> late:timer(PT1H) -> end; choose -> paid:message -> end",
  "start -> choose:event -> late:timer(PT2H) -> end; choose -> sent:message -> b:userTask -> end; choose -> refused:message -> end",
  [
    [{ key: 1 }, [], "as it is", [], "choose @late @refused @sent"],
    [{ key: 1 }, [], "paid -> sent", ["correlate message:sent"], "b"],
  ],
);

migration(
  "a catch event keeps what it waits for, or waits anew",
  "start -> wait:timer(PT1H) -> end",
  "start -> sleep:timer(PT2H) -> end",
  [
    [{}, [], "wait -> sleep", ["trigger timer:sleep"], "completed"],
    [{}, [], "wait -> sleep!", [], "sleep @sleep"],
  ],
);

migration(
  "a parallel multiple event keeps what has come",
  "start -> both:message(a)&message(b) -> end",
  "start -> pair:message(a)&message(b) -> end",
  [
    [
      { key: 1 },
      ["correlate message:both"],
      "both -> pair",
      ["correlate message:pair"],
      "completed",
    ],
  ],
);

migration(
  "a user task keeps what the inbox shows, or gets the target's",
  "start -> a:userTask(li) -> end",
  document(
    `<startEvent id="start"/><userTask id="a">${extensions('<zeebe:assignmentDefinition candidateGroups="=who"/>')}</userTask><endEvent id="end"/>${flows("start -> a -> end")}`,
  ),
  [
    [{}, [], "as it is", ["complete task:a by li"], "completed"],
    [{ who: "x" }, [], "a -> a!", ["complete task:a by li"], "completed"],
    [{ who: 1 }, [], "a -> a!", [], "MIGRATION_EVENT_FAILED a"],
  ],
);

migration(
  "a scope that is new is put around what lives in it",
  `start -> fork:parallelGateway -> a:userTask -> join:parallelGateway -> c:userTask -> end
   fork -> b:userTask -> join`,
  document(`<startEvent id="start"/><subProcess id="new"><subProcess id="deep"><startEvent id="s"/>
      <parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><parallelGateway id="join"/>${flows("s -> fork -> a -> join; fork -> b -> join")}</subProcess>
      <startEvent id="t"/>${flows("t -> deep")}</subProcess>
    ${boundary("late", "new", after("PT1H"))}<userTask id="c"/><endEvent id="end"/>${flows("start -> new -> c -> end; late -> end")}`),
  [
    [{}, [], "as it is", [], "a b deep new @late"],
    [{}, ["complete task:a"], "as it is", [], "a_join b deep new @late"],
    [{}, ["complete task:a"], "as it is", ["complete task:b"], "c"],
    [{}, [], "as it is", ["trigger timer:late"], "completed"],
  ],
);

const undone = (name: string): string =>
  document(`<startEvent id="start"/> <endEvent id="end"/> ${serviceTask(name)}
  ${serviceTask("undo").replace("<serviceTask", '<serviceTask isForCompensation="true"')}
  ${boundary("on", name, compensationOf())}${association("on", "undo")}
  <userTask id="wait"/><intermediateThrowEvent id="throw">${compensationOf(name)}</intermediateThrowEvent>
  ${flows(`start -> ${name} -> wait -> throw -> end`)}`);

migration("what has completed can still be undone", undone("book"), undone("order"), [
  [{}, ["complete job:book"], "as it is", [], "MIGRATION_ELEMENT_NOT_MAPPED book"],
  [{}, ["complete job:book"], "book -> order", ["complete task:wait"], "order throw undo"],
  [
    {},
    ["complete job:book", "complete task:wait"],
    "book -> order",
    ["complete job:undo"],
    "completed",
  ],
]);

migration(
  "an incident stays, and is resolved by the target's model",
  "start -> a:scriptTask(y = x + 1) -> end",
  "start -> b:scriptTask(y = 1) -> end",
  [[{}, [], "a -> b", ["resolve b"], "completed"]],
);

function undoneTransaction(name: string, undo: string): string {
  return document(`<startEvent id="start"/> <endEvent id="end"/> <transaction id="deal"><startEvent id="s"/> ${serviceTask(name)}
    ${serviceTask(undo).replace("<serviceTask", '<serviceTask isForCompensation="true"')}
    ${boundary("on", name, compensationOf())}${association("on", undo)}
    <endEvent id="no"><cancelEventDefinition/></endEvent>${flows(`s -> ${name} -> no`)}</transaction>
    ${boundary("refused", "deal", "<cancelEventDefinition/>")}${flows("start -> deal -> end; refused -> end")}`);
}

const anyOf = (one: string, other: string): string =>
  document(`<startEvent id="start"/> <endEvent id="end"/>
  <adHocSubProcess id="any" ordering="Sequential">${extensions('<zeebe:adHoc activeElementsCollection="=wanted"/>')}<userTask id="${one}"/><userTask id="${other}"/></adHocSubProcess>
  ${flows("start -> any -> end")}`);

migration(
  "an ad-hoc sub-process goes on with what is still to be begun",
  anyOf("a", "b"),
  anyOf("c", "d"),
  [
    [{ wanted: ["a", "b"] }, [], "a -> c", [], "MIGRATION_ELEMENT_NOT_MAPPED b"],
    [{ wanted: ["a", "b"] }, [], "a -> c, b -> d", ["complete task:c"], "any d"],
    [{ wanted: ["a"] }, [], "a -> c", ["complete task:c"], "completed"],
  ],
);

migration(
  "a transaction that is being cancelled goes on undoing",
  undoneTransaction("book", "unbook"),
  undoneTransaction("order", "revoke"),
  [
    [
      {},
      ["complete job:book"],
      "book -> order, unbook -> revoke",
      ["complete job:revoke"],
      "completed",
    ],
    [{}, ["complete job:book"], "book -> order", [], "MIGRATION_ELEMENT_NOT_MAPPED unbook"],
  ],
);

test("a called process stays with the call that it came from", async () => {
  const world = await runScenario("start -> call:callActivity(child) -> end", {}, [], {
    processes: { child: "s:start -> w:userTask -> e:end" },
  });
  const [target] = await graphsOf("start -> ask:callActivity(other) -> a:userTask -> end");
  const [main] = world.instances;
  if (main === undefined || target === undefined) throw new Error("No instance");
  const { elements } = defaultMigrationPlan(main.graph, target);
  migrate(world, main, target, { elements: [...elements, { source: "call", target: "ask" }] });
  carryOut(world, "complete task:w");
  expect(traceOf(world)).toBe("start call child:s child:w child:e a?");
});

test("timers keep when they are due, and begin again when they are updated", async () => {
  const due = async (isUpdated: boolean): Promise<number | undefined> => {
    const world = await runScenario("start -> a:timer(PT1H) -> end", {}, []);
    const [target] = await graphsOf("start -> a:timer(PT2H) -> end");
    const [main] = world.instances;
    if (main === undefined || target === undefined) throw new Error("No instance");
    const start = world.now;
    world.now += 600_000;
    migrate(world, main, target, { elements: [{ source: "a", target: "a", isUpdated }] });
    const [timer] = main.state.tables.timer.entries();
    return timer && (timer[1].dueAt - start) / 60_000;
  };
  expect([await due(false), await due(true)]).toEqual([60, 130]);
});

test("a user task stays the same, and shows what the target says when it is updated", async () => {
  const task = (groups: string): string =>
    document(
      `<startEvent id="start"/><userTask id="a">${extensions(`<zeebe:assignmentDefinition candidateGroups="${groups}"/><zeebe:priorityDefinition priority="70"/>`)}</userTask><endEvent id="end"/>${flows("start -> a -> end")}`,
    );
  const groups = async (isUpdated: boolean): Promise<unknown> => {
    const world = await runScenario(task("old"), {}, ["assign task:a li"]);
    const [target] = await graphsOf(task("new"));
    const [main] = world.instances;
    if (main === undefined || target === undefined) throw new Error("No instance");
    const [before] = main.state.tables.userTask.entries();
    migrate(world, main, target, { elements: [{ source: "a", target: "a", isUpdated }] });
    return main.state.tables.userTask.get(before?.[0] ?? "");
  };
  expect(await groups(false)).toMatchObject({ candidateGroups: ["old"], assignee: "li" });
  expect(await groups(true)).toMatchObject({
    candidateGroups: ["new"],
    assignee: "li",
    priority: 70,
  });
});

test("a migration that comes too late, or to a version that nobody knows, is refused", async () => {
  const world = await runScenario("start -> end", {}, []);
  const [instance] = world.instances;
  if (instance === undefined) throw new Error("No instance");
  const { graph, state } = instance;
  const context = { now: 0, newId: () => "", decision: () => undefined };
  const preview = previewMigration({ elements: [] }, graph, graph, state, context);
  expect(!preview.ok && preview.findings.map(({ code }) => code)).toEqual([
    "MIGRATION_INSTANCE_ENDED",
  ]);
  const command = {
    type: "migrateInstance",
    definitionId: "x",
    version: 2,
    plan: { elements: [] },
  } as const;
  expect(world.send(instance, command)?.code).toBe("INSTANCE_ENDED");
  const running = await runScenario("start -> a:userTask -> end", {}, []);
  const [other] = running.instances;
  expect(other && running.send(other, command)?.code).toBe("DEFINITION_NOT_FOUND");
});

test("a called process that escalates to nobody any more is an incident on the call", async () => {
  const caller = (boundaryEvent: string): string =>
    `start -> call:callActivity(child) -> end${boundaryEvent}`;
  const world = await runScenario(caller("; call@escalation(LATE) -> end"), {}, [], {
    processes: { child: "s:start -> w:userTask -> e:end.escalation(LATE)" },
  });
  const [target] = await graphsOf(caller(""));
  const [main] = world.instances;
  if (main === undefined || target === undefined) throw new Error("No instance");
  migrate(world, main, target, defaultMigrationPlan(main.graph, target));
  carryOut(world, "complete task:w");
  expect(traceOf(world)).toBe("start call! child:s child:w child:e~");
});
