/** What to make of a connection that is lost in the middle of work. */
import { CommitOutcomeUnknown } from "./transaction-faults.ts";

/** The connection was lost under a piece of work, which is to be tried again and is not to blame. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** What `pg` says without a code when the other end has gone. */
const GONE = /Connection terminated|connection error and is not queryable|Connection ended/;
/**
 * The codes for it: of the socket, of PostgreSQL (class 08; 57P01 to 57P03 when it stops, has crashed or starts; 25006 where a standby
 * answers that is not promoted yet) and of Prisma, whose raw statements have PostgreSQL's in their meta.
 */
const LOST =
  /^(?:ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOENT|08...|57P0[123]|25006|P1001|P1002|P1017)$/;

/**
 * Gives what the database gives.
 * @throws ConnectionLost when the connection was lost meanwhile, also during the commit; any other failure as it is
 */
export async function unlessConnectionLost<Value>(working: Promise<Value>): Promise<Value> {
  try {
    return await working;
  } catch (error) {
    if (isLoss(error)) throw new ConnectionLost("The connection was lost.", { cause: error });
    throw error;
  }
}

/** Whether the connection was lost, or there is none to be had. */
export function isLoss(error: unknown): boolean {
  if (error instanceof CommitOutcomeUnknown) return true;
  const { code, meta, message } = (error ?? {}) as Record<"code" | "meta" | "message", unknown>;
  return (
    LOST.test(String(code)) || GONE.test(String(message)) || GONE.test(JSON.stringify(meta ?? ""))
  );
}
