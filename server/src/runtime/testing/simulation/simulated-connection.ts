/** A connection to the simulated database, as much of pg's as the runtime uses. */

/** What a statement answers, as `pg` tells it. */
export interface Answer {
  readonly rows: object[];
  readonly rowCount: number;
  readonly command: string;
}

/** A statement on its way. */
export interface Statement {
  readonly connection: SimulatedConnection;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** One connection: its statements are answered in their order. */
export class SimulatedConnection {
  readonly server: string;
  readonly announcements: string[] = [];
  /** A statement of its transaction has failed: PostgreSQL refuses the rest, and answers its commit with a rollback. */
  hasFailed = false;
  isLost = false;
  /** Says that its next transaction has committed, and rolls it back. */
  isLying = false;
  readonly #send: (statement: Statement) => void;

  constructor(server: string, send: (statement: Statement) => void) {
    this.server = server;
    this.#send = send;
  }

  query(text: string, values: readonly unknown[] = []): Promise<Answer> {
    if (this.isLost) return Promise.reject(connectionLost());
    return new Promise((resolve, reject) => {
      this.#send({ connection: this, text, values, resolve, reject });
    });
  }

  /** Back to the pool, which makes a new one each time. */
  release(): void {
    this.isLost = true;
  }
}

/** What `pg` says when the other end has gone. */
export function connectionLost(): Error {
  return Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
}
