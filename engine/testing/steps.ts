/**
 * The steps of a scenario, as words: `verb kind:element rest`.
 *
 *   complete job:pay            with variables: ['complete job:pay', { paid: true }]
 *   complete job:adHoc beginning a b    the worker of an ad-hoc sub-process;  `complete job:adHoc done`
 *   fail job:pay                the retries are used up;  `fail job:pay 2`: two are left, with variables
 *   throw job:pay NO_MONEY      a BPMN error
 *   retry job:pay 3             more attempts
 *   complete task:check         a user task;  `complete task:check by wang`
 *   assign task:check wang      `assign task:check wang from nobody`: only if nobody has it
 *   trigger timer:tooLate
 *   correlate message:paid      an open subscription of the element
 *   broadcast fire              a signal, to all that wait for it and to start events
 *   resolve check               the incident on the element
 *   begin check in adHoc          an activity of an ad-hoc sub-process, with variables;  `begin a,b in adHoc instead`
 *   set process                 variables from outside;  `set check`: locally to the element
 *   modify cancel a, move b to c   see testing/change-steps.ts
 *   cancel                      the first instance;  `cancel child`: the instance of that process
 *
 * The oldest match is meant; `job:pay#2` is member 2 of a multi-instance, `child:job:pay` a job in a called process.
 * A step that the engine refuses fails the scenario, unless it ends with `-> CODE` and the code is that of the rejection.
 */
import { instructionsOf } from "./change-steps.ts";
import type { Command } from "../src/commands.ts";
import type { IncidentId, JobId, SubscriptionId, TimerId, UserTaskId } from "../src/ids.ts";
import type { Variables } from "../src/json.ts";
import type { OwnedTable } from "../src/state/instance-state.ts";
import type { ElementRecord } from "../src/state/records.ts";
import type { LiveInstance, World } from "./world.ts";

/** A step, with variables where it takes some. */
export type Step = string | readonly [step: string, variables: Variables];

/** Carries the step out. Throws when it cannot be understood or is refused unexpectedly. */
export function carryOut(world: World, step: Step): void {
  const [text, variables] = typeof step === "string" ? [step, {}] : step;
  const [words = "", expected] = text.split(" -> ");
  if (words.startsWith("broadcast ")) {
    world.broadcast(words.slice("broadcast ".length), variables);
    return;
  }
  const { instance, command } = commandOf(world, words, variables);
  const refused = world.send(instance, command);
  if (refused?.code === expected?.trim()) return;
  throw new Error(
    `Step "${text}": ${refused === undefined ? "was not refused" : `${refused.code} ${refused.message.en}`}`,
  );
}

interface Addressed {
  readonly instance: LiveInstance;
  readonly command: Command;
}

function commandOf(world: World, words: string, variables: Variables): Addressed {
  const [verb = "", address = "", ...rest] = words.trim().split(/\s+/u);
  if (verb === "cancel") {
    const named = world.instances.find((instance) => instance.graph.processId === address);
    return {
      instance: address === "" ? first(world) : must(named, words),
      command: { type: "cancelInstance" },
    };
  }
  if (verb === "modify") {
    const instance = first(world);
    const instructions = instructionsOf(instance, words.replace("modify", ""), variables);
    return { instance, command: { type: "modifyInstance", instructions } };
  }
  if (verb === "set") {
    const { instance, element } = elementOf(
      world,
      address === "process" ? undefined : address,
      words,
    );
    const scopeId = element.elementInstanceId;
    return {
      instance,
      command: { type: "setVariables", scopeId, variables, local: address !== "process" },
    };
  }
  if (verb === "begin") {
    const { instance, element } = elementOf(world, rest[1], words);
    const activities = address.split(",").map((elementId) => ({ elementId, variables }));
    const { elementInstanceId } = element;
    const isCancelingRunning = rest[2] === "instead";
    return {
      instance,
      command: {
        type: "activateAdHocActivities",
        elementInstanceId,
        activities,
        isCancelingRunning,
      },
    };
  }
  const parts = (verb === "resolve" ? `incident:${address}` : address).split(":");
  if (verb === "resolve" && parts.length === 3) parts.splice(0, 2, parts[1] ?? "", "incident");
  const elementId = parts.pop() ?? "";
  const kind = parts.pop() ?? "";
  const { instance, key } = owned(world, tableOf(kind, words), elementId, parts.pop());
  return { instance, command: workCommand(`${verb} ${kind}`, key, variables, rest) };
}

