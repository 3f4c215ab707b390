/** The engine's side of the comparison: an instance, what can be done to it, and what is seen of it. */
import type { Command } from "../../src/commands.ts";
import { handle } from "../../src/handle.ts";
import {
  type JobId,
  type ProcessInstanceId,
  rootScopeOf,
  type SubscriptionId,
  type TimerId,
} from "../../src/ids.ts";
import type { Variables } from "../../src/json.ts";
import type { ProcessGraph } from "../../src/model/process-graph.ts";
import {
  allRecords,
  type InstanceState,
  loadState,
  newInstanceState,
} from "../../src/state/instance-state.ts";
import type { ElementRecord } from "../../src/state/records.ts";
import type { Picture } from "./picture.ts";

const processInstanceId = "1" as ProcessInstanceId;

/** See the file's head. */
export class EngineRun {
  readonly #graph: ProcessGraph;
  readonly #state: InstanceState;
  #completed: string[] = [];
  #lastId: number;

  private constructor(graph: ProcessGraph, state: InstanceState, lastId: number) {
    this.#graph = graph;
    this.#state = state;
    this.#lastId = lastId;
  }

  /** A new instance, run to its first wait. */
  static begin(graph: ProcessGraph, variables: Variables): EngineRun {
    const run = new EngineRun(graph, newInstanceState(), 1);
    run.#handle({
      type: "createInstance",
      processInstanceId,
      rootProcessInstanceId: processInstanceId,
      definitionId: "main:1",
      version: 1,
      variables,
    });
    return run;
  }

  /** Another that is where this one is. */
  copy(): EngineRun {
    return new EngineRun(this.#graph, loadState(allRecords(this.#state)), this.#lastId);
  }

  /** Does what is named (as the oracle names it) to the oldest that it can be meant for. */
  act(at: string, error: string | undefined, variables: Variables): void {
    const scopeId = rootScopeOf(processInstanceId);
    const command = this.#possible().find((possible) => possible.at === at)?.command;
    if (command === undefined) throw new Error(`The engine does not wait for ${at}`);
    this.#handle({ type: "setVariables", scopeId, variables, local: true });
    this.#completed = [];
    if (error === undefined || command.type !== "completeJob") this.#handle(command);
    else
      this.#handle({
        ...command,
        type: "throwJobError",
        errorCode: error,
        message: "",
        variables: {},
      });
  }

  /** What is seen now. */
  picture(): Picture {
    const { tables } = this.#state;
    const failed = new Set(
      [...tables.incident.entries()].map(([, incident]) => incident.elementInstanceId),
    );
    const running = [...tables.element.entries()].flatMap(([, element]) =>
      element.state === "compensating"
        ? []
        : [`${this.#pathOf(element)}${failed.has(element.elementInstanceId) ? "!" : ""}`],
    );
    const tokens = [...tables.join.entries()].flatMap(([key, count]) => {
      const [scopeId = "", , flow = ""] = key.split("/");
      return Array.from({ length: count }, () => `${this.#pathOf(this.#element(scopeId))}/${flow}`);
    });
    return {
      hasEnded: tables.instance.get("")?.state !== "active",
      running: running.toSorted(),
      tokens: tokens.toSorted(),
      waits: this.#possible()
        .map(({ at }) => at)
        .toSorted(),
      completed: this.#completed.toSorted(),
    };
  }

  #possible(): { readonly at: string; readonly command: Command }[] {
    const { job, timer, subscription } = this.#state.tables;
    const at = (elementInstanceId: string, what: string): string =>
      `${this.#pathOf(this.#element(elementInstanceId))} ${what}`;
    return [
      ...[...job.entries()]
        .filter(([, { isThrown }]) => isThrown !== true)
        .map(([key, { elementInstanceId }]) => ({
          at: at(elementInstanceId, "job"),
          command: { type: "completeJob", jobId: key as JobId, variables: {} } as const,
        })),
      ...[...timer.entries()].map(([key, { elementInstanceId, elementId }]) => ({
        at: at(elementInstanceId, this.#eventNamed(elementId)),
        command: { type: "triggerTimer", timerId: key as TimerId } as const,
      })),
      ...[...subscription.entries()].map(([key, { elementInstanceId, elementId }]) => ({
        at: at(elementInstanceId, this.#eventNamed(elementId)),
        command: {
          type: "correlateMessage",
          subscriptionId: key as SubscriptionId,
          variables: {},
        } as const,
      })),
    ];
  }

  /** An event sub-process is named by itself, not by its start event. */
  #eventNamed(elementId: string): string {
    const node = this.#graph.nodes.find((candidate) => candidate.elementId === elementId);
    if (node?.kind !== "startEvent") return elementId;
    return this.#graph.nodes[node.scope]?.elementId ?? elementId;
  }

  #element(elementInstanceId: string): ElementRecord {
    const element = this.#state.tables.element.get(elementInstanceId);
    if (element === undefined) throw new Error(`No element instance ${elementInstanceId}`);
    return element;
  }

  #pathOf(element: ElementRecord): string {
    const { elementId, loopCounter, scopeId, elementInstanceId } = element;
    const name = loopCounter === undefined ? elementId : `${elementId}#${String(loopCounter)}`;
    if (scopeId === elementInstanceId) return name;
    let scope = this.#element(scopeId);
    while (scope.state === "compensating") scope = this.#element(scope.scopeId);
    return `${this.#pathOf(scope)}/${name}`;
  }

  #handle(command: Command): void {
    const outcome = handle(this.#graph, this.#state, command, {
      now: 0,
      newId: () => String((this.#lastId += 1)),
      decision: () => undefined,
    });
    if (!outcome.ok) throw new Error(outcome.rejection.message.en);
    for (const event of outcome.events)
      if (event.type === "elementCompleted" && event.elementKind !== "process")
        this.#completed.push(event.elementId);
  }
}
