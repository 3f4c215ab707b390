/** Changing a running instance by hand: see docs/modeling.md and ADR 0011. */
import { describe, expect, test } from "vitest";
import {
  after,
  association,
  boundary,
  compensationOf,
  document,
  extensions,
  flows,
  messageOf,
  serviceTask,
} from "../../testing/document.ts";
import { graphsOf, processVariables, runScenario, scenario } from "../../testing/scenario.ts";
import { traceOf } from "../../testing/trace.ts";
import { World } from "../../testing/world.ts";
import type { ElementInstanceId } from "../ids.ts";
import { previewModification } from "../preview.ts";

const line = "start -> a:userTask -> b:userTask -> c:userTask -> end";

scenario("a token is moved, forward or back, with variables", "modifyInstance", line, [
  [{}, [["modify move a to c", { x: 1 }]], "start a~ c?", { x: 1 }],
  [{}, ["complete task:a", "modify move b to a"], "start a b~ a?"],
  [{}, ["modify move a to a"], "start a~ a?"],
  [{}, ["modify move a to c", "complete task:c"], "start a~ c end"],
]);

scenario("tokens are added and given up", "modifyInstance", line, [
  [{}, ["modify activate b"], "start a? b?"],
  [{}, ["modify activate b, activate b", "complete task:b"], "start a? b b? c?"],
  [{}, ["modify activate b, cancel a"], "start a~ b?"],
  [{}, ["modify activate b, activate b, cancel b -> ELEMENT_NOT_ACTIVE"], "start a?"],
  [{}, ["modify activate b, activate b", "modify move b to c"], "start a? b~ b~ c? c?"],
]);

scenario("an instance that is left without tokens is terminated", "modifyInstance", line, [
  [{}, ["modify cancel a"], "start a~"],
  [{}, ["modify cancel a", "modify cancel a -> INSTANCE_ENDED"], "start a~"],
]);

scenario(
  "all instructions are refused together, and nothing has changed",
  "modifyInstance",
  "start -> a:userTask -> b:userTask -> end",
  [
    [{}, ["modify cancel b -> ELEMENT_NOT_ACTIVE"], "start a?"],
    [{}, ["modify activate b, cancel nowhere -> ELEMENT_NOT_IN_MODEL"], "start a?"],
    [{}, ["modify activate nowhere -> ELEMENT_NOT_IN_MODEL"], "start a?"],
    [{}, ["modify activate main -> ELEMENT_NOT_ACTIVATABLE"], "start a?"],
    [{}, ["modify cancel one:main -> ELEMENT_NOT_CANCELABLE"], "start a?"],
    [{}, ["modify cancel one:b -> ELEMENT_INSTANCE_NOT_FOUND"], "start a?"],
    [{}, ["modify activate b in a -> SCOPE_NOT_AROUND"], "start a?"],
    [{}, [["modify activate b locally a -> VARIABLE_SCOPE_INVALID", { x: 1 }]], "start a?"],
    [
      {},
      [["modify activate b -> VARIABLE_NOT_SERIALISABLE", { x: (() => 1) as never }]],
      "start a?",
    ],
  ],
);

const nested = `
  start -> a:userTask -> outer -> end
  outer {
    s1:start -> b:userTask -> inner -> e1:end
    inner { s2:start -> c:userTask -> e2:end }
  }
`;

scenario(
  "scopes that are missing come to be, once for all instructions",
  "modifyInstance",
  nested,
  [
    [{}, ["modify move a to c", "complete task:c"], "start a~ outer inner c e2 e1 end"],
    [{}, ["modify move a to c, activate b, activate c"], "start a~ outer inner c? b? c?"],
    [{}, ["modify activate outer, cancel a"], "start a~ outer s1 b?"],
    [{}, ["modify activate b, activate b in outer -> SCOPE_NOT_AROUND"], "start a?"],
  ],
);

scenario(
  "a scope that is there already is used; of several one must be named",
  "modifyInstance",
  nested,
  [
    [{}, ["complete task:a", "modify activate c"], "start a outer s1 b? inner c?"],
    [
      {},
      ["complete task:a", "modify activate outer", "modify activate c -> SCOPE_AMBIGUOUS"],
      "start a outer s1 b? outer s1 b?",
    ],
    [
      {},
      ["complete task:a", "modify activate outer", "modify activate c in one:outer"],
      "start a outer s1 b? outer s1 b? inner c?",
    ],
    [
      {},
      ["complete task:a", "modify move b to c", "complete task:c"],
      "start a outer s1 b~ inner c e2 e1 end",
    ],
  ],
);

