/** A server process as its client sees it: commands are answered, or the server dies and nobody knows what became of them. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { FromServer, ToServer } from "./fault-protocol.ts";

/** What became of a command: its result, or `unknown` when the server died before it answered. */
export type Outcome = Result<unknown> | "unknown";

/** What a server tells unasked. */
export interface Unasked {
  readonly performed: (key: string) => void;
  readonly trouble: (error: string) => void;
}

/** A moment of a server's life that depends on what it does, so that it comes in the middle of work on any machine. */
export interface Moment {
  /** Transactions that have come as far as their commit. */
  readonly afterTransactions: number;
  /** And then this much later. */
  readonly delayMs: number;
  /** At the latest so long after it was started: there may be nothing to do. */
  readonly atLatestMs: number;
}

/** See file head. */
export class MortalServer {
  /** Its connections in pg_stat_activity. */
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #unasked: Unasked;
  readonly #pending = new Map<number, (outcome: Outcome) => void>();
  readonly #loaded: Promise<void>;
  #hasLoaded: () => void = () => undefined;
  #transactions = 0;
  #onTransaction: () => void = () => undefined;
  #isDoomed = false;
  #next = 0;

  constructor(name: string, databaseUrl: string, unasked: Unasked) {
    this.name = name;
    this.#unasked = unasked;
    const url = new URL(databaseUrl);
    url.searchParams.set("application_name", name);
    this.#loaded = new Promise((resolve) => {
      this.#hasLoaded = resolve;
    });
    this.#child = fork(fileURLToPath(new URL("fault-server.ts", import.meta.url)), {
      env: { ...process.env, DATABASE_URL: url.href },
      execArgv: [],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child.on("message", (message: FromServer) => this.#hear(message));
    this.#child.on("exit", () => this.#died());
  }

  /** Begins to work as soon as it is loaded; resolves when it was told so, not when it has started. */
  async start(): Promise<void> {
    await this.#loaded;
    this.#tell({ type: "start" });
  }

  /** Waits for a moment. */
  async reach({ afterTransactions, delayMs, atLatestMs }: Moment): Promise<void> {
    const isReached = new Promise<void>((resolve) => {
      this.#onTransaction = () => {
        if (this.#transactions >= afterTransactions) resolve();
      };
      this.#onTransaction();
    });
    const late = new AbortController();
    const { signal } = late;
    await Promise.race([
      isReached,
      pause(atLatestMs, undefined, { signal }).catch(() => undefined),
    ]);
    late.abort();
    await pause(delayMs);
  }

  /** Sends a command. */
  execute(command: RuntimeCommand): Promise<Outcome> {
    if (this.#isDoomed) return Promise.resolve("unknown");
    return new Promise((resolve) => {
      const id = this.#next;
      this.#next += 1;
      this.#pending.set(id, resolve);
      this.#tell({ type: "command", id, command });
    });
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#isDoomed = true;
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await exit;
    }
  }

  #tell(message: ToServer): void {
    if (this.#child.connected) this.#child.send(message);
  }

  #hear(message: FromServer): void {
    switch (message.type) {
      case "loaded":
        this.#hasLoaded();
        return;
      case "answer":
        this.#settle(message.id, message.result);
        return;
      case "failed":
        // The database failed under the command: whether it took effect is for the client to find out.
        this.#unasked.trouble(message.error);
        this.#settle(message.id, "unknown");
        return;
      case "working":
        this.#transactions += 1;
        this.#onTransaction();
        return;
      case "performed":
        this.#unasked.performed(message.key);
        return;
      case "trouble":
        this.#unasked.trouble(message.error);
        break;
      case "started":
    }
  }

  #settle(id: number, outcome: Outcome): void {
    this.#pending.get(id)?.(outcome);
    this.#pending.delete(id);
  }

  #died(): void {
    if (!this.#isDoomed) this.#unasked.trouble(`${this.name} ended by itself`);
    this.#isDoomed = true;
    for (const resolve of this.#pending.values()) resolve("unknown");
    this.#pending.clear();
  }
}
