/** The real server as a process of its own, on a database of the test, that can be killed in the middle of anything. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const READY_WITHIN_MS = 30_000;

/** See file head. */
export class KillableServer {
  readonly url: string;
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #ready: Promise<void> = Promise.resolve();
  #output = "";

  /** `settings` are environment variables; the ports are chosen here. */
  static async on(settings: Readonly<Record<string, string>>): Promise<KillableServer> {
    const [port, mqttPort] = [await freePort(), await freePort()];
    return new KillableServer(port, { ...settings, PORT: port, MQTT_PORT: mqttPort });
  }

  private constructor(port: string, settings: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`;
    const cache = join(import.meta.dirname, "../../node_modules/.cache/node");
    this.#environment = { NODE_COMPILE_CACHE: cache, ...process.env, ...settings };
  }

  /** Starts a process; resolves when it is ready for requests. */
  start(): Promise<void> {
    const program = join(import.meta.dirname, "../src/main.ts");
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program], {
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-4000);
      });
    }
    this.#child = child;
    this.#ready = this.#becomesReady(child);
    return this.#ready;
  }

  /** Resolves when the present process is ready. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** SIGKILL; resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }

  async #becomesReady(child: ChildProcess): Promise<void> {
    const until = performance.now() + READY_WITHIN_MS;
    while (performance.now() < until) {
      if (child.exitCode !== null) throw new Error(`The server ended:\n${this.#output}`);
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.status === 200) return;
      await pause(25);
    }
    throw new Error(`The server is not ready:\n${this.#output}`);
  }
}

function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? String(address?.port ?? "") : ""));
    });
  });
}