scenario(
  "a scope that is left without tokens is given up with what is around it",
  "modifyInstance",
  nested,
  [
    [
      {},
      ["modify activate c", "modify cancel c", "complete task:a"],
      "start a outer~ inner~ c~ outer s1 b?",
    ],
    [{}, ["modify move a to c", "modify cancel c"], "start a~ outer~ inner~ c~"],
    [{}, ["modify move a to c", "modify move c to a"], "start a~ outer~ inner~ c~ a?"],
    [
      {},
      ["modify move a to c", "modify activate b, cancel outer -> SCOPE_NOT_OPEN"],
      "start a~ outer inner c?",
    ],
  ],
);

scenario(
  "a missing scope evaluates its mappings first, and waits with what is in it when that fails",
  "modifyInstance",
  document(`<startEvent id="start"/> <userTask id="a"/> <endEvent id="end"/>
    <subProcess id="sub">${extensions('<zeebe:ioMapping><zeebe:input source="=x + 1" target="y"/></zeebe:ioMapping>')}
      <startEvent id="s"/><userTask id="b"/><endEvent id="e"/>${flows("s -> b -> e")}</subProcess>
    ${boundary("late", "sub", after("PT1H"))}${flows("start -> a -> sub -> end")}`),
  [
    [{ x: 1 }, ["modify move a to b", "trigger timer:late"], "start a~ sub~ b~ late"],
    [{}, ["modify move a to b"], "start a~ sub! b?"],
    [{}, ["modify move a to b", ["set process", { x: 1 }], "resolve sub"], "start a~ sub b?"],
  ],
);

test("variables go to each scope that is named", async () => {
  const world = await runScenario(nested, {}, [["modify move a to c locally inner", { x: 1 }]]);
  const [main] = world.instances;
  const inner = [...(main?.state.tables.element.entries() ?? [])].find(
    ([, { elementId }]) => elementId === "inner",
  );
  expect(main?.state.tables.variable.get(`${inner?.[0] ?? ""}/x`)).toEqual([1]);
});

scenario(
  "gateways pass what is put into them, and joins decide again when a token dies",
  "modifyInstance",
  `
  start -> fork:parallelGateway -> a:userTask -> join:inclusiveGateway -> b:userTask -> end
  fork -> c:userTask -> join
  `,
  [
    [{}, ["complete task:a", "modify cancel c"], "start fork a c~ join b?"],
    [{}, ["modify activate join"], "start fork a? c? join b?"],
    [{}, ["complete task:a", "modify cancel join", "complete task:c"], "start fork a c join b?"],
    [{}, ["complete task:a", "modify move join to b"], "start fork a c? b?"],
    [{}, ["modify cancel a, cancel c"], "start fork a~ c~"],
  ],
);

scenario(
  "a parallel join keeps its tokens when another dies",
  "modifyInstance",
  `
  start -> fork:parallelGateway -> a:userTask -> join:parallelGateway -> b:userTask -> end
  fork -> c:userTask -> join
  `,
  [
    [{}, ["complete task:a", "modify cancel c"], "start fork a c~ stuck"],
    [{}, ["complete task:a", "modify cancel c", "modify move join to b"], "start fork a c~ b?"],
  ],
);

scenario(
  "a token for the reset of a complex gateway, and one for its start",
  "modifyInstance",
  `
  start -> fork:parallelGateway -> a:userTask -> first:complex(activationCount >= 1) -> b:userTask -> end
  fork -> c:userTask -> first
  fork -> d:userTask -> end2
  `,
  [
    [{}, ["modify activate first -> ELEMENT_NOT_ACTIVATABLE"], "start fork a? c? d?"],
    [{}, ["complete task:a", "modify cancel first"], "start fork a c? d? first~ b?"],
    [{}, ["complete task:a", "modify cancel c"], "start fork a c~ d? first b?"],
  ],
);

const repeated = `
  start -> ask -> after:userTask -> end
  ask:subProcess |||(item in [1, 2, 3]) { s:start -> a:userTask -> b:userTask -> e:end }
`;

