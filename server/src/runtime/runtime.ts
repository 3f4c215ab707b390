/**
 * The runtime: deploys models, carries out commands durably, feeds workers and timers, and tells screens what changed. It is
 * the only importer of the engine; features see this file and index.ts.
 */
import type { Context } from "@tongban/engine";
import { deployAlone } from "./definitions/deploy-alone.ts";
import {
  type Deployer,
  type DeploymentFile,
  type DeploymentResult,
  type FileFinding,
  checkFiles,
} from "./definitions/deploy.ts";
import { deleteResource } from "./definitions/delete-resource.ts";
import { BatchOperations } from "./batch/batch-operations.ts";
import { DefinitionStore } from "./definitions/definition-store.ts";
import { Committer } from "./execution/committer.ts";
import { execute, locateAll } from "./execution/execute.ts";
import { type FeatureTransaction, FeatureTransactions } from "./execution/feature-transactions.ts";
import { recordOperation } from "./execution/operation-of.ts";
import { tracingCommand } from "./execution/traces.ts";
import { throwIfOverloaded } from "./execution/overload.ts";
import { ChangePreviews } from "./execution/preview-change.ts";
import { CACHED_STATES, StateCache, type StateSource } from "./execution/state-cache.ts";
import { type Projection, UnitOfWork } from "./execution/unit-of-work.ts";
import { type Backlog, readBacklog } from "./backlog.ts";
import { nobody } from "./observer.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { postgresConnections, type RuntimeConnections } from "./runtime-connections.ts";
import { elementNames } from "./element-names.ts";
import { type EvaluateExpression, expressionEvaluator } from "./evaluate-expression.ts";
import { Evaluations } from "./evaluations.ts";
import { forgetInstance } from "./history/forget-instance.ts";
import { Housekeeping } from "./history/housekeeping.ts";
import type { Result } from "./result.ts";
import type { AnswerTo, RuntimeCommand } from "./runtime-command.ts";
import { snowflake } from "./snowflake.ts";
import { onClient, type SqlExecutor } from "./sql-executor.ts";
import type { Actor } from "./store/operation-store.ts";
import type { NewWork } from "./store/work-store.ts";
import { eachInTransaction } from "./transaction.ts";
import type { JobHandler, OutsideHandler } from "./work/job-handler.ts";
import { type JobRequest, JobWaiters } from "./work/job-waiters.ts";
import { JobWorkers } from "./work/job-workers.ts";
import {
  type ClaimedJob,
  claimJobs,
  extendJob,
  readyJobTypes,
  releaseJobs,
} from "./store/job-claims.ts";
import { ChangeListeners } from "./work/change-listeners.ts";
import { announce, type Announcement, type Change } from "./work/live.ts";
import { timerLoop } from "./work/timers.ts";
import type { WorkLoop } from "./work/wake.ts";

const LEASE_MS = 60_000;

