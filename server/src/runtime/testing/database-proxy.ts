/**
 * Stands between a server and its database and cuts their connection where it hurts most: in the middle of a commit. The server
 * cannot know then whether the commit took effect; the test can, because it chose.
 */
import { once } from "node:events";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

/** `before`: the database never hears of the commit. `after`: it commits, and the server never hears of that. */
export type Cut = "before" | "after";

/** What PostgreSQL's protocol carries both for the statement and in the answer to it. */
const ANSWERS = ["COMMIT", "ROLLBACK", "ERROR", "FATAL"];
const COMMIT = Buffer.from("COMMIT\0");

/** See file head. */
export class DatabaseProxy {
  /** Commits that were cut. */
  cuts = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #dead = new WeakSet<Socket>();
  #target: URL;
  #next: Cut | null = null;
  /** Only a connection over which this has gone is cut. */
  #mark = "";
  #onCut: () => void = () => undefined;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((client) => this.#serve(client));
  }

  /** Listens on a port of its own. @param target connection string of a database behind a Unix socket */
  static async start(target: string): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** Connection string of the same database through the proxy. */
  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The proxy has ended.");
    const url = new URL(this.#target);
    url.searchParams.delete("host");
    url.searchParams.delete("port");
    url.hostname = "127.0.0.1";
    url.port = String(address.port);
    return url.href;
  }

  /** The database has come back at another place. */
  retarget(target: string): void {
    this.#target = new URL(target);
  }

  /** Cuts the next commit, whosever it is, or the next of a transaction that has this text in it; resolves when that has happened. */
  cutNextCommit(cut: Cut, mark = ""): Promise<void> {
    this.#next = cut;
    this.#mark = mark;
    return new Promise((resolve) => {
      this.#onCut = resolve;
    });
  }

  /** From now on nothing arrives over the connections of today, and nobody is told: a machine in between has forgotten them. */
  silence(): void {
    for (const socket of this.#sockets) this.#dead.add(socket);
  }

  /** Ends all connections and listens no more. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #serve(client: Socket): void {
    const directory = this.#target.searchParams.get("host") ?? "";
    const port = this.#target.searchParams.get("port") ?? (this.#target.port || "5432");
    const database = createConnection(join(directory, `.s.PGSQL.${port}`));
    let cut: Cut | null = null;
    let marked = "";
    const end = (): void => {
      client.destroy();
      database.destroy();
      if (cut === null) return;
      cut = null;
      this.cuts += 1;
      this.#onCut();
    };
    for (const socket of [client, database]) {
      this.#sockets.add(socket);
      socket.on("error", end);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    client.on("data", (bytes) => {
      if (this.#dead.has(client)) return;
      if (bytes.includes(this.#mark)) marked = this.#mark;
      if (this.#next !== null && marked === this.#mark && bytes.includes(COMMIT)) {
        cut = this.#next;
        this.#next = null;
      }
      if (cut === "before") end();
      else database.write(bytes);
    });
    database.on("data", (bytes) => {
      if (this.#dead.has(client)) return;
      if (cut === null) client.write(bytes);
      // Refused or rolled back: that is the answer to the commit, too.
      else if (ANSWERS.some((answer) => bytes.includes(answer))) end();
    });
  }
}