scenario(
  "a member of a multi-instance is given up by itself, and the others go on",
  "modifyInstance",
  repeated,
  [
    [
      {},
      ["complete task:a", "complete task:b", "modify cancel ask#2, cancel ask#3"],
      "start *ask ask#1 ask#2~ ask#3~ s s s a a~ a~ b e after?",
    ],
    [{}, ["modify cancel a"], "start *ask~ ask#1~ ask#2~ ask#3~ s s s a~ a~ a~"],
    [
      {},
      ["modify cancel ask, activate after"],
      "start *ask~ ask#1~ ask#2~ ask#3~ s s s a~ a~ a~ after?",
    ],
    [{}, ["modify move one:a to b"], "start *ask ask#1 ask#2 ask#3 s s s a~ a? a? b?"],
    [
      {},
      ["modify move a to after"],
      "start *ask~ ask#1~ ask#2~ ask#3~ s s s a~ a~ a~ after? after? after?",
    ],
    [{}, ["modify activate b -> SCOPE_AMBIGUOUS"], "start *ask ask#1 ask#2 ask#3 s s s a? a? a?"],
    [
      {},
      ["modify cancel ask#1, cancel ask#2, cancel ask#3, activate b -> SCOPE_NOT_CREATABLE"],
      "start *ask ask#1 ask#2 ask#3 s s s a? a? a?",
    ],
    [{}, ["modify activate b in ask#3"], "start *ask ask#1 ask#2 ask#3 s s s a? a? a? b?"],
    [
      {},
      ["modify move ask to after", "modify activate b -> SCOPE_NOT_CREATABLE"],
      "start *ask~ ask#1~ ask#2~ ask#3~ s s s a~ a~ a~ after?",
    ],
  ],
);

scenario(
  "a sequence goes on with its next member",
  "modifyInstance",
  "start -> ask:userTask ===(item in [1, 2]) -> after:userTask -> end",
  [
    [{}, ["modify cancel ask#1", "complete task:ask"], "start *ask ask#1~ ask#2 after?"],
    [{}, ["complete task:ask", "modify cancel ask#2"], "start *ask ask#1 ask#2~ after?"],
    [{}, ["modify activate ask"], "start *ask ask#1? *ask ask#1?"],
  ],
);

const adHoc = document(`<startEvent id="start"/> <endEvent id="end"/>
  <adHocSubProcess id="any" ordering="Sequential">${extensions('<zeebe:adHoc activeElementsCollection="=wanted"/>')}<userTask id="a"/><userTask id="b"/></adHocSubProcess>
  ${flows("start -> any -> end")}`);

scenario(
  "an ad-hoc sub-process goes on with what is still to be begun, and is done when nothing is",
  "modifyInstance",
  adHoc,
  [
    [{ wanted: ["a", "b"] }, ["modify cancel a"], "start any a~ b?"],
    [{ wanted: ["a"] }, ["modify move a to b"], "start any a~ b?"],
    [{ wanted: ["a"] }, ["modify cancel a"], "start any a~ end"],
    [{ wanted: ["a"] }, ["modify cancel any, activate b -> SCOPE_NOT_CREATABLE"], "start any a?"],
  ],
);

const events =
  document(`<startEvent id="start"/> <userTask id="a"/> <userTask id="b"/> <endEvent id="end"/>
  ${boundary("late", "a", after("PT1H"))}${boundary("onpaid", "a", messageOf("paid"), false)}${flows("start -> a -> end; late -> b -> end")}
  <subProcess id="on" triggeredByEvent="true"><startEvent id="stop" isInterrupting="true">${messageOf("stop")}</startEvent>
    <userTask id="c"/><endEvent id="e"/>${flows("stop -> c -> e")}</subProcess>`);

scenario(
  "boundary events and event sub-processes are activated as if they had happened, and take nothing away",
  "modifyInstance",
  events,
  [
    [{ key: "k" }, ["modify activate late"], "start a? late b?"],
    [{ key: "k" }, ["modify move a to late"], "start a~ late b?"],
    [{ key: "k" }, ["modify activate on"], "start a? on stop c?"],
    [{ key: "k" }, ["modify activate stop, activate on"], "start a? on stop on stop c? c?"],
    [{ key: "k" }, ["modify move a to c", "complete task:c"], "start a~ on c e"],
    [
      { key: "k" },
      ["correlate message:stop", "modify activate b -> SCOPE_NOT_OPEN"],
      "start a~ on stop c?",
    ],
  ],
);

test("what is given up takes its timers and subscriptions along", async () => {
  const world = await runScenario(events, { key: "k" }, ["modify cancel a, activate b"]);
  const [main] = world.instances;
  expect(main?.state.tables.timer.size).toBe(0);
  expect(
    [...(main?.state.tables.subscription.entries() ?? [])].map(([, { elementId }]) => elementId),
  ).toEqual(["stop"]);
});

scenario(
  "a called process is given up with the call, and a caller hears of it",
  "modifyInstance",
  "start -> call:callActivity(child) -> a:userTask -> end",
  [[{}, ["modify move call to a"], "start call~ child:s child:w~ a?"]],
  { processes: { child: "s:start -> w:userTask -> e:end" } },
);

