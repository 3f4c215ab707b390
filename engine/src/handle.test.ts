import { describe, expect, test } from "vitest";
import { document, flows, serviceTask } from "../testing/document.ts";
import { graphsOf, processVariables, runScenario } from "../testing/scenario.ts";
import { traceOf } from "../testing/trace.ts";
import type { Command } from "./commands.ts";
import { handle } from "./handle.ts";
import type { ProcessInstanceId } from "./ids.ts";
import type { ProcessGraph } from "./model/process-graph.ts";
import { startEvents } from "./model/start-events.ts";
import { allRecords, drainChanges, loadState, newInstanceState } from "./state/instance-state.ts";

const model = document(
  `<startEvent id="start"/> ${serviceTask("work")} <userTask id="check"/> <endEvent id="end"/> ${flows("start -> work -> check -> end")}`,
);
const create: Command = {
  type: "createInstance",
  processInstanceId: "1" as ProcessInstanceId,
  definitionId: "main:1",
  version: 1,
  variables: { a: 1 },
  rootProcessInstanceId: "1" as ProcessInstanceId,
};

async function graph(): Promise<ProcessGraph> {
  const [first] = await graphsOf(model);
  if (first === undefined) throw new Error("No process");
  return first;
}

function context(): Parameters<typeof handle>[3] {
  let lastId = 100;
  return {
    now: 0,
    newId: () => {
      lastId += 1;
      return String(lastId);
    },
    decision: () => undefined,
  };
}

describe("handle", () => {
  test("the same input gives the same output", async () => {
    const outcomes = [await graph(), await graph()].map((each) =>
      JSON.stringify(handle(each, newInstanceState(), create, context())),
    );
    expect(outcomes[0]).toBe(outcomes[1]);
  });

  test("an instance that does not exist, exists already or has ended refuses", async () => {
    const state = newInstanceState();
    const it = await graph();
    const code = (command: Command): string => {
      const outcome = handle(it, state, command, context());
      return outcome.ok ? "ok" : outcome.rejection.code;
    };
    expect(code({ type: "cancelInstance" })).toBe("INSTANCE_NOT_FOUND");
    expect(code({ ...create, startElementId: "nowhere" })).toBe("START_EVENT_NOT_FOUND");
    expect(code({ ...create, variables: { a: (() => 1) as never } })).toBe(
      "VARIABLE_NOT_SERIALISABLE",
    );
    expect(code(create)).toBe("ok");
    expect(code(create)).toBe("INSTANCE_ALREADY_CREATED");
    expect(code({ type: "cancelInstance" })).toBe("ok");
    expect(code({ type: "cancelInstance" })).toBe("INSTANCE_ENDED");
  });

  test("a stored instance goes on where it was", async () => {
    const it = await graph();
    const before = newInstanceState();
    handle(it, before, create, context());
    const records = JSON.parse(JSON.stringify(drainChanges(before))) as ReturnType<
      typeof drainChanges
    >;
    const after = loadState(records.toReversed());
    expect(JSON.stringify(allRecords(after))).toBe(JSON.stringify(allRecords(before)));
    expect(drainChanges(after)).toEqual([]);
  });

  test("drained records do not change with later commands", async () => {
    const it = await graph();
    const state = newInstanceState();
    handle(it, state, create, context());
    const drained = drainChanges(state);
    const text = JSON.stringify(drained);
    handle(it, state, { type: "cancelInstance" }, context());
    expect(JSON.stringify(drained)).toBe(text);
  });

  test("variables from outside are set where they are visible, or locally", async () => {
    const world = await runScenario(model, { a: 1 }, [
      ["set process", { a: 2, b: 3 }],
      ["set work", { c: 4 }],
    ]);
    expect(processVariables(world)).toEqual({ a: 2, b: 3 });
  });

  test("what the inbox shows of a user task can be changed", async () => {
    const world = await runScenario(model, {}, ["complete job:work"]);
    const [main] = world.instances;
    const [task] = main?.state.tables.userTask.entries() ?? [];
    if (main === undefined || task === undefined) throw new Error("No user task");
    const userTaskId = task[0] as never;
    expect(
      world.send(main, { type: "updateUserTask", userTaskId, dueAt: 5, candidateGroups: ["x"] }),
    ).toBeUndefined();
    expect(world.send(main, { type: "updateUserTask", userTaskId, dueAt: null })).toBeUndefined();
    expect(main.state.tables.userTask.get(userTaskId)).toMatchObject({
      dueAt: null,
      candidateGroups: ["x"],
      priority: 50,
    });
  });
});

test("start events are told in the order of the model", async () => {
  expect(startEvents(await graph())).toEqual([{ trigger: "none", elementId: "start" }]);
});

test("sub-processes may nest a hundred deep, and are given up all the same", async () => {
  let content = serviceTask("work");
  for (let level = 0; level < 100; level += 1) {
    const inner = level === 0 ? "work" : `sub${String(level - 1)}`;
    const sub = `sub${String(level)}`;
    content = `<subProcess id="${sub}"><startEvent id="s${String(level)}"/>${content}${flows(`s${String(level)} -> ${inner}`)}</subProcess>`;
  }
  const deep = document(`<startEvent id="start"/>${content}${flows("start -> sub99")}`);
  const world = await runScenario(deep, {}, ["cancel"]);
  expect(traceOf(world)).toContain("work~");
});
