/**
 * What a transaction writes at its end. Nobody waits for the answer to a write, so that all of them, and the commit behind them, are
 * asked at once; that a writer cannot wait is what its type says.
 */
import type { SqlExecutor } from "../sql-executor.ts";
import { together } from "../together.ts";

/** See file head. */
export class Writes {
  readonly #tx: SqlExecutor;
  readonly #answers: Promise<unknown>[] = [];

  constructor(tx: SqlExecutor) {
    this.#tx = tx;
  }

  /** Asks for a statement, behind those before. */
  write(sql: string, params: readonly unknown[]): void {
    const answer = this.#tx.query(sql, params);
    // Told by `done`.
    answer.catch(() => undefined);
    this.#answers.push(answer);
  }

  /** When all of them are answered. @throws what failed first */
  async done(): Promise<void> {
    await together(this.#answers);
  }
}
