/**
 * Commands carried out inside one transaction: instances are locked and loaded once, steps run in memory, follow-ups and message
 * correlation included, and {@link UnitOfWork.finish} writes everything at the end with multi-row statements.
 *
 * Nothing is kept when the transaction fails; the caller does it all again on fresh states.
 */
import {
  type Command,
  type Context,
  type ElementInstanceId,
  handle,
  type JobId,
  newInstanceState,
  type Rejection,
  visibleVariables,
} from "@tongban/engine";
import type { CommittedEvent } from "../committed-event.ts";
import type { DefinitionStore, DeployedProcess } from "../definitions/definition-store.ts";
import { isId } from "../snowflake.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { appendHistory } from "../store/history-store.ts";
import {
  headerOf,
  type InstanceRow,
  type LockedInstance,
  lockRows,
  readStates,
  writeInstances,
} from "../store/instance-store.ts";
import { lockCorrelation, takeKeptMessage } from "../store/message-store.ts";
import type { JobRow } from "../store/work-rows.ts";
import { type NewWork, writeWork } from "../store/work-store.ts";
import { Writes } from "../store/writes.ts";
import { type Beside, HandedJobs, nobodyTakes } from "../work/hand-over.ts";
import { FollowUps } from "./follow-ups.ts";
import { MessageReads } from "./message-reads.ts";
import { TransactionRecords } from "./transaction-records.ts";
import { refused } from "./refused.ts";
import type { StateSource } from "./state-cache.ts";

/** Runs inside the transaction, after the runtime's own rows are written. */
export type Projection = (events: readonly CommittedEvent[], tx: SqlExecutor) => Promise<void>;

/** What a unit of work stands on. */
export interface UnitDependencies {
  readonly definitions: DefinitionStore;
  readonly projections: readonly Projection[];
  readonly context: Context;
  /** Null when the end of the transaction cannot be seen: then nothing of it may be kept in memory. */
  readonly states: StateSource | null;
}

/** An instance whose row says that it has ended. */
type Ended = "ended";

/** See file head. */
export class UnitOfWork {
  readonly tx: SqlExecutor;
  readonly context: Context;
  readonly definitions: DefinitionStore;
  readonly records = new TransactionRecords();
  readonly messages: MessageReads;
  readonly #followUps = new FollowUps(this);
  readonly #projections: readonly Projection[];
  readonly #states: StateSource | null;
  readonly #instances = new Map<string, LockedInstance | Ended | null>();
  readonly #latest = new Map<string, Promise<DeployedProcess | null>>();
  readonly #events: CommittedEvent[] = [];
  #unseen = 0;

  constructor(tx: SqlExecutor, dependencies: UnitDependencies) {
    this.tx = tx;
    this.messages = new MessageReads(tx);
    this.context = dependencies.context;
    this.definitions = dependencies.definitions;
    this.#projections = dependencies.projections;
    this.#states = dependencies.states;
  }