function workCommand(
  what: string,
  key: string,
  variables: Variables,
  rest: readonly string[],
): Command {
  const [word = ""] = rest;
  switch (what) {
    case "complete job": {
      const job = { type: "completeJob", jobId: key as JobId, variables } as const;
      if (word === "done") return { ...job, adHocResult: { isCompletionConditionFulfilled: true } };
      if (word !== "beginning") return job;
      const activities = rest.slice(1).map((elementId) => ({ elementId, variables: {} }));
      return { ...job, adHocResult: { activities } };
    }
    case "fail job":
      return {
        type: "failJob",
        jobId: key as JobId,
        retries: Number(word),
        message: "failed",
        variables,
      };
    case "throw job":
      return {
        type: "throwJobError",
        jobId: key as JobId,
        errorCode: word,
        message: "",
        variables,
      };
    case "retry job":
      return { type: "updateJobRetries", jobId: key as JobId, retries: Number(word) };
    case "complete task": {
      const by = word === "by" ? { assignee: rest[1] ?? "" } : undefined;
      return { type: "completeUserTask", userTaskId: key as UserTaskId, variables, ...by };
    }
    case "assign task": {
      const from = rest[2] === "nobody" ? null : rest[2];
      const expected = from === undefined ? undefined : { expectedAssignee: from };
      return { type: "assignUserTask", userTaskId: key as UserTaskId, assignee: word, ...expected };
    }
    case "trigger timer":
      return { type: "triggerTimer", timerId: key as TimerId };
    case "correlate message":
      return { type: "correlateMessage", subscriptionId: key as SubscriptionId, variables };
    case "resolve incident":
      return { type: "resolveIncident", incidentId: key as IncidentId };
    default:
      throw new Error(`No such step: ${what}`);
  }
}

function tableOf(kind: string, words: string): OwnedTable {
  const tables: Readonly<Record<string, OwnedTable>> = {
    job: "job",
    task: "userTask",
    timer: "timer",
    message: "subscription",
    incident: "incident",
  };
  return must(tables[kind], words);
}

/** The oldest record of the table that waits at the element; a key that exists nowhere when there is none. */
function owned(
  world: World,
  table: OwnedTable,
  address: string,
  processId: string | undefined,
): { readonly instance: LiveInstance; readonly key: string } {
  const [elementId = "", member] = address.split("#");
  for (const instance of world.instances) {
    if (processId !== undefined && instance.graph.processId !== processId) continue;
    for (const [key, record] of instance.state.tables[table].entries()) {
      const element = instance.state.tables.element.get(record.elementInstanceId);
      const at = "elementId" in record ? record.elementId : element?.elementId;
      const isMember = member === undefined || String(element?.loopCounter) === member;
      if (at === elementId && isMember) return { instance, key };
    }
  }
  return { instance: first(world), key: "0" };
}

function elementOf(
  world: World,
  elementId: string | undefined,
  words: string,
): { readonly instance: LiveInstance; readonly element: ElementRecord } {
  for (const instance of world.instances) {
    for (const [, element] of instance.state.tables.element.entries()) {
      const isMeant =
        elementId === undefined ? element.kind === "process" : element.elementId === elementId;
      if (isMeant) return { instance, element };
    }
  }
  throw new Error(`No such element: ${words}`);
}

function first(world: World): LiveInstance {
  return must(world.instances[0], "no instance");
}

function must<Value>(value: Value | undefined, words: string): Value {
  if (value === undefined) throw new Error(`Step cannot be understood: ${words}`);
  return value;
}
