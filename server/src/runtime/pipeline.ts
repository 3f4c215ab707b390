/**
 * Statements that travel together: everything that is asked of a connection in one turn of the event loop leaves in one piece and is
 * answered in one piece. PostgreSQL answers at each synchronisation point, and the driver sets one behind each statement: a dozen
 * system calls and wake-ups on both sides for a transaction of a dozen statements, which cost more than what they carry.
 * See "Pipelining" in PostgreSQL's documentation of its protocol.
 */
import process from "node:process";
import { type Connection, type PoolClient, Query, type QueryResult } from "pg";
import { arrayLiteral } from "./array-literal.ts";
import { forgetPrepared, isStaleStatement, preparedName } from "./prepared-statements.ts";
import { IN_FAILED_TRANSACTION } from "./together.ts";

/** Asks one statement of a connection; those of one turn travel together, always in the order in which they were asked. */
export type Send = (
  text: string,
  values?: readonly unknown[],
) => Promise<Pick<QueryResult<object>, "rows" | "command">>;

/** What the driver tells a query of its own; not in its types. */
interface Told {
  readonly name?: string | undefined;
  readonly text: string;
  submit(connection: Connection): unknown;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  handleError(error: unknown, connection: Connection): void;
}

/** Of one word, and without anything to plan. */
const CONTROL = /^(?:BEGIN|COMMIT|ROLLBACK)$/;

/**
 * Statements of a connection, gathered.
 *
 * @param isPreparing whether each text is read and planned once a connection; only where that keeps its session
 */
export function gathering(client: PoolClient, isPreparing: boolean): Send {
  let gathered: Told[] = [];
  const leave = (): void => {
    const pipeline = new Pipeline(gathered);
    gathered = [];
    client.query(pipeline);
  };
  return (text, values = []) =>
    new Promise((resolve, reject) => {
      const name = isPreparing && !CONTROL.test(text) ? preparedName(text) : undefined;
      const config = { name, text, values: values.map(asWritten), queryMode: "extended" };
      const statement = new Query(config, (error, result) => {
        if (isStaleStatement(error)) forgetPrepared();
        if (error) reject(error);
        else resolve(result);
      });
      if (gathered.length === 0) process.nextTick(leave);
      gathered.push(statement as unknown as Told);
    });
}

/** What the driver need not write. */
function asWritten(value: unknown): unknown {
  return Array.isArray(value) ? (arrayLiteral(value) ?? value) : value;
}

/** One query to the driver: the answers are dealt out to its statements as they come. */
class Pipeline extends Query {
  readonly #statements: readonly Told[];
  #current = 0;
  /** Of the statement that is being answered: the driver remembers what has been prepared. */
  name: string | undefined;
  text = "";
  /** The driver's own: ends its time limit. */
  callback: (error: unknown) => void = () => undefined;

  constructor(statements: readonly Told[]) {
    super({ text: "" });
    this.#statements = statements;
    this.#turnTo(0);
    this.submit = (connection) => {
      const { stream } = connection;
      // The statements' own synchronisation points are left out.
      const unsynchronised = Object.create(connection, {
        sync: { value: () => undefined },
      }) as Connection;
      stream.cork();
      for (const statement of statements) statement.submit(unsynchronised);
      connection.sync();
      stream.uncork();
    };
  }

  /** All that is asked, for who watches the driver. */
  get texts(): readonly string[] {
    return this.#statements.map(({ text }) => text);
  }

  handleRowDescription(message: unknown): void {
    this.#statements[this.#current]?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.#statements[this.#current]?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    const statement = this.#statements[this.#current];
    statement?.handleCommandComplete(message, connection);
    statement?.handleReadyForQuery(connection);
    this.#turnTo(this.#current + 1);
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  /** Of what comes behind a statement that failed, the database carries out nothing. */
  handleError(error: unknown, connection: Connection): void {
    const { submittedNamedStatements: underWay } = connection as unknown as {
      readonly submittedNamedStatements: Record<string, string>;
    };
    const [failed, ...rest] = this.#statements.slice(this.#current);
    const isRefused = error instanceof Error && "severity" in error;
    failed?.handleError(error, connection);
    for (const statement of rest) {
      if (statement.name !== undefined) Reflect.deleteProperty(underWay, statement.name);
      statement.handleError(isRefused ? notCarriedOut() : error, connection);
    }
    this.callback(error);
  }

  #turnTo(index: number): void {
    this.#current = index;
    this.name = this.#statements[index]?.name;
    this.text = this.#statements[index]?.text ?? "";
  }
}

function notCarriedOut(): Error {
  return Object.assign(new Error("A statement before it failed, so this was not carried out."), {
    code: IN_FAILED_TRANSACTION,
  });
}
