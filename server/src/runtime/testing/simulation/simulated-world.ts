/**
 * Two servers, their database and their clients in one process, where nothing happens by itself: the seed says which answer comes
 * next, when time passes, what is lost and who dies. The same seed plays the same life again, step by step.
 */
import { createHash } from "node:crypto";
import { setImmediate as settled } from "node:timers/promises";
import type { PGlite } from "@electric-sql/pglite";
import type { PrismaClient } from "@tongban/prisma";
import type { Pool } from "pg";
import { vi } from "vitest";
import { Runtime } from "../../index.ts";
import type { RuntimeConnections } from "../../runtime-connections.ts";
import type { SqlExecutor } from "../../sql-executor.ts";
import type { Announcement } from "../../work/live.ts";
import { FaultClients } from "../fault-clients.ts";
import { faultFindings, stuck } from "../fault-findings.ts";
import { deployFaultModels } from "../fault-protocol.ts";
import { registerFaultWorkers } from "../fault-workers.ts";
import type { Outcome } from "../mortal-server.ts";
import { seededRandom } from "../seeded-random.ts";
import type { SimulatedConnection } from "./simulated-connection.ts";
import { type Cut, SimulatedDatabase } from "./simulated-database.ts";

/** What may go wrong in one life. */
export interface Faults {
  readonly crashes: number;
  readonly cuts: number;
  readonly jumps: number;
  /** An acknowledged commit that did not happen: no database does that, and the judge must see it. */
  readonly lies?: number;
}

/** What became of a life. */
export interface Life {
  /** What was lost, doubled or stands still; empty when all is well. */
  readonly findings: readonly string[];
  /** Of everything that happened, in its order. */
  readonly trace: string;
  readonly steps: number;
  /** Faults that took place. */
  readonly faults: number;
}

const CASES = 2;
const SERVERS = ["a", "b"] as const;
const LEASE_MS = 1000;
const FARTHEST_JUMP_MS = 3_600_000;
/** A life that takes longer stands still. */
const MOST_STEPS = 10_000;
/** Share of the steps in which something goes wrong, while there is something left to go wrong. */
const FAULT_SHARE = 0.02;
const LOST_ANNOUNCEMENTS = 0.1;
const LONGEST_REBOOT_MS = 2000;
const CLIENT_TURN_MS = 200;
const BIRTH = Date.parse("2026-11-24T00:00:00Z");

interface Server {
  readonly name: string;
  readonly runtime: Runtime;
  /** Resolves when it dies. */
  readonly died: Promise<"unknown">;
  readonly die: () => void;
  readonly hear: (announcement: Announcement) => void;
}

/** Deploys what lives are about, once for all of them. */
export async function prepare(store: PGlite): Promise<void> {
  vi.setSystemTime(BIRTH);
  await new World(store, 1, { crashes: 0, cuts: 0, jumps: 0 }).prepare();
}

/** Plays one life from its first case to its last, on a prepared store; the timers of the process must be simulated (`vi.useFakeTimers`). */
export async function live(store: PGlite, seed: number, faults: Faults): Promise<Life> {
  vi.setSystemTime(BIRTH);
  await store.exec(EMPTY);
  return new World(store, seed, faults).play();
}

class World {
  readonly #random: () => number;
  readonly #database: SimulatedDatabase;
  readonly #trace = createHash("sha256");
  readonly #announced: (() => void)[] = [];
  readonly #left: { crashes: number; cuts: number; jumps: number; lies: number };
  #servers: Server[] = [];
  #booted = 0;
  #shiftMs = 0;
  #steps = 0;
  #faults = 0;

  constructor(store: PGlite, seed: number, faults: Faults) {
    this.#random = seededRandom(seed);
    this.#left = { lies: 0, ...faults };
    this.#database = new SimulatedDatabase(store, (payload) => this.#announce(payload));
  }

  async prepare(): Promise<void> {
    for (const name of SERVERS) this.#boot(name);
    await this.#until(deployFaultModels(this.#someServer().runtime));
    await this.#ended([]);
  }

  async play(): Promise<Life> {
    for (const name of SERVERS) this.#boot(name);
    const clients = new FaultClients(
      this.#reader,
      () => this.#counter(),
      () => new Promise((resolve) => setTimeout(resolve, CLIENT_TURN_MS)),
    );
    const seen = Array.from({ length: CASES }, (_none, index) => clients.see(`case-${index}`));
    const done = await this.#until(Promise.all(seen).catch((error: unknown) => [String(error)]));
    // What was armed while the clock was ahead comes due.
    this.#left.crashes = this.#left.cuts = this.#left.jumps = this.#left.lies = 0;
    if (done === null) return this.#ended(["it stands still", ...(await this.#read(stuck))]);
    const findings = await this.#read((sql) => faultFindings(sql, clients));
    return this.#ended(findings);
  }

