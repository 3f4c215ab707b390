/** The models, once for all contenders that read BPMN. */
import { patterns } from "./benchflow.ts";
import type { Dialect, ModelWriter } from "./dialect.ts";
import { chain, choice, flow, merge, names, timer } from "./parts.ts";

export type { Dialect } from "./dialect.ts";
export { cardinality } from "./parts.ts";

const jobs =
  (count: number): ModelWriter =>
  ({ job }) => {
    const tasks = names("task", count);
    return { content: tasks.map(job).join("") + chain(["start", ...tasks, "end"]) };
  };

const multiInstance =
  (count: number): ModelWriter =>
  ({ script, members }) => ({
    content: script("task", "result", "count", members(count)) + chain(["start", "task", "end"]),
  });

const writers = {
  job: jobs(1),
  threeJobs: jobs(3),
  /** Zeebe's `typical_process`: three jobs, a choice, a minute, three jobs, a minute, four jobs. */
  typical: ({ job, isEqual }) => {
    const tasks = names("task", 10);
    return {
      content:
        tasks.map(job).join("") +
        choice("continue", "stopped") +
        `<endEvent id="stopped"/>` +
        timer("timer1", "PT1M") +
        timer("timer2", "PT1M") +
        chain(["start", ...tasks.slice(0, 3), "continue", "stopped"]) +
        flow("continue", "timer1", isEqual("isGoingOn", 1)) +
        chain(["timer1", ...tasks.slice(3, 6), "timer2", ...tasks.slice(6), "end"]),
    };
  },
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
      merge("merge") +
      choice("again", "end") +
      script("task", "count", "count") +
      chain(["start", "merge", "task", "again", "end"]) +
      flow("again", "merge", isBelow("count", 10)),
  }),
  userTask: ({ userTask }) => ({ content: userTask("task") + chain(["start", "task", "end"]) }),
  message: ({ message }) => ({
    before: message("paid", "paid"),
    content: `<intermediateCatchEvent id="wait"><messageEventDefinition messageRef="paid"/></intermediateCatchEvent>${chain(["start", "wait", "end"])}`,
  }),
  multiInstance: multiInstance(1000),
  multiInstance10k: multiInstance(10_000),
  timer: () => ({ content: timer("wait", "PT1H") + chain(["start", "wait", "end"]) }),
  ...patterns,
} satisfies Record<string, ModelWriter>;

/** The processes are called so. */
export type ModelKey = keyof typeof writers;

/** Every {@link ModelKey}. */
export const modelKeys = Object.keys(writers) as readonly ModelKey[];

/** BenchFlow's patterns, of which its mix runs a fifth each. */
export const patternKeys = Object.keys(patterns) as readonly (keyof typeof patterns)[];

/** The model of this key in a dialect; the process is called as the key. */
export function model(key: ModelKey, dialect: Dialect): string {
  const writer: ModelWriter = writers[key];
  const { content, before = "" } = writer(dialect);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  ${dialect.namespaces} id="definitions" targetNamespace="benchmark">${before}
<process id="${key}" isExecutable="true"><startEvent id="start"/><endEvent id="end"/>${content}</process></definitions>`;
}
