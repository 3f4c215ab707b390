/**
 * A database whose every answer comes when the simulation says so: PostgreSQL itself (PGlite, in this process), behind a network
 * that delays, cuts and forgets. Transactions are one after the other: what is played is order and loss, not waiting for locks,
 * which the tests on a PostgreSQL of their own are for.
 */
import type { PGlite } from "@electric-sql/pglite";
import {
  type Answer,
  connectionLost,
  SimulatedConnection,
  type Statement,
} from "./simulated-connection.ts";

/** How a statement's way is disturbed. */
export type Cut =
  /** The database has not heard of it. */
  | "before"
  /** It is in effect; nobody hears the answer. */
  | "after";

/** See file head. */
export class SimulatedDatabase {
  readonly #store: PGlite;
  /** Announces at the commit. */
  readonly #announce: (payload: string) => void;
  readonly #waiting: Statement[] = [];
  /** Who has a transaction open: the others wait. */
  #holder: SimulatedConnection | null = null;

  constructor(store: PGlite, announce: (payload: string) => void) {
    this.#store = store;
    this.#announce = announce;
  }

  /** A connection of the server named. */
  connect(server: string): SimulatedConnection {
    return new SimulatedConnection(server, (statement) => this.#waiting.push(statement));
  }

  /** Statements that can be answered now: of each connection the first. */
  get deliverable(): readonly Statement[] {
    const first = new Map<SimulatedConnection, Statement>();
    for (const statement of this.#waiting) {
      const { connection } = statement;
      if (this.#holder !== null && this.#holder !== connection) continue;
      if (!first.has(connection)) first.set(connection, statement);
    }
    return [...first.values()];
  }

  /** Answers a statement, or cuts its connection. */
  async deliver(statement: Statement, cut: Cut | null): Promise<void> {
    this.#waiting.splice(this.#waiting.indexOf(statement), 1);
    const { connection, resolve, reject } = statement;
    if (cut === "before") {
      await this.#lose(connection, statement);
      return;
    }
    try {
      const answer = await this.#perform(statement);
      if (cut === null) resolve(answer);
      else await this.#lose(connection, statement);
    } catch (error) {
      connection.hasFailed = true;
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The server has died: what it had on the way is nobody's any more. */
  async forget(server: string): Promise<void> {
    const others = this.#waiting.filter(({ connection }) => connection.server !== server);
    this.#waiting.splice(0, Infinity, ...others);
    if (this.#holder?.server === server) await this.#rollBack();
  }

  async #perform({ connection, text, values }: Statement): Promise<Answer> {
    if (text.startsWith("SELECT pg_notify(")) {
      connection.announcements.push(String(values[1]));
      if (this.#holder !== connection) this.#publish(connection);
      return { rows: [], rowCount: 1, command: "SELECT" };
    }
    if (/^BEGIN\b/.test(text)) {
      await this.#store.exec(text);
      this.#holder = connection;
      return { rows: [], rowCount: 0, command: "BEGIN" };
    }
    if (text === "COMMIT" || text === "ROLLBACK") {
      const command = text === "COMMIT" && !connection.hasFailed ? "COMMIT" : "ROLLBACK";
      await this.#store.exec(command);
      this.#holder = null;
      connection.hasFailed = false;
      if (command === "COMMIT") this.#publish(connection);
      else connection.announcements.length = 0;
      const said = connection.isLying ? "COMMIT" : command;
      connection.isLying = false;
      return { rows: [], rowCount: 0, command: said };
    }
    const { rows, affectedRows } = await this.#store.query<object>(text, [...values]);
    return { rows, rowCount: affectedRows ?? rows.length, command: "" };
  }

  #publish(connection: SimulatedConnection): void {
    for (const payload of connection.announcements.splice(0)) this.#announce(payload);
  }

  async #lose(connection: SimulatedConnection, statement: Statement): Promise<void> {
    connection.isLost = true;
    if (this.#holder === connection) await this.#rollBack();
    const lost = [statement, ...this.#waiting.filter((other) => other.connection === connection)];
    for (const other of lost.slice(1)) this.#waiting.splice(this.#waiting.indexOf(other), 1);
    for (const { reject } of lost) reject(connectionLost());
  }

  async #rollBack(): Promise<void> {
    await this.#store.exec("ROLLBACK");
    this.#holder = null;
  }
}