/** See file head. */
export class Runtime {
  /** Reads outside of transactions. */
  readonly sql: SqlExecutor;
  /** FEEL over plain data, for conditions of forms and materials. */
  readonly evaluateExpression: EvaluateExpression;
  /** What rules say to whoever asks from outside. */
  readonly evaluations: Evaluations;
  /** One operation on many instances. */
  readonly batches: BatchOperations;
  /** What changes of running instances would do. */
  readonly previews: ChangePreviews;
  readonly #options: RuntimeOptions;
  readonly #connections: RuntimeConnections;
  readonly #definitions = new DefinitionStore();
  readonly #projections: Projection[] = [];
  readonly #listeners = new ChangeListeners();
  readonly #newId: () => string;
  readonly #transactions: FeatureTransactions;
  readonly #committer: Committer;
  readonly #workers: JobWorkers;
  readonly #waiters: JobWaiters;
  readonly #timers: WorkLoop;
  readonly #housekeeping: Housekeeping;
  readonly #listener: ReturnType<RuntimeConnections["listen"]>;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    const { databaseUrl, poolSize, now, onError, prisma, historyRetention, timeZone } = options;
    const { leaseMs = LEASE_MS, observer = nobody, directUrl = databaseUrl } = options;
    const connections =
      options.connections ?? postgresConnections({ databaseUrl, directUrl }, poolSize, onError);
    this.#connections = connections;
    this.sql = onClient(connections.pool);
    this.evaluateExpression = expressionEvaluator(now);
    this.evaluations = new Evaluations(this.#definitions, () => ({ now: now(), timeZone }));
    this.previews = new ChangePreviews({
      sql: this.sql,
      definitions: this.#definitions,
      context: () => this.#context(),
    });
    this.#newId = snowflake(
      () => connections.node(),
      () => Date.now(),
    );
    const cache = new StateCache(CACHED_STATES);
    this.#transactions = new FeatureTransactions(prisma, cache, poolSize);
    this.#committer = new Committer({
      ...connections,
      newUnit: (tx) => this.#unit(tx, cache),
      offer: (jobType) => this.#workers.offer(jobType),
      onWork: (work) => this.#wake(work),
      observer,
      onError,
    });
    const claims = eachInTransaction(connections);
    const submit = (command: RuntimeCommand): Promise<Result<unknown>> =>
      this.#committer.submit(command);
    this.#workers = new JobWorkers({
      claim: (jobTypes, limit) =>
        claimJobs(claims, cache, { jobTypes, now: now(), leaseMs, limit }),
      leaseMs,
      transact: (work) => this.transact(work),
      now,
      submit,
      executeIn: (sql, command) => this.executeIn(sql, command),
      onError,
      observer,
    });
    this.#waiters = new JobWaiters({
      claim: ({ jobType, ...request }) =>
        claimJobs(claims, cache, { ...request, jobTypes: [jobType], now: now() }),
      release: (jobs) => releaseJobs(this.sql, jobs),
      readyTypes: (jobTypes) => readyJobTypes(this.sql, jobTypes, now()),
      onError,
    });
    this.batches = new BatchOperations({
      sql: this.sql,
      transact: (work) => this.transact(({ sql }) => work(sql)),
      executeIn: (sql, command) => this.executeIn(sql, command),
      newId: this.#newId,
      now,
      leaseMs,
      onError,
    });
    this.#timers = timerLoop({ sql: claims, now, submit, onError, leaseMs, observer });
    this.#housekeeping = new Housekeeping({ connections, now, historyRetention, onError });
    this.#listener = connections.listen(
      (announcement) => this.#hear(announcement),
      () => {
        this.#wake({ jobs: true, timers: true });
        this.#hear({ type: "deployment" });
        this.#listeners.missed();
      },
    );
  }

  /** Begins to listen and to work. Register workers and projections before. */
  async start(): Promise<void> {
    await this.#definitions.resources.refresh(this.sql);
    await this.#listener.start();
    this.#workers.start();
    this.#waiters.start();
    this.batches.start();
    this.#timers.start();
    this.#housekeeping.start();
  }

  /** Takes no more work, finishes what was accepted, and closes its connections. */
  async stop(): Promise<void> {
    await Promise.all([
      this.#workers.stop(),
      this.#waiters.stop(),
      this.batches.stop(),
      this.#timers.stop(),
      this.#housekeeping.stop(),
    ]);
    await this.#committer.stop();
    await this.#listener.stop();
    await this.#connections.pool.end();
  }

  /**
   * Carries out a command in a transaction that it may share with others; resolves after the commit. Rejects when the database
   * fails ({@link databaseTrouble}), and with {@link Overloaded}, having begun nothing, when too many wait or the server stops.
   */
  async execute<C extends RuntimeCommand>(command: C, by?: Actor): Promise<Result<AnswerTo<C>>> {
    const result = await this.#committer.submit(command, by);
    throwIfOverloaded(result);
    return result;
  }

  /** Carries out a command in the caller's transaction: it takes effect when that commits. */
  async executeIn<C extends RuntimeCommand>(
    sql: SqlExecutor,
    command: C,
    by?: Actor,
  ): Promise<Result<AnswerTo<C>>> {
    const unit = this.#unit(sql, this.#transactions.statesOf(sql));
    const located = await locateAll(unit, [command]);
    const result = await tracingCommand(command.type, unit.records.traces, () =>
      execute(unit, command, located),
    );
    if (!result.ok) return result;
    recordOperation(unit, { by, command, located }, result);
    const { work, written } = await unit.finish();
    await written;
    unit.keepStates();
    if (work.jobs) await announce(sql, { type: "work", work: "jobs" });
    if (work.timers) await announce(sql, { type: "work", work: "timers" });
    return result;
  }

  /**
   * Runs a feature's transaction, again when it loses a race (at most five times); the work must have no effect outside of the
   * database.
   */
  transact<Value>(work: (transaction: FeatureTransaction) => Promise<Value>): Promise<Value> {
    return this.#transactions.run(work);
  }

  /** Deletes an ended instance with all that it called, and their history. */
  forgetInstance(processInstanceId: string, by: Actor): Promise<Result<null>> {
    const asked = { by, now: this.#options.now() };
    return this.transact(({ sql }) => forgetInstance(sql, processInstanceId, asked));
  }

  /** Deploys files together. */
  async deploy(files: readonly DeploymentFile[], by: Deployer): Promise<DeploymentResult> {
    const result = await deployAlone(this.#connections, files, by, this.#context());
    // On a connection of its own: the one that deployed is free again, or a small pool would wait for itself.
    if (result.ok) await this.#definitions.resources.refresh(this.sql);
    return result;
  }

  /** Takes a version away that was never used: no instances, no tasks with the form, nothing decided. */
  async deleteResource(resourceKey: string, by: Actor): Promise<Result<null>> {
    const definitions = this.#definitions;
    const result = await this.transact(async ({ sql }) => {
      await announce(sql, { type: "deployment" });
      return deleteResource(sql, resourceKey, { definitions, context: this.#context(), by });
    });
    await this.readResources();
    return result;
  }

  /** What speaks against deploying the files; deployment itself only minds what cannot run at all. */
  check(files: readonly DeploymentFile[]): Promise<readonly FileFinding[]> {
    return checkFiles(files);
  }

  /** What a version calls its elements, by element id; empty when it is not deployed. */
  async elementNames(processId: string, version: number): Promise<ReadonlyMap<string, string>> {
    const deployed = await this.#definitions.find(this.sql, processId, version);
    return deployed === null ? new Map() : elementNames(deployed.graph);
  }

  /**
   * Does the jobs of a type in this process; before `start`. A function does them outside of the database; a handler with `complete`
   * writes in the transaction in which the job is completed.
   *
   * @example runtime.defineJob("invoice.number", async ({ variables }) => ({ number: await numberFor(variables["year"]) }));
   */
  defineJob<Performed = undefined>(
    jobType: string,
    handler: JobHandler<Performed> | OutsideHandler["perform"],
  ): void {
    this.#workers.register(jobType, typeof handler === "function" ? { perform: handler } : handler);
  }

  /** Reads again what all processes have in common: decisions, forms, variables of the installation. */
  async readResources(): Promise<void> {
    await this.#definitions.resources.refresh(this.sql);
  }

  /** As {@link Runtime.readResources} in all servers, when the caller's transaction commits. */
  async announceResources(sql: SqlExecutor): Promise<void> {
    await announce(sql, { type: "deployment" });
  }

  /** What waits in this server. */
  get waiting(): { readonly commands: number; readonly transactions: number } {
    return { commands: this.#committer.waiting, transactions: this.#transactions.waiting };
  }

  /** What there is to do, in all servers together. */
  backlog(): Promise<Backlog> {
    return readBacklog(this.sql, this.#options.now());
  }

  /** Whether jobs of the type are done inside the server. */
  hasWorker(jobType: string): boolean {
    return this.#workers.has(jobType);
  }

  /**
   * Jobs for a worker outside of the server. When there are none it waits for some, without asking the database, until the
   * signal comes.
   */
  claimJobs(request: JobRequest, signal: AbortSignal): Promise<readonly ClaimedJob[]> {
    return this.#waiters.claim(request, signal);
  }

  /** Gives claimed jobs back, as if nobody had had them. */
  releaseJobs(jobs: readonly ClaimedJob[]): Promise<void> {
    return this.#waiters.release(jobs);
  }

  /** Gives a claimed job's worker so much time from now on; false when nobody has the job. */
  extendJob(jobId: string, leaseMs: number): Promise<boolean> {
    return extendJob(this.sql, jobId, leaseMs);
  }

  /** A key that nothing else has. */
  newKey(): string {
    return this.#newId();
  }

  /** Adds rows of a feature to the transaction of the events that they are made of; register before `start`. */
  addProjection(projection: Projection): void {
    this.#projections.push(projection);
  }

  /** Tells all servers' screens, at the commit. */
  async notify(sql: SqlExecutor, change: Change): Promise<void> {
    await announce(sql, { type: "change", change });
  }

  /** Hears changes from all servers, and when some may have been `missed`; returns the way to stop hearing. */
  subscribe(changed: (change: Change) => void, missed: () => void = () => undefined): () => void {
    return this.#listeners.add(changed, missed);
  }

  /** The clock was moved: timers and jobs that are due now should not wait for the next look. */
  wake(): void {
    this.#wake({ jobs: true, timers: true });
  }

  #context(): Context {
    return {
      now: this.#options.now(),
      newId: this.#newId,
      ...this.#definitions.resources.seenFrom(undefined),
      definition: (definitionId) => this.#definitions.loaded(definitionId)?.graph,
      timeZone: this.#options.timeZone,
    };
  }

  #unit(tx: SqlExecutor, states: StateSource | null): UnitOfWork {
    return new UnitOfWork(tx, {
      definitions: this.#definitions,
      projections: this.#projections,
      context: this.#context(),
      states,
    });
  }

  #wake(work: NewWork): void {
    if (work.jobs) {
      this.#workers.wake();
      this.#waiters.wake();
    }
    if (work.timers) this.#timers.wake();
  }

  #hear(announcement: Announcement): void {
    switch (announcement.type) {
      case "change":
        this.#listeners.changed(announcement.change);
        return;
      case "work":
        this.#wake({ jobs: announcement.work === "jobs", timers: announcement.work === "timers" });
        return;
      case "deployment":
        this.#definitions.resources.refresh(this.sql).catch(this.#options.onError);
    }
  }
}
