/** This engine, driven as its host drives it: commands in, events out, and after each command the records to store. */
import {
  type Context,
  drainChanges,
  handle,
  newInstanceState,
  parseProcesses,
} from "../src/index.ts";
import type { Command } from "../src/commands.ts";
import type { ProcessInstanceId } from "../src/ids.ts";
import type { ProcessGraph } from "../src/model/process-graph.ts";
import type { DecisionModel } from "../src/decision/index.ts";
import type { Json } from "../src/json.ts";
import type { Contender } from "./contender.ts";
import { decidingModel, thirtyRules } from "./decision.ts";
import type { Dialect } from "./workloads.ts";

/** The zeebe dialect. */
export const zeebe: Dialect = {
  serviceTask: (id) =>
    `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="work"/></extensionElements></serviceTask>`,
  countingTask: (id) =>
    `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="count"/></extensionElements></serviceTask>`,
  isBelow: (limit) => `=round &lt; ${limit}`,
};

/** See the file's head. */
export const tongban: Contender = {
  name: "tongban",
  async prepare({ model }) {
    const graph = await compile(model(zeebe));
    return () => runToEnd(graph);
  },
};

/** Runs an instance that decides, with inputs that change from one to the next. */
export async function prepareDecision(): Promise<() => void> {
  const graph = await compile(decidingModel);
  const model = await thirtyRules();
  let count = 0;
  return () => {
    count += 1;
    const kind = count % 2 === 0 ? "shop" : "canteen";
    runToEnd(graph, { area: (count * 7) % 330, kind, isNew: count % 5 === 0 }, model);
  };
}

/** The one process of the model. */
export async function compile(model: string): Promise<ProcessGraph> {
  const parsed = await parseProcesses(model);
  const graph = parsed.ok ? parsed.processes[0] : undefined;
  if (graph === undefined) throw new Error(`The model is refused: ${JSON.stringify(parsed)}`);
  return graph;
}

/** Starts an instance; answers the bytes of JSON that storing it takes while it waits for the first time. */
export function storedBytes(graph: ProcessGraph): number {
  const { state } = begin(graph);
  return drainChanges(state)
    .filter(({ value }) => value !== null)
    .reduce((sum, { key, value }) => sum + key.length + JSON.stringify(value).length, 0);
}

const NOW = Date.UTC(2026, 0, 1);
const noRoundYet = { round: 0 } as const;
let lastId = 0;
let decisions: DecisionModel | undefined;
const context: Context = {
  now: NOW,
  newId: () => String((lastId += 1)),
  decision: () => decisions,
};

function begin(
  graph: ProcessGraph,
  variables: Readonly<Record<string, Json>> = noRoundYet,
): {
  readonly state: ReturnType<typeof newInstanceState>;
  readonly todo: Command[];
} {
  const state = newInstanceState();
  const processInstanceId = context.newId() as ProcessInstanceId;
  const todo: Command[] = [];
  carryOut(graph, state, todo, {
    type: "createInstance",
    processInstanceId,
    definitionId: "main:1",
    version: 1,
    variables,
    rootProcessInstanceId: processInstanceId,
  });
  return { state, todo };
}

function runToEnd(
  graph: ProcessGraph,
  variables?: Readonly<Record<string, Json>>,
  model?: DecisionModel,
): void {
  decisions = model;
  const { state, todo } = begin(graph, variables);
  drainChanges(state);
  for (let command = todo.shift(); command !== undefined; command = todo.shift()) {
    carryOut(graph, state, todo, command);
    drainChanges(state);
  }
  if (state.tables.instance.get("")?.state !== "completed") throw new Error("It did not end");
}

function carryOut(
  graph: ProcessGraph,
  state: ReturnType<typeof newInstanceState>,
  todo: Command[],
  command: Command,
): void {
  const outcome = handle(graph, state, command, context);
  if (!outcome.ok) throw new Error(outcome.rejection.message.en);
  for (const event of outcome.events) {
    if (event.type === "jobCreated") {
      const round = event.jobType === "count" ? [...state.tables.variable.entries()][0]?.[1][0] : 0;
      const variables = event.jobType === "count" ? { round: Number(round) + 1 } : {};
      todo.push({ type: "completeJob", jobId: event.jobId, variables });
    } else if (event.type === "userTaskCreated") {
      todo.push({ type: "completeUserTask", userTaskId: event.userTaskId, variables: {} });
    }
  }
}
