/** A transaction on a connection of the pool. */
import type { PoolClient } from "pg";
import { CommitOutcomeUnknown } from "./execution/transaction-faults.ts";
import type { Send } from "./pipeline.ts";
import type { RuntimeConnections } from "./runtime-connections.ts";
import { isStaleStatement } from "./prepared-statements.ts";
import type { SqlExecutor } from "./sql-executor.ts";
import { isConsequence, together } from "./together.ts";

/**
 * Every hot statement joins a few keys with a table by its index. Without fresh statistics the planner reads whole tables for that
 * instead, which costs the more the larger they are; and a plan is kept that was made when a table was empty.
 */
export const PLANNING = `SELECT ${[
  ["enable_hashjoin", "off"],
  ["enable_mergejoin", "off"],
  ["enable_seqscan", "off"],
  ["plan_cache_mode", "force_generic_plan"],
]
  .map(([setting, value]) => `set_config('${setting}', '${value}', true)`)
  .join(", ")}`;

/** See file head. What is asked of it goes in the order in which it was asked, and need not wait for what was asked before. */
export class Transaction implements SqlExecutor {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Begins, with plans for few keys. */
  async begin(): Promise<void> {
    await together([this.#send("BEGIN"), this.#send(PLANNING)]);
  }

  async query<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#send(sql, params);
    return rows as Row[];
  }

  /**
   * Commits behind what was asked before.
   *
   * @param before the answers to that, if they are still to come
   * @throws what failed before, which has rolled it back; CommitOutcomeUnknown when no answer came
   */
  async commit(before: Promise<unknown> = Promise.resolve()): Promise<void> {
    const [asked, ended] = await Promise.allSettled([before, this.#send("COMMIT")]);
    if (ended.status === "rejected" && !isConsequence(ended.reason))
      throw new CommitOutcomeUnknown("The connection was lost during a commit.", {
        cause: ended.reason,
      });
    if (ended.status === "fulfilled" && ended.value.command === "COMMIT") return;
    if (asked.status === "rejected") throw asked.reason;
    if (ended.status === "rejected") throw ended.reason;
    // So PostgreSQL ends a transaction in which a statement has failed, also when nobody minded the failure.
    const { command } = ended.value;
    throw new Error(`The transaction was rolled back: its commit was answered by ${command}.`);
  }

  /** Rolls back; answers why the connection is broken if it cannot even do that. */
  async rollBack(): Promise<Error | undefined> {
    try {
      await this.#send("ROLLBACK");
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** Carries out work in a transaction of its own; it decides when to commit. A connection that breaks is not used again. */
export async function inTransaction<Value>(
  client: PoolClient,
  send: Send,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  const transaction = new Transaction(send);
  let broken: Error | undefined;
  try {
    return await work(transaction);
  } catch (error) {
    broken = await transaction.rollBack();
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Statements each in a transaction of its own that travels with it, with plans for few keys. */
export function eachInTransaction({
  pool,
  send,
}: Pick<RuntimeConnections, "pool" | "send">): SqlExecutor {
  const alone = async <Row>(text: string, params: readonly unknown[]): Promise<Row[]> => {
    const client = await pool.connect();
    return inTransaction(client, send(client), async (transaction) => {
      const begun = transaction.begin();
      const asked = together([begun, transaction.query<Row>(text, params)]);
      await transaction.commit(asked);
      const [, rows] = await asked;
      return rows;
    });
  };
  return {
    query: <Row>(text: string, params: readonly unknown[] = []) =>
      alone<Row>(text, params).catch((error: unknown) => {
        if (isStaleStatement(error)) return alone<Row>(text, params);
        throw error;
      }),
  };
}
