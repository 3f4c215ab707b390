/**
 * What the contenders run: the same models, once in each contender's dialect. A flow's condition is the only thing that
 * differs: FEEL for one, a service that answers for the other.
 */

/** How a contender writes down what BPMN leaves to the engine. */
export interface Dialect {
  /** Attributes and content of a service task that does nothing. */
  readonly serviceTask: (id: string) => string;
  /** Content of a service task that adds 1 to the variable `round`. */
  readonly countingTask: (id: string) => string;
  /** Body of a condition that holds as long as `round` is below the limit. */
  readonly isBelow: (limit: number) => string;
}

/** One workload. */
export interface Workload {
  readonly key: string;
  readonly title: string;
  readonly model: (dialect: Dialect) => string;
  /** Answer of the service of the counting task, per instance: what `round` becomes. */
  readonly rounds?: number;
}

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_none, index) => `${prefix}${index}`);

/** See the file's head. */
export const workloads: readonly Workload[] = [
  {
    key: "sequence",
    title: "sequence of 10 service tasks",
    model: ({ serviceTask }) => {
      const tasks = names("task", 10);
      return definitions(`${tasks.map(serviceTask).join("")}${chain(["start", ...tasks, "end"])}`);
    },
  },
  {
    key: "parallel",
    title: "parallel block of 5 service tasks",
    model: ({ serviceTask }) => {
      const tasks = names("task", 5);
      return definitions(
        `<parallelGateway id="fork"/><parallelGateway id="join"/>${tasks.map(serviceTask).join("")}` +
          chain(["start", "fork"]) +
          tasks.map((task) => chain(["fork", task, "join"])).join("") +
          chain(["join", "end"]),
      );
    },
  },
  {
    key: "loop",
    title: "exclusive loop of 10 rounds, a service task in each",
    rounds: 10,
    model: ({ countingTask, isBelow }) =>
      definitions(
        `<exclusiveGateway id="merge"/><exclusiveGateway id="again" default="again_end"/>${countingTask("task")}` +
          chain(["start", "merge", "task", "again", "end"]) +
          `<sequenceFlow id="back" sourceRef="again" targetRef="merge"><conditionExpression xsi:type="tFormalExpression">${isBelow(10)}</conditionExpression></sequenceFlow>`,
      ),
  },
  {
    key: "userTask",
    title: "one user task",
    model: () =>
      definitions(
        `<userTask id="task"><extensionElements><zeebe:userTask/></extensionElements></userTask>${chain(["start", "task", "end"])}`,
      ),
  },
  {
    key: "multiInstance",
    title: "parallel multi-instance of 1,000 script-free tasks",
    model: () =>
      definitions(
        `<task id="task"><multiInstanceLoopCharacteristics isSequential="false"><loopCardinality xsi:type="tFormalExpression">1000</loopCardinality></multiInstanceLoopCharacteristics></task>${chain(["start", "task", "end"])}`,
      ),
  },
];

/** A process of 30 nodes, ten of them with expressions: what is compiled in the compile benchmark. */
export function modelOf30Nodes({ serviceTask, isBelow }: Dialect): string {
  const nodes: string[] = [];
  const flows: string[] = [];
  let last = "start";
  for (let block = 0; block < 7; block += 1) {
    const [choice, a, b, merge] = [`choice${block}`, `a${block}`, `b${block}`, `merge${block}`];
    nodes.push(
      `<exclusiveGateway id="${choice}" default="${choice}_${a}"/>${serviceTask(a)}${serviceTask(b)}<exclusiveGateway id="${merge}"/>`,
    );
    flows.push(
      chain([last, choice, a, merge]),
      chain([b, merge]),
      `<sequenceFlow id="way${block}" sourceRef="${choice}" targetRef="${b}"><conditionExpression xsi:type="tFormalExpression">${isBelow(block)}</conditionExpression></sequenceFlow>`,
    );
    last = merge;
  }
  return definitions(`${nodes.join("")}${flows.join("")}${chain([last, "end"])}`);
}

/** 200 nodes for verification: parallel blocks of five branches, each with a choice in it and a way back. */
export function modelOf200Nodes({ serviceTask, isBelow }: Dialect): string {
  const nodes: string[] = [];
  const flows: string[] = [];
  let last = "start";
  for (let block = 0; block < 9; block += 1) {
    const [fork, join] = [`fork${block}`, `join${block}`];
    nodes.push(`<parallelGateway id="${fork}"/><parallelGateway id="${join}"/>`);
    flows.push(chain([last, fork]));
    for (const id of names(`${block}x`, 5)) {
      const [merge, a, choice, b] = [`merge${id}`, `a${id}`, `choice${id}`, `b${id}`];
      nodes.push(
        `<exclusiveGateway id="${merge}"/>${serviceTask(a)}<exclusiveGateway id="${choice}" default="${choice}_${b}"/>${serviceTask(b)}`,
      );
      flows.push(
        chain([fork, merge, a, choice, b, join]),
        `<sequenceFlow id="back${id}" sourceRef="${choice}" targetRef="${merge}"><conditionExpression xsi:type="tFormalExpression">${isBelow(3)}</conditionExpression></sequenceFlow>`,
      );
    }
    last = join;
  }
  return definitions(`${nodes.join("")}${flows.join("")}${chain([last, "end"])}`);
}

function chain(ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((target, index) => {
      const source = ids[index] ?? "";
      return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
    })
    .join("");
}

function definitions(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="benchmark">
<process id="main" isExecutable="true"><startEvent id="start"/><endEvent id="end"/>${content}</process></definitions>`;
}