  /** Locks and loads instances that are about to be used, in one go and in the order of their ids. */
  async lock(ids: readonly string[]): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.#instances.has(id));
    for (const id of wanted) this.#instances.set(id, null);
    const possible = wanted.filter(isId);
    if (possible.length === 0) return;
    const rows = await lockRows(this.tx, possible);
    const active = rows.filter(({ state }) => state === "active");
    for (const { id, state } of rows) if (state !== "active") this.#instances.set(id, "ended");
    const cached = new Map(active.map((row) => [row.id, this.#states?.take(row.id, row.revision)]));
    const missing = active.filter(({ id }) => cached.get(id) === undefined).map(({ id }) => id);
    const read = missing.length === 0 ? undefined : await readStates(this.tx, missing);
    for (const row of active) {
      const state = cached.get(row.id) ?? read?.get(row.id) ?? newInstanceState();
      this.#instances.set(row.id, await this.#locked(row, state));
    }
  }

  /** The version given, or the latest; asked of the database once, however many commands start it. */
  find(processId: string, version?: number): Promise<DeployedProcess | null> {
    const key = `${processId}/${version ?? "latest"}`;
    const known = this.#latest.get(key) ?? this.definitions.find(this.tx, processId, version);
    this.#latest.set(key, known);
    return known;
  }

  /** Whether the incident is still open; its instance is locked. */
  async hasIncident(processInstanceId: string, incidentId: string): Promise<boolean> {
    await this.lock([processInstanceId]);
    const found = this.#instances.get(processInstanceId);
    return typeof found === "object" && found?.state.tables.incident.get(incidentId) !== undefined;
  }

  /** How often the job of a locked instance may still be tried. */
  retriesOf(processInstanceId: string, jobId: JobId): number {
    const found = this.#instances.get(processInstanceId);
    return typeof found === "object" ? (found?.state.tables.job.get(jobId)?.retries ?? 0) : 0;
  }

  /** Carries out one command on an existing instance, with everything that follows in others. */
  async apply(processInstanceId: string, command: Command): Promise<Rejection | null> {
    await this.lock([processInstanceId]);
    const instance = this.#instances.get(processInstanceId);
    if (instance === undefined || instance === null) return refused("INSTANCE_NOT_FOUND");
    if (instance === "ended") return refused("INSTANCE_ENDED");
    return this.#step(instance, command);
  }

  /** Open subscriptions to the signal of the instances in memory, whose rows may not be written yet. */
  openSignals(
    signalName: string,
  ): { readonly subscriptionId: string; readonly processInstanceId: string }[] {
    return [...this.#instances.values()].flatMap((instance) => {
      if (instance === null || instance === "ended") return [];
      return [...instance.state.tables.signal.entries()]
        .filter(([, subscription]) => subscription.signalName === signalName)
        .map(([subscriptionId]) => ({ subscriptionId, processInstanceId: instance.id }));
    });
  }

  /** Creates an instance and runs it to its first wait. */
  async create(
    deployed: DeployedProcess,
    command: Omit<
      Extract<Command, { type: "createInstance" }>,
      "type" | "definitionId" | "version"
    >,
  ): Promise<Rejection | null> {
    const { definitionId, version, graph } = deployed;
    const id = command.processInstanceId;
    const instance: LockedInstance = {
      id,
      definitionId,
      graph,
      state: newInstanceState(),
      isNew: true,
      revision: 0,
      eventCount: 0,
      isTouched: false,
    };
    this.#instances.set(id, instance);
    const rejection = await this.#step(instance, {
      ...command,
      type: "createInstance",
      definitionId,
      version,
    });
    if (rejection !== null) this.#instances.delete(id);
    return rejection;
  }

  /**
   * Meets kept messages, asks for everything to be written and runs the projections. Call once, before the commit, which may be asked
   * for before `written` tells that all of it is.
   *
   * @param handed jobs that somebody gets with the commit, if there are any
   */
  async finish(
    handed = new HandedJobs(nobodyTakes),
  ): Promise<{ readonly work: NewWork; readonly written: Promise<void> }> {
    await this.#meetKeptMessages();
    const writes = new Writes(this.tx);
    writeInstances(writes, this.#touched(), this.context.now);
    appendHistory(writes, this.#events);
    const work = writeWork(writes, this.#events, handed);
    this.records.write(writes, this.context.now);
    const written = writes.done();
    // Told to whoever awaits it, which may be after it has failed.
    written.catch(() => undefined);
    try {
      for (const project of this.#projections) await project(this.#events, this.tx);
    } catch (error) {
      // What a projection could not do because a write had failed is not what has failed.
      await written;
      throw error;
    }
    return { work, written };
  }

  /** After {@link finish} and, in a transaction of the runtime's own, the commit: keeps the states for the next step. */
  keepStates(): void {
    for (const instance of this.#instances.values()) {
      if (instance === null || instance === "ended") continue;
      if (headerOf(instance.state).state !== "active") continue;
      this.#states?.put(
        instance.id,
        instance.revision + (instance.isTouched ? 1 : 0),
        instance.state,
      );
    }
  }

  /** What only the state of its instance says of a job that is handed over. */
  beside(jobId: string, job: JobRow): Beside {
    const instance = this.#instances.get(job.processInstanceId);
    if (typeof instance !== "object" || instance === null)
      throw new Error(`The instance of job ${jobId} is not here.`);
    return {
      variables: visibleVariables(instance.state, job.elementInstanceId as ElementInstanceId),
      businessKey: headerOf(instance.state).businessKey ?? null,
      traceparent: this.records.traces.of(jobId),
    };
  }

  async #step(instance: LockedInstance, command: Command): Promise<Rejection | null> {
    const outcome = handle(instance.graph, instance.state, command, {
      ...this.context,
      ...this.definitions.resourcesOf(instance.definitionId),
    });
    if (!outcome.ok) return outcome.rejection;
    instance.isTouched = true;
    const { processId, version, businessKey, rootProcessInstanceId } = headerOf(instance.state);
    if (command.type === "migrateInstance") {
      const target = await this.definitions.byId(this.tx, command.definitionId);
      instance.graph = target.graph;
    }
    for (const event of outcome.events) {
      instance.eventCount += 1;
      this.records.traces.note(event);
      const committed = {
        processInstanceId: instance.id,
        rootProcessInstanceId,
        processId,
        version,
        businessKey: businessKey ?? null,
        seq: instance.eventCount,
        at: this.context.now,
        event,
      };
      this.records.tally.note(committed);
      this.#events.push(committed);
    }
    for (const followUp of outcome.followUps) await this.#followUps.follow(instance, followUp);
    return null;
  }

  /** Subscriptions that were opened by these steps may find messages that came before them. */
  async #meetKeptMessages(): Promise<void> {
    while (this.#unseen < this.#events.length) {
      const opened = this.#events
        .slice(this.#unseen)
        .flatMap((committed) =>
          committed.event.type === "messageSubscriptionOpened"
            ? [{ committed, opened: committed.event }]
            : [],
        );
      this.#unseen = this.#events.length;
      if (opened.length === 0) return;
      await lockCorrelation(
        this.tx,
        opened.map(({ opened: { messageName: name, correlationKey: key } }) => ({ name, key })),
      );
      for (const { committed, opened: subscription } of opened) {
        await this.#meet(committed.processInstanceId, committed.processId, subscription);
      }
    }
  }

  async #meet(
    processInstanceId: string,
    processId: string,
    opened: Extract<CommittedEvent["event"], { type: "messageSubscriptionOpened" }>,
  ): Promise<void> {
    const instance = this.#instances.get(processInstanceId);
    const isOpen =
      instance !== null &&
      instance !== undefined &&
      instance !== "ended" &&
      instance.state.tables.subscription.get(opened.subscriptionId) !== undefined;
    if (!isOpen) return;
    const { messageName: name, correlationKey: key, subscriptionId } = opened;
    const message = await takeKeptMessage(this.tx, { name, key, processId }, this.context.now);
    if (message === null) return;
    const rejection = await this.#step(instance, {
      type: "correlateMessage",
      subscriptionId,
      messageId: message.messageId ?? undefined,
      variables: message.variables,
    });
    if (rejection !== null) return;
    const { elementId } = opened;
    const correlated = { processInstanceId, processId, elementId, subscriptionId };
    this.records.correlated({
      ...correlated,
      messageKey: message.id,
      messageName: name,
      correlationKey: key,
    });
  }

  #touched(): LockedInstance[] {
    return [...this.#instances.values()].filter(
      (instance): instance is LockedInstance =>
        instance !== null && instance !== "ended" && instance.isTouched,
    );
  }

  async #locked(row: InstanceRow, state: LockedInstance["state"]): Promise<LockedInstance> {
    const { graph } = await this.definitions.byId(this.tx, row.definition_id);
    return {
      id: row.id,
      definitionId: row.definition_id,
      graph,
      state,
      isNew: false,
      revision: row.revision,
      eventCount: row.event_count,
      isTouched: false,
    };
  }
}