const undone =
  document(`<startEvent id="start"/> <endEvent id="end"/> ${serviceTask("book")} ${serviceTask("pay")}
  ${serviceTask("unbook").replace("<serviceTask", '<serviceTask isForCompensation="true"')}
  ${serviceTask("unpay").replace("<serviceTask", '<serviceTask isForCompensation="true"')}
  ${boundary("onbook", "book", compensationOf())}${association("onbook", "unbook")}
  ${boundary("onpay", "pay", compensationOf())}${association("onpay", "unpay")}
  <userTask id="wait"/><intermediateThrowEvent id="undo">${compensationOf()}</intermediateThrowEvent>
  ${flows("start -> book -> pay -> wait -> undo -> end")}`);

scenario("what undoes something may be given up and counts as undone", "modifyInstance", undone, [
  [
    {},
    [
      "complete job:book",
      "complete job:pay",
      "complete task:wait",
      "modify cancel unpay",
      "complete job:unbook",
    ],
    "start book pay wait undo unpay~ unbook end",
  ],
  [{}, ["modify activate unpay -> ELEMENT_NOT_ACTIVATABLE"], "start book?"],
  [{}, ["modify activate onpay -> ELEMENT_NOT_ACTIVATABLE"], "start book?"],
]);

scenario(
  "an element of a transaction, and its cancel end event",
  "modifyInstance",
  `
  start -> order -> end
  order:transaction { s:start -> a:userTask -> e:end; b:userTask -> no:end.cancel; s -> b }
  order@cancel -> refused:userTask -> end
  `,
  [
    [{}, ["modify move a to b, cancel one:b"], "start order s a~ b~ b?"],
    [{}, ["modify activate no"], "start order~ s a~ b~ no~ orderCancel refused?"],
  ],
);

scenario(
  "events behind an event-based gateway wait by themselves",
  "modifyInstance",
  `
  start -> a:userTask -> choose:event -> late:timer(PT1H) -> end
  choose -> paid:message -> end
  `,
  [
    [{ key: "k" }, ["modify move a to paid", "correlate message:paid"], "start a~ paid end"],
    [{ key: "k" }, ["modify move a to choose", "trigger timer:late"], "start a~ choose late end"],
  ],
);

describe("the preview", () => {
  test("says what is done and what follows, and changes nothing", async () => {
    const world = new World({ processes: await graphsOf(nested) });
    world.start("main", {});
    const [main] = world.instances;
    if (main === undefined) throw new Error("No instance");
    const context = { now: 0, newId: () => "0", decision: () => undefined };
    const preview = previewModification(
      main.graph,
      main.state,
      [{ kind: "move", from: { elementId: "a" }, elementId: "b" }],
      context,
    );
    expect(
      preview.ok &&
        preview.steps.map((step) => ({
          ...step,
          instance: undefined,
          elementInstanceId: undefined,
        })),
    ).toMatchObject([
      { change: "canceled", elementId: "a", isAsked: true },
      { change: "activated", elementId: "outer", isAsked: false },
      { change: "activated", elementId: "b", scope: "+1", isAsked: true },
    ]);
    expect(traceOf(world)).toBe("start a?");
    const refused = previewModification(
      main.graph,
      main.state,
      [{ kind: "cancel", what: { elementInstanceId: "0" as ElementInstanceId } }],
      context,
    );
    expect(!refused.ok && refused.rejection.code).toBe("ELEMENT_INSTANCE_NOT_FOUND");
  });
});

describe("an instance that begins somewhere else (createInstance.startAt)", () => {
  const begun = async (
    model: string,
    startAt: readonly string[],
    steps: Parameters<typeof runScenario>[2] = [],
  ): Promise<string> => traceOf(await runScenario(model, { x: 1 }, steps, { startAt }));

  test("does so at any elements, and what stands before them has not happened", async () => {
    expect(await begun(line, ["b"])).toBe("b?");
    expect(await begun(line, ["b"], ["complete task:b", "complete task:c"])).toBe("b c end");
    expect(await begun(line, ["a", "c"])).toBe("a? c?");
  });

  test("has the scopes around them, one for all", async () => {
    expect(await begun(nested, ["c"])).toBe("outer inner c?");
    expect(await begun(nested, ["c", "b"], ["complete task:c"])).toBe("outer inner c b? e2 e1");
  });

  test("has its variables, and arms what waits beside", async () => {
    const watched = `start -> a:userTask -> b:userTask -> end`;
    const world = await runScenario(watched, { x: 1 }, [], { startAt: ["b"] });
    expect(processVariables(world)).toEqual({ x: 1 });
  });

  test.each([
    [["nowhere"], "ELEMENT_NOT_IN_MODEL"],
    [["main"], "ELEMENT_NOT_ACTIVATABLE"],
    [["b", "nowhere"], "ELEMENT_NOT_IN_MODEL"],
  ])("is refused at %j as %s", async (startAt, code) => {
    const world = new World({ processes: await graphsOf(line) });
    expect(world.start("main", {}, undefined, undefined, startAt)?.code).toBe(code);
  });
});