  async #ended(findings: readonly string[]): Promise<Life> {
    for (const { die } of this.#servers) die();
    for (const name of SERVERS) await this.#database.forget(name);
    vi.clearAllTimers();
    const trace = this.#trace.digest("hex");
    return { findings, trace, steps: this.#steps, faults: this.#faults };
  }

  /** Lets things happen until the promise has settled; null when it does not. */
  async #until<Value>(promise: Promise<Value>): Promise<Value | null> {
    const progress = { isSettled: false };
    const settling = promise.finally(() => {
      progress.isSettled = true;
    });
    settling.catch(() => undefined);
    await settled();
    while (!progress.isSettled) {
      if (this.#steps >= MOST_STEPS) return null;
      await this.#step();
      // Everything that follows from it, up to the next statement.
      await settled();
      await settled();
    }
    return settling;
  }

  async #step(): Promise<void> {
    this.#steps += 1;
    if (this.#random() < FAULT_SHARE && (await this.#goWrong())) return;
    const statements = this.#database.deliverable;
    const choices = statements.length + this.#announced.length;
    // Time passes when nothing else can happen, and now and then before that.
    if (choices === 0 || this.#random() < 0.02) {
      this.#note(`time ${String(Date.now())}`);
      vi.advanceTimersToNextTimer();
      return;
    }
    const choice = Math.floor(this.#random() * choices);
    const statement = statements[choice];
    if (statement === undefined) {
      const [announce] = this.#announced.splice(choice - statements.length, 1);
      this.#note("announced");
      announce?.();
      return;
    }
    this.#note(`${statement.connection.server} ${statement.text}`);
    await this.#database.deliver(statement, this.#cutOf(statement));
  }

  /** Commits are cut more often than anything else: there it hurts. */
  #cutOf({ text, connection }: { text: string; connection: SimulatedConnection }): Cut | null {
    if (connection.server === READER) return null;
    if (text === "COMMIT" && this.#left.lies > 0 && this.#random() < 0.2) {
      this.#left.lies -= 1;
      connection.hasFailed = true;
      connection.isLying = true;
      return null;
    }
    const share = text === "COMMIT" ? 0.1 : 0.01;
    if (this.#left.cuts === 0 || this.#random() >= share) return null;
    this.#left.cuts -= 1;
    this.#faults += 1;
    const cut = this.#random() < 0.5 ? "before" : "after";
    this.#note(`cut ${cut}`);
    return cut;
  }

  /** A server dies, or the platform's clock jumps. */
  async #goWrong(): Promise<boolean> {
    if (this.#left.jumps > 0 && this.#random() < 0.5) {
      this.#left.jumps -= 1;
      this.#faults += 1;
      this.#shiftMs = Math.round((this.#random() * 2 - 1) * FARTHEST_JUMP_MS);
      this.#note(`clock ${String(this.#shiftMs)}`);
      if (this.#left.jumps === 0) this.#shiftMs = 2 * FARTHEST_JUMP_MS;
      return true;
    }
    const victim = this.#servers[Math.floor(this.#random() * this.#servers.length)];
    if (this.#left.crashes === 0 || victim === undefined) return false;
    this.#left.crashes -= 1;
    this.#faults += 1;
    this.#note(`death of ${victim.name}`);
    this.#servers = this.#servers.filter((server) => server !== victim);
    await this.#database.forget(victim.name);
    victim.die();
    setTimeout(() => this.#boot(victim.name), 1 + this.#random() * LONGEST_REBOOT_MS);
    return true;
  }

  #boot(name: string): void {
    let die: () => void = () => undefined;
    const died = new Promise<"unknown">((resolve) => {
      die = () => resolve("unknown");
    });
    const dead = { is: false };
    let hear: Server["hear"] = () => undefined;
    this.#booted += 1;
    const node = this.#booted;
    const connections: RuntimeConnections = {
      pool: this.#pool(name, dead),
      // One by one: the store has one connection.
      send: (client) => (text, values) => client.query(text, [...(values ?? [])]),
      session: () => NEVER,
      node: () => node,
      listen: (heard) => {
        hear = heard;
        return { start: () => Promise.resolve(), stop: () => Promise.resolve() };
      },
    };
    const runtime = new Runtime({
      databaseUrl: "",
      connections,
      prisma: this.#prisma(name, dead),
      now: () => Date.now() + this.#shiftMs,
      timeZone: "Asia/Shanghai",
      poolSize: 4,
      onError: () => undefined,
      leaseMs: LEASE_MS,
    });
    registerFaultWorkers(runtime, { working: () => undefined, performed: () => undefined });
    this.#servers.push({
      name,
      runtime,
      died,
      hear: (announcement) => hear(announcement),
      die: () => {
        dead.is = true;
        die();
      },
    });
    // A server whose start is cut off is started again by whoever looks after it.
    runtime.start().catch(() => {
      if (!dead.is) setTimeout(() => void runtime.start().catch(() => undefined), 100);
    });
  }

  /** Connections of a server; of a dead one nothing is heard any more. */
  #pool(server: string, dead: { readonly is: boolean }): Pool {
    const connect = (): SimulatedConnection => this.#database.connect(server);
    const pool = {
      connect: () => (dead.is ? NEVER : Promise.resolve(connect())),
      query: (text: string, values?: readonly unknown[]) =>
        dead.is ? NEVER : connect().query(text, values),
      end: () => Promise.resolve(),
    };
    // As much of pg's pool as the runtime uses.
    return pool as unknown as Pool;
  }

