/**
 * What happens on one server is heard by all: PostgreSQL carries wake-ups for workers and timers, and changes for the screens,
 * each within the transaction that caused it.
 */
import { Client } from "pg";
import type { SqlExecutor } from "../sql-executor.ts";

/** Something that a screen may show has changed. No personal data: the listener asks for it, and is checked then. */
export interface Change {
  readonly kind: "task" | "case" | "device" | "hall" | "model" | "incident";
  readonly id: string;
}

/** What travels. */
export type Announcement =
  | { readonly type: "change"; readonly change: Change }
  | { readonly type: "work"; readonly work: "jobs" | "timers" }
  | { readonly type: "deployment" };

const CHANNEL = "tongban";
const RECONNECT_MS = 1000;

/** Announces at the commit of the transaction; nothing is announced when it rolls back. */
export async function announce(tx: SqlExecutor, announcement: Announcement): Promise<void> {
  await tx.query("SELECT pg_notify($1, $2)::text", [CHANNEL, JSON.stringify(announcement)]);
}

/** Listens on a connection of its own, and opens a new one when it is lost. */
export class Listener {
  readonly #databaseUrl: string;
  readonly #hear: (announcement: Announcement) => void;
  readonly #onConnect: (client: Client) => Promise<void>;
  readonly #onReconnect: () => void;
  #client: Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /**
   * @param on `connect`: called with each new connection, which lives as long as it can; `reconnect`: what was announced
   *   meanwhile is unknown
   */
  constructor(
    databaseUrl: string,
    hear: (announcement: Announcement) => void,
    on: { readonly connect: (client: Client) => Promise<void>; readonly reconnect: () => void },
  ) {
    this.#databaseUrl = databaseUrl;
    this.#hear = hear;
    this.#onConnect = on.connect;
    this.#onReconnect = on.reconnect;
  }

  /** Connects. @throws when the database cannot be reached */
  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#databaseUrl, keepAlive: true });
    client.on("notification", ({ payload }) => {
      if (payload !== undefined) this.#hear(JSON.parse(payload) as Announcement);
    });
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await client.connect();
      await this.#onConnect(client);
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    // Stopped while it was connecting.
    if (this.#isStopped) await client.end();
    else this.#client = client;
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  #lost(client: Client): void {
    if (this.#isStopped || this.#client !== client) return;
    this.#client = null;
    this.#timer = setTimeout(() => void this.#reconnect(), RECONNECT_MS);
  }

  async #reconnect(): Promise<void> {
    try {
      await this.start();
      this.#onReconnect();
    } catch {
      if (!this.#isStopped) this.#timer = setTimeout(() => void this.#reconnect(), RECONNECT_MS);
    }
  }
}
