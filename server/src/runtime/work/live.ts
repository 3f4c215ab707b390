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
const HEARTBEAT_MS = 15_000;

/** Announces at the commit of the transaction; nothing is announced when it rolls back. */
export async function announce(tx: SqlExecutor, announcement: Announcement): Promise<void> {
  await tx.query("SELECT pg_notify($1, $2)::text", [CHANNEL, JSON.stringify(announcement)]);
}

/** What a listener tells besides announcements. */
export interface ListenerEvents {
  /** Called with each new connection, which lives as long as it can. */
  readonly connect: (client: Client) => Promise<void>;
  /** What was announced meanwhile is unknown. */
  readonly reconnect: () => void;
  /** An announcement could not be made out, or whoever heard it has failed. */
  readonly error: (error: unknown) => void;
}

/**
 * Listens on a connection of its own, and opens a new one when it is lost. A line may go dead without anybody being told (a failover, a
 * firewall that forgets), and whoever only listens would never find out: so it asks now and then whether somebody is there.
 */
export class Listener {
  readonly #databaseUrl: string;
  readonly #hear: (announcement: Announcement) => void;
  readonly #events: ListenerEvents;
  readonly #heartbeatMs: number;
  #client: Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /** @param heartbeatMs how often it asks whether the database is there, and how long it waits for the answer */
  constructor(
    databaseUrl: string,
    hear: (announcement: Announcement) => void,
    events: ListenerEvents,
    heartbeatMs = HEARTBEAT_MS,
  ) {
    this.#databaseUrl = databaseUrl;
    this.#hear = hear;
    this.#events = events;
    this.#heartbeatMs = heartbeatMs;
  }

  /** Connects. @throws when the database cannot be reached */
  async start(): Promise<void> {
    const client = new Client({
      connectionString: this.#databaseUrl,
      connectionTimeoutMillis: this.#heartbeatMs,
      query_timeout: this.#heartbeatMs,
    });
    client.on("notification", ({ payload }) => {
      if (payload !== undefined) this.#heard(payload);
    });
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await client.connect();
      await this.#events.connect(client);
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    // Stopped while it was connecting.
    if (this.#isStopped) {
      await client.end();
      return;
    }
    this.#client = client;
    this.#timer = setTimeout(() => void this.#ask(client), this.#heartbeatMs);
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  /** What anybody sends who may connect to the database must not end the server. */
  #heard(payload: string): void {
    try {
      this.#hear(JSON.parse(payload) as Announcement);
    } catch (error) {
      this.#events.error(error);
    }
  }

  async #ask(client: Client): Promise<void> {
    try {
      await client.query("SELECT 1");
      if (this.#client === client)
        this.#timer = setTimeout(() => void this.#ask(client), this.#heartbeatMs);
    } catch {
      this.#lost(client);
      client.end().catch(() => undefined);
    }
  }

  #lost(client: Client): void {
    if (this.#isStopped || this.#client !== client) return;
    this.#client = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#reconnect(), RECONNECT_MS);
  }

  async #reconnect(): Promise<void> {
    try {
      await this.start();
      this.#events.reconnect();
    } catch {
      if (!this.#isStopped) this.#timer = setTimeout(() => void this.#reconnect(), RECONNECT_MS);
    }
  }
}