  /** As much of Prisma as the runtime uses: transactions, and raw statements in them. */
  #prisma(server: string, dead: { readonly is: boolean }): PrismaClient {
    const $transaction = async (
      work: (database: unknown) => Promise<unknown>,
    ): Promise<unknown> => {
      if (dead.is) return NEVER;
      const connection = this.#database.connect(server);
      await connection.query("BEGIN");
      try {
        const value = await work({
          $queryRawUnsafe: async (text: string, ...values: unknown[]) =>
            (await connection.query(text, values)).rows,
        });
        const { command } = await connection.query("COMMIT");
        if (command !== "COMMIT") throw new Error("The transaction was rolled back.");
        return value;
      } catch (error) {
        await connection.query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    };
    return { $transaction } as unknown as PrismaClient;
  }

  #announce(payload: string): void {
    for (const server of this.#servers) {
      if (this.#random() < LOST_ANNOUNCEMENTS) continue;
      this.#announced.push(() => server.hear(JSON.parse(payload) as Announcement));
    }
  }

  #someServer(): Server {
    const server = this.#servers[Math.floor(this.#random() * this.#servers.length)];
    if (server === undefined) throw new Error("Nobody serves.");
    return server;
  }

  /** Whoever serves now; nobody, while both are down. */
  #counter(): { execute: (command: never) => Promise<Outcome>; settled: () => Promise<void> } {
    const settledNow = (): Promise<void> => Promise.resolve();
    if (this.#servers.length === 0)
      return { execute: () => Promise.resolve("unknown"), settled: settledNow };
    const { runtime, died } = this.#someServer();
    return {
      execute: (command) =>
        Promise.race([runtime.execute(command).catch(() => "unknown" as const), died]),
      settled: settledNow,
    };
  }

  /** The clients' own eyes, which nothing disturbs. */
  readonly #reader: SqlExecutor = {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await this.#database.connect(READER).query(text, values)).rows as Row[],
  };

  async #read(ask: (sql: SqlExecutor) => Promise<string[]>): Promise<string[]> {
    this.#steps = 0;
    return (await this.#until(ask(this.#reader))) ?? ["the judge was not answered"];
  }

  #note(what: string): void {
    this.#trace.update(`${what}\n`);
  }
}

const READER = "reader";
const NEVER = new Promise<never>(() => undefined);

/**
 * What a life leaves; the models stay. Truncated, because rows that were only deleted keep their place: what a plan finds first, and
 * with it the whole life, would depend on the lives before it.
 */
const EMPTY = `TRUNCATE ${[
  "process_instance",
  "instance_record",
  "history_entry",
  "element_instance",
  "job",
  "job_tally",
  "job_statistic",
  "timer",
  "message_subscription",
  "signal_subscription",
  "message",
  "user_task",
  "incident",
  "ended_user_task",
  "ended_incident",
  "correlated_message",
  "decision_evaluation",
  "fault_effect",
  "fault_counter",
  "fault_projected",
].join(", ")} RESTART IDENTITY`;
