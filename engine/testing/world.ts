/**
 * Runs instances in memory as a host would: it starts called processes, keeps every instance by its drained records, and
 * after every command checks that the state is one of the model (testing/valid-state.ts), and the two promises that the host
 * relies on:
 *
 * - folding all events from the first gives the live state (replay);
 * - loading the stored records gives the live state, and they are plain JSON (nothing is forgotten when draining).
 */
import { deepStrictEqual } from "./deep-equal.ts";
import type { Command } from "../src/commands.ts";
import type { Binding, Context, Limits } from "../src/context.ts";
import type { DecisionModel } from "../src/decision/index.ts";
import type { Rejection } from "../src/errors.ts";
import type { EngineEvent } from "../src/events.ts";
import type { FollowUp, PublishMessage } from "../src/follow-ups.ts";
import { handle } from "../src/handle.ts";
import type { ProcessInstanceId, SubscriptionId } from "../src/ids.ts";
import type { Json, Variables } from "../src/json.ts";
import type { ProcessGraph } from "../src/model/process-graph.ts";
import { type ProcessStart, startEvents } from "../src/model/start-events.ts";
import { apply } from "../src/state/appliers.ts";
import {
  allRecords,
  drainChanges,
  type InstanceState,
  loadState,
  newInstanceState,
} from "../src/state/instance-state.ts";
import type { RecordTable, StateRecord } from "../src/state/records.ts";
import { stateProblems } from "./valid-state.ts";

/** One instance as the world keeps it. */
export interface LiveInstance {
  readonly processInstanceId: ProcessInstanceId;
  /** Of its definition now: a migration changes it. */
  graph: ProcessGraph;
  readonly state: InstanceState;
  readonly events: EngineEvent[];
  /** The drained records as JSON text, by table and key. */
  readonly store: Map<string, string>;
}

/** What the world is made of. */
export interface WorldOptions {
  readonly processes: readonly ProcessGraph[];
  /** Decision id → model. */
  readonly decisions?: ReadonlyMap<string, DecisionModel>;
  /** Without it the host keeps no forms. */
  readonly formVersion?: NonNullable<Context["formVersion"]>;
  /** Epoch ms; 2026-01-01T00:00:00Z unless given. */
  readonly now?: number;
  readonly limits?: Limits;
  readonly timeZone?: string;
}

const newYear = 1_767_225_600_000;

