/**
 * Workers outside of the server that wait for jobs (long polling). However many wait, it is one question to the database when
 * there is new work, and one a second for what becomes ready by time; only who can get something claims.
 */
import type { ClaimedJob, JobClaim } from "../store/job-claims.ts";
import { WorkLoop } from "./wake.ts";

/** What a worker asks for. */
export type JobRequest = Omit<JobClaim, "now" | "jobTypes"> & { readonly jobType: string };

/** What waiting stands on. */
export interface WaiterDependencies {
  readonly claim: (request: JobRequest) => Promise<readonly ClaimedJob[]>;
  /** Gives claimed jobs back. */
  readonly release: (jobs: readonly ClaimedJob[]) => Promise<void>;
  readonly readyTypes: (jobTypes: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly onError: (error: unknown) => void;
}

interface Waiter {
  readonly request: JobRequest;
  readonly give: (jobs: readonly ClaimedJob[]) => void;
  readonly fail: (error: unknown) => void;
}

/** The net for jobs that become ready by time, and for lost wake-ups. */
const IDLE_MS = 1000;

/** See file head. */
export class JobWaiters {
  readonly #dependencies: WaiterDependencies;
  /** Who has waited longest comes first. */
  readonly #waiting = new Set<Waiter>();
  readonly #loop: WorkLoop;

  constructor(dependencies: WaiterDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new WorkLoop(() => this.#look(), IDLE_MS, dependencies.onError);
  }

  start(): void {
    this.#loop.start();
  }

  /** There may be new jobs. */
  wake(): void {
    if (this.#waiting.size > 0) this.#loop.wake();
  }

  /** Gives claimed jobs back, to whoever waits for some. */
  async release(jobs: readonly ClaimedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    await this.#dependencies.release(jobs);
    this.wake();
  }

  /** Sends everybody away with nothing. */
  async stop(): Promise<void> {
    for (const waiter of this.#waiting) waiter.give([]);
    this.#waiting.clear();
    await this.#loop.stop();
  }

  /** Claims jobs; when there are none, waits until there are, or until the signal comes: then there are none. */
  async claim(request: JobRequest, signal: AbortSignal): Promise<readonly ClaimedJob[]> {
    const jobs = await this.#dependencies.claim(request);
    if (jobs.length > 0 || signal.aborted) return jobs;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(waiter);
        signal.removeEventListener("abort", giveUp);
      };
      const giveUp = (): void => waiter.give([]);
      const waiter: Waiter = {
        request,
        give: (given) => {
          leave();
          resolve(given);
        },
        fail: (error) => {
          leave();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      };
      signal.addEventListener("abort", giveUp);
      this.#waiting.add(waiter);
      // What came between the claim and now has not woken it.
      this.wake();
    });
  }

  async #look(): Promise<null> {
    const types = [...new Set([...this.#waiting].map(({ request }) => request.jobType))];
    if (types.length === 0) return null;
    const ready = await this.#dependencies.readyTypes(types);
    const exhausted = new Set<string>();
    for (const waiter of this.#waiting) {
      const { jobType, processes } = waiter.request;
      if (!ready.has(jobType) || exhausted.has(jobType)) continue;
      try {
        const jobs = await this.#dependencies.claim(waiter.request);
        if (jobs.length > 0 && !this.#waiting.has(waiter)) await this.#dependencies.release(jobs);
        else if (jobs.length > 0) waiter.give(jobs);
        else if (processes === null || processes === undefined) exhausted.add(jobType);
      } catch (error) {
        waiter.fail(error);
      }
    }
    return null;
  }
}
