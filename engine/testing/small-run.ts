/** One instance of a random drawing, run by the engine without a host: what can be sent to it, and where its tokens are. */
import type { Command } from "../src/commands.ts";
import { handle } from "../src/handle.ts";
import { type JobId, type ProcessInstanceId, rootScopeOf, type TimerId } from "../src/ids.ts";
import type { ProcessGraph } from "../src/model/process-graph.ts";
import { type InstanceState, newInstanceState } from "../src/state/instance-state.ts";

/** Exclusive gateway → number of the way that it takes next. */
export type Choice = Readonly<Record<string, number>>;

const processInstanceId = "1" as ProcessInstanceId;

/** See the file's head. */
export class SmallRun {
  readonly #graph: ProcessGraph;
  readonly #entered: Set<string>;
  #lastId = 1;

  /** Elements that are entered are added to `entered`. */
  constructor(graph: ProcessGraph, entered: Set<string>) {
    this.#graph = graph;
    this.#entered = entered;
  }

  /** A new instance, run to its first wait. */
  create(choice: Choice): InstanceState {
    const state = newInstanceState();
    this.#handle(state, {
      type: "createInstance",
      processInstanceId,
      rootProcessInstanceId: processInstanceId,
      definitionId: "main:1",
      version: 1,
      variables: choice,
    });
    return state;
  }

  /** Sends the command, after which gateways decide as the choice says. */
  send(state: InstanceState, command: Command, choice: Choice): void {
    const scopeId = rootScopeOf(processInstanceId);
    this.#handle(state, { type: "setVariables", scopeId, variables: choice, local: true });
    this.#handle(state, command);
  }

  #handle(state: InstanceState, command: Command): void {
    const outcome = handle(this.#graph, state, command, {
      now: 0,
      newId: () => String((this.#lastId += 1)),
      decision: () => undefined,
    });
    if (!outcome.ok) throw new Error(outcome.rejection.message.en);
    for (const event of outcome.events) {
      if (event.type === "elementActivating") this.#entered.add(event.elementId);
    }
  }
}

/** Completions of jobs and triggers of timers, each with the element that it happens to. */
export function commandsOf({ tables }: InstanceState): { elementId: string; command: Command }[] {
  const elementOf = (elementInstanceId: string): string =>
    tables.element.get(elementInstanceId)?.elementId ?? "";
  return [
    ...[...tables.job.entries()].map(([key, job]) => ({
      elementId: elementOf(job.elementInstanceId),
      command: { type: "completeJob", jobId: key as JobId, variables: {} } as const,
    })),
    ...[...tables.timer.entries()].map(([key, timer]) => ({
      elementId: timer.elementId,
      command: { type: "triggerTimer", timerId: key as TimerId } as const,
    })),
  ];
}

/** Whether the instance has come to its end. */
export function isEnded({ tables }: InstanceState): boolean {
  return tables.instance.get("")?.state !== "active";
}

/** Where the tokens are, sorted: the element, or the flow on which one waits at a join; twice for two tokens. */
export function tokensOf({ tables }: InstanceState): string[] {
  const inElements = [...tables.element.entries()]
    .filter(([, { kind }]) => kind !== "process")
    .map(([, { elementId }]) => elementId);
  const atJoins = [...tables.join.entries()].flatMap(([key, count]) =>
    Array.from({ length: count }, () => key.split("/").at(-1) ?? ""),
  );
  return [...inElements, ...atJoins].toSorted((one, other) => (one < other ? -1 : 1));
}
