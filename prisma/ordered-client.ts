import type { Client, ClientConfig } from "pg";
import { LimitedClient } from "./limited-client.ts";

/**
 * A connection whose queries wait for one another. Prisma sends the parts of a nested read of a transaction all at once; `pg` lines
 * them up but warns that its next major version will not. Whose commits have committed, or fail.
 */
export class OrderedClient extends LimitedClient {
  constructor(config?: ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...args: readonly unknown[]) => unknown;
    let last: Promise<unknown> = Promise.resolve();
    const sendInTurn = (...args: readonly unknown[]): unknown => {
      // Who hands in a callback waits for it; only promises come in crowds.
      if (args.some((arg) => typeof arg === "function")) return send(...args);
      const answer = last
        .then(() => send(...args))
        .then(
          (result) => committed(args[0], result),
          (error: unknown) => {
            // What comes after it on a dead line would only wait as long; a pool does not take back what has ended.
            if (isUnanswered(error)) this.end().catch(() => undefined);
            throw error;
          },
        );
      last = answer.catch(() => undefined);
      return answer;
    };
    this.query = sendInTurn as Client["query"];
  }
}

/**
 * PostgreSQL answers the COMMIT of a transaction in which a statement has failed with ROLLBACK and no error. Who did not mind the
 * failure must not take its work for done.
 */
function committed(statement: unknown, result: unknown): unknown {
  const text = typeof statement === "string" ? statement : textOf(statement, "text");
  if (text === "COMMIT" && textOf(result, "command") === "ROLLBACK")
    throw new Error("The transaction was rolled back: a statement of it had failed.");
  return result;
}

function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

function textOf(value: unknown, member: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, member) : undefined;
}
