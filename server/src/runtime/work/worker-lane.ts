/** Some types of job that are done side by side, so many at a time. */
import { setImmediate as turn } from "node:timers/promises";
import type { ClaimedJob } from "../store/job-claims.ts";
import { WorkLoop } from "./wake.ts";

/** What a lane stands on. */
export interface LaneDependencies {
  readonly claim: (jobTypes: readonly string[], limit: number) => Promise<readonly ClaimedJob[]>;
  readonly onError: (error: unknown) => void;
}

const IDLE_MS = 1000;

/** See file head. */
export class WorkerLane<Handler> {
  readonly #dependencies: LaneDependencies;
  readonly #concurrency: number;
  readonly #work: (job: ClaimedJob, handler: Handler) => Promise<void>;
  readonly #handlers = new Map<string, Handler>();
  readonly #running = new Set<Promise<void>>();
  readonly #loop: WorkLoop;

  constructor(
    dependencies: LaneDependencies,
    concurrency: number,
    work: (job: ClaimedJob, handler: Handler) => Promise<void>,
  ) {
    this.#dependencies = dependencies;
    this.#concurrency = concurrency;
    this.#work = work;
    this.#loop = new WorkLoop(() => this.#look(), IDLE_MS, dependencies.onError);
  }

  /** Whether it has a handler for the type. */
  has(jobType: string): boolean {
    return this.#handlers.has(jobType);
  }

  /** Adds a handler. */
  register(jobType: string, handler: Handler): void {
    this.#handlers.set(jobType, handler);
  }

  start(): void {
    if (this.#handlers.size > 0) this.#loop.start();
  }

  /** There may be new jobs. */
  wake(): void {
    this.#loop.wake();
  }

  /** Claims no more, and waits for what is being done. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await Promise.all(this.#running);
  }

  async #look(): Promise<number | null> {
    // Jobs that were completed by one commit come to their end together: their places are filled by one claim.
    await turn();
    const room = this.#concurrency - this.#running.size;
    if (room <= 0) return null;
    for (const job of await this.#dependencies.claim([...this.#handlers.keys()], room)) {
      const handler = this.#handlers.get(job.jobType);
      if (handler === undefined) continue;
      const work = this.#work(job, handler)
        .catch(this.#dependencies.onError)
        .finally(() => {
          this.#running.delete(work);
          this.#loop.wake();
        });
      this.#running.add(work);
    }
    return null;
  }
}
