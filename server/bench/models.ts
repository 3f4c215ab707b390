/** The models, once for all contenders that read BPMN. */
import type { WorkloadKey } from "./workloads.ts";

/** How a contender writes down what BPMN leaves to the engine. */
export interface Dialect {
  /** Declarations of the contender's namespaces. */
  readonly namespaces: string;
  /** A task that is done by a worker. */
  readonly job: (id: string) => string;
  /** A task that sets the variable `name` to `value` plus 1 within the engine; `more` goes inside it. */
  readonly script: (id: string, name: string, value: string, more?: string) => string;
  /** A task for people of the group `clerks`. */
  readonly userTask: (id: string) => string;
  /** Condition that holds as long as the variable is below the limit. */
  readonly isBelow: (name: string, limit: number) => string;
  /** A message and, where the engine wants it, the key `key` that it is correlated by. */
  readonly message: (id: string, name: string) => string;
}

/** Workloads that are models. */
export type ModelKey = Exclude<WorkloadKey, "waitingJobs" | "dueTimers"> | "timer";

/** The model of a workload in a dialect; the process is called as the key. */
export function model(key: ModelKey, dialect: Dialect): string {
  const { content, before = "" } = contents[key](dialect);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  ${dialect.namespaces} id="definitions" targetNamespace="benchmark">${before}
<process id="${key}" isExecutable="true"><startEvent id="start"/><endEvent id="end"/>${content}</process></definitions>`;
}

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_none, index) => `${prefix}${index}`);

const expression = (tag: string, text: string): string =>
  `<${tag} xsi:type="tFormalExpression">${text}</${tag}>`;

const jobs = (count: number, { job }: Dialect): { content: string } => {
  const tasks = names("task", count);
  return { content: tasks.map(job).join("") + chain(["start", ...tasks, "end"]) };
};

const contents: Record<ModelKey, (dialect: Dialect) => { content: string; before?: string }> = {
  job: (dialect) => jobs(1, dialect),
  threeJobs: (dialect) => jobs(3, dialect),
  scripts: ({ script }) => {
    const tasks = names("task", 10);
    const content = tasks.map((task) => script(task, "count", "count")).join("");
    return { content: content + chain(["start", ...tasks, "end"]) };
  },
  parallel: ({ script }) => {
    const tasks = names("task", 5);
    return {
      content:
        `<parallelGateway id="fork"/><parallelGateway id="join"/>` +
        tasks.map((task) => script(task, task, "count")).join("") +
        chain(["start", "fork"]) +
        tasks.map((task) => chain(["fork", task, "join"])).join("") +
        chain(["join", "end"]),
    };
  },
  loop: ({ script, isBelow }) => ({
    content:
      `<exclusiveGateway id="merge"/><exclusiveGateway id="again" default="again_end"/>` +
      script("task", "count", "count") +
      chain(["start", "merge", "task", "again", "end"]) +
      `<sequenceFlow id="back" sourceRef="again" targetRef="merge">${expression("conditionExpression", isBelow("count", 10))}</sequenceFlow>`,
  }),
  userTask: ({ userTask }) => ({ content: userTask("task") + chain(["start", "task", "end"]) }),
  message: ({ message }) => ({
    before: message("paid", "paid"),
    content: `<intermediateCatchEvent id="wait"><messageEventDefinition messageRef="paid"/></intermediateCatchEvent>${chain(["start", "wait", "end"])}`,
  }),
  multiInstance: ({ script }) => ({
    content:
      script(
        "task",
        "result",
        "count",
        `<multiInstanceLoopCharacteristics isSequential="false">${expression("loopCardinality", "1000")}</multiInstanceLoopCharacteristics>`,
      ) + chain(["start", "task", "end"]),
  }),
  timer: () => ({
    content: `<intermediateCatchEvent id="wait"><timerEventDefinition>${expression("timeDuration", "PT1H")}</timerEventDefinition></intermediateCatchEvent>${chain(["start", "wait", "end"])}`,
  }),
};

/** Every {@link ModelKey}. */
export const modelKeys = Object.keys(contents) as readonly ModelKey[];

function chain(ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((target, index) => {
      const source = ids[index] ?? "";
      return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
    })
    .join("");
}
