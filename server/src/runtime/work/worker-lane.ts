/** Some types of job that are done side by side, so many at a time. */
import { setImmediate as turn } from "node:timers/promises";
import type { JobAtHand } from "../store/job-claims.ts";
import type { FreeHand } from "./hand-over.ts";
import { WorkLoop } from "./wake.ts";

/** What a lane stands on. */
export interface LaneDependencies {
  readonly claim: (jobTypes: readonly string[], limit: number) => Promise<readonly JobAtHand[]>;
  /** How long a job is somebody's. */
  readonly leaseMs: number;
  readonly onError: (error: unknown) => void;
}

const IDLE_MS = 1000;

/** See file head. */
export class WorkerLane<Handler> {
  readonly #dependencies: LaneDependencies;
  readonly #concurrency: number;
  readonly #work: (job: JobAtHand, handler: Handler) => Promise<void>;
  readonly #handlers = new Map<string, Handler>();
  readonly #loop: WorkLoop;
  /** Jobs that are being done. */
  #running = 0;
  /** Hands that are kept for jobs whose commit or claim is under way. */
  #kept = 0;
  /** Whether nothing was left for it when it looked last, and nobody has said since that there may be something. */
  #isCaughtUp = false;
  #isStopping = false;
  #onIdle: () => void = () => undefined;

  constructor(
    dependencies: LaneDependencies,
    concurrency: number,
    work: (job: JobAtHand, handler: Handler) => Promise<void>,
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
    this.#isCaughtUp = false;
    this.#loop.wake();
  }

  /** Keeps a free hand for a new job; null when there is none, or jobs may wait that came before it. */
  offer(jobType: string): FreeHand | null {
    const handler = this.#handlers.get(jobType);
    if (handler === undefined || !this.#isCaughtUp || this.#isStopping || this.#room <= 0)
      return null;
    this.#kept += 1;
    return {
      leaseMs: this.#dependencies.leaseMs,
      give: (job) => {
        this.#begin(job, handler);
        this.#letGo(1);
      },
      leave: () => this.#letGo(1),
    };
  }

  /** Claims and takes no more, and waits for what is being done or may still be given. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#loop.stop();
    if (this.#isIdle) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
  }

  get #room(): number {
    return this.#concurrency - this.#running - this.#kept;
  }

  get #isIdle(): boolean {
    return this.#running + this.#kept === 0;
  }

  async #look(): Promise<number | null> {
    // Jobs that were completed by one commit come to their end together: their places are filled by one claim.
    await turn();
    const room = this.#room;
    if (room <= 0) return null;
    this.#kept += room;
    this.#isCaughtUp = true;
    try {
      const jobs = await this.#dependencies.claim([...this.#handlers.keys()], room);
      if (jobs.length === room) this.#isCaughtUp = false;
      for (const job of jobs) {
        const handler = this.#handlers.get(job.jobType);
        if (handler !== undefined) this.#begin(job, handler);
      }
    } catch (error) {
      this.#isCaughtUp = false;
      throw error;
    } finally {
      this.#letGo(room);
    }
    return null;
  }

  #begin(job: JobAtHand, handler: Handler): void {
    this.#running += 1;
    void this.#work(job, handler)
      .catch(this.#dependencies.onError)
      .finally(() => {
        this.#running -= 1;
        if (!this.#isCaughtUp) this.#loop.wake();
        if (this.#isIdle) this.#onIdle();
      });
  }

  #letGo(hands: number): void {
    this.#kept -= hands;
    if (this.#isIdle) this.#onIdle();
  }
}