/** See the file's head. */
export class World {
  readonly instances: LiveInstance[] = [];
  /** Events of all instances in the order in which they happened. */
  readonly history: { readonly instance: LiveInstance; readonly event: EngineEvent }[] = [];
  now: number;
  /** What instances can be migrated to, by the id of the definition. */
  readonly definitions = new Map<string, ProcessGraph>();
  readonly #options: WorldOptions;
  readonly #kept: PublishMessage[] = [];
  #lastId = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.now = options.now ?? newYear;
  }

  /** Creates an instance of the process; the result is the rejection if the engine refuses. */
  start(
    processId: string,
    variables: Variables,
    startElementId?: string,
    startPart?: number,
    startAt?: readonly string[],
    terminateAfter?: readonly string[],
  ): Rejection | undefined {
    const processInstanceId = this.#newId() as ProcessInstanceId;
    return this.#create(processId, {
      type: "createInstance",
      processInstanceId,
      definitionId: `${processId}:1`,
      version: 1,
      variables,
      rootProcessInstanceId: processInstanceId,
      ...(startElementId === undefined ? undefined : { startElementId }),
      ...(startPart === undefined ? undefined : { startPart }),
      ...(startAt === undefined ? undefined : { startAt }),
      ...(terminateAfter === undefined ? undefined : { terminateAfter }),
    });
  }

  /** Sends a command to an instance and carries out what follows from it. */
  send(instance: LiveInstance, command: Command): Rejection | undefined {
    const before = allRecords(instance.state);
    const outcome = handle(instance.graph, instance.state, command, this.#context());
    if (!outcome.ok) {
      deepStrictEqual(allRecords(instance.state), before, "a rejection changes nothing");
      return outcome.rejection;
    }
    for (const event of outcome.events) {
      instance.events.push(event);
      this.history.push({ instance, event });
    }
    const definitionId = instance.state.tables.instance.get("")?.definitionId ?? "";
    instance.graph = this.definitions.get(definitionId) ?? instance.graph;
    store(instance);
    checkReplay(instance);
    deepStrictEqual(
      stateProblems(instance.graph, instance.state),
      [],
      "the state is one of the instance's model",
    );
    for (const followUp of outcome.followUps) this.#carryOut(instance, followUp);
    if (outcome.events.some(({ type }) => type === "messageSubscriptionOpened")) this.#meetKept();
    return undefined;
  }

  /** Tells all that wait for the signal when it is thrown, and starts the processes that it starts. */
  broadcast(signalName: string, variables: Variables, thrower?: LiveInstance): void {
    const others = this.instances.filter((instance) => instance !== thrower);
    const waiting = others.flatMap((instance) =>
      [...instance.state.tables.signal.entries()]
        .filter(([, subscription]) => subscription.signalName === signalName)
        .map(([key]) => ({ instance, subscriptionId: key as SubscriptionId })),
    );
    for (const { instance, subscriptionId } of waiting)
      this.send(instance, { type: "receiveSignal", subscriptionId, variables });
    for (const { processId, start } of this.#starts()) {
      if (start.trigger === "signal" && start.signalName === signalName)
        this.start(processId, variables, start.elementId);
    }
  }

  /** Messages that found nobody are kept and met when somebody waits for them. */
  #publish(message: PublishMessage): void {
    const { messageName, correlationKey, variables } = message;
    for (const instance of this.instances) {
      for (const [key, waiting] of instance.state.tables.subscription.entries()) {
        if (waiting.messageName !== messageName || waiting.correlationKey !== correlationKey)
          continue;
        const subscriptionId = key as SubscriptionId;
        this.send(instance, { type: "correlateMessage", subscriptionId, variables });
        return;
      }
    }
    const start = this.#starts().find(
      (found) => found.start.trigger === "message" && found.start.messageName === messageName,
    );
    if (start === undefined) this.#kept.push(message);
    else this.start(start.processId, variables, start.start.elementId);
  }

  #meetKept(): void {
    for (const message of this.#kept.splice(0)) this.#publish(message);
  }

  #starts(): { readonly processId: string; readonly start: ProcessStart }[] {
    return this.#options.processes.flatMap((graph) =>
      startEvents(graph).map((start) => ({ processId: graph.processId, start })),
    );
  }

  #create(
    processId: string,
    command: Extract<Command, { type: "createInstance" }>,
  ): Rejection | undefined {
    const graph = this.#options.processes.find((process) => process.processId === processId);
    if (graph === undefined) throw new Error(`No process ${processId} in this world`);
    const { processInstanceId } = command;
    const instance = {
      processInstanceId,
      graph,
      state: newInstanceState(),
      events: [],
      store: new Map<string, string>(),
    };
    this.instances.push(instance);
    return this.send(instance, command);
  }

  #carryOut(from: LiveInstance, followUp: FollowUp): void {
    if (followUp.type === "broadcastSignal") {
      this.broadcast(followUp.signalName, followUp.variables, from);
      return;
    }
    if (followUp.type === "publishMessage") {
      this.#publish(followUp);
      return;
    }
    if (followUp.type === "startCalledProcess") {
      const { calledProcessInstanceId, processId, variables, parent, rootProcessInstanceId } =
        followUp;
      // What followed from an earlier one has ended the call before it was made.
      if (from.state.tables.element.get(parent.elementInstanceId) === undefined) return;
      if (this.#options.processes.every((process) => process.processId !== processId)) {
        const message = {
          zh: `没有部署流程 ${processId}`,
          en: `No process ${processId} is deployed`,
        };
        const { elementInstanceId } = parent;
        this.send(from, {
          type: "raiseIncident",
          elementInstanceId,
          code: "CALLED_PROCESS_NOT_FOUND",
          message,
        });
        return;
      }
      this.#create(processId, {
        type: "createInstance",
        processInstanceId: calledProcessInstanceId,
        definitionId: `${processId}:1`,
        version: 1,
        variables,
        parent,
        rootProcessInstanceId,
      });
      return;
    }
    const target = this.instances.find(
      (instance) => instance.processInstanceId === followUp.processInstanceId,
    );
    if (target === undefined && followUp.type === "cancelCalledProcess") return;
    if (target === undefined) throw new Error(`No instance ${followUp.processInstanceId}`);
    this.send(target, followUp.command);
  }

  #context(): Context {
    const { decisions, formVersion, limits, timeZone } = this.#options;
    return {
      now: this.now,
      newId: () => this.#newId(),
      decision: (decisionId: string, _binding: Binding) => decisions?.get(decisionId),
      definition: (definitionId: string) => this.definitions.get(definitionId),
      ...(formVersion === undefined ? undefined : { formVersion }),
      ...(limits === undefined ? undefined : { limits }),
      ...(timeZone === undefined ? undefined : { timeZone }),
    };
  }

  #newId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }
}

function store(instance: LiveInstance): void {
  for (const { table, key, value } of drainChanges(instance.state)) {
    if (value === null) instance.store.delete(`${table} ${key}`);
    else instance.store.set(`${table} ${key}`, JSON.stringify(value));
  }
}

function checkReplay(instance: LiveInstance): void {
  const live = picture(instance.state);
  const folded = newInstanceState();
  for (const event of instance.events) apply(folded, event);
  deepStrictEqual(picture(folded), live, "folding the events gives the live state");
  deepStrictEqual(
    picture(loadState(storedRecords(instance))),
    live,
    "loading the records gives the live state",
  );
}

function storedRecords(instance: LiveInstance): StateRecord[] {
  return [...instance.store].map(([name, text]) => {
    const at = name.indexOf(" ");
    return {
      table: name.slice(0, at) as RecordTable,
      key: name.slice(at + 1),
      value: JSON.parse(text) as Json,
    };
  });
}

/** All that can be observed of a state, in a form that can be compared. */
function picture(state: InstanceState): unknown {
  // Having none is the same, whether there is an empty set or no set.
  const index = (map: ReadonlyMap<string, Iterable<unknown>>): unknown =>
    sorted(
      [...map]
        .map(([key, members]) => ({ key, members: [...members] }))
        .filter(({ members }) => members.length > 0)
        .map(({ key, members }) => `${key} ${JSON.stringify(members)}`),
    );
  const sets = (map: ReadonlyMap<string, ReadonlySet<string>>): unknown =>
    sorted([...map].flatMap(([key, members]) => [...members].map((member) => `${key} ${member}`)));
  return {
    records: JSON.parse(JSON.stringify(allRecords(state))) as unknown,
    children: index(state.children),
    owned: index(state.owned),
    variableNames: sets(state.variableNames),
    joins: sets(state.joins),
    conditions: sets(state.conditions),
    outputs: sets(state.outputs),
    compensable: index(state.compensable),
  };
}

function sorted(texts: string[]): string[] {
  return texts.toSorted((one, other) => (one < other ? -1 : 1));
}
