/** What to make of a database that fails under a piece of work: it says nothing about the work. */
import { saidBy } from "./said-by.ts";
import { CommitOutcomeUnknown, isWorthRetrying } from "./transaction-faults.ts";

/** The database failed under a piece of work, which is to be tried again and is not to blame. */
export class DatabaseFailure extends Error {
  override readonly name = "DatabaseFailure";
}

/** What `pg` says without a code when the other end has gone, or does not answer any more. */
const GONE =
  /Query read timeout|Connection terminated|connection error and is not queryable|Connection ended/;
/** PostgreSQL's codes for it, and the words of Prisma's driver, in what Prisma quotes. */
const GONE_QUOTED =
  /"(?:08\w{3}|57P0[123]|25006|DatabaseNotReachable|ConnectionClosed|SocketTimeout)"/;
/**
 * The codes for it: of the socket, of PostgreSQL (class 08; 57P01 to 57P03 when it stops, has crashed or starts; 25006 where a standby
 * answers that is not promoted yet) and of Prisma.
 */
const LOST =
  /^(?:ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOENT|08...|57P0[123]|25006|P1001|P1002|P1008|P1017)$/;
/** No disk, memory or connection left in the database (class 53, P2037); no connection of a pool free for too long. */
const NO_ROOM = /^(?:53...|P2024|P2037)$/;
const NO_ROOM_SAID =
  /"53\d{3}"|"TooManyConnections"|timeout exceeded when trying to connect|Unable to start a transaction in the given time/;

/**
 * Gives what the database gives.
 * @throws DatabaseFailure when the connection was lost meanwhile, also during the commit, when there was no room, or when a race was
 *   lost too often; any other failure as it is
 */
export async function unlessDatabaseFails<Value>(working: Promise<Value>): Promise<Value> {
  try {
    return await working;
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    throw new DatabaseFailure("The database failed; nothing is known against the work itself.", {
      cause: error,
    });
  }
}

/** Whether the database is to blame, and whoever waited for it is not. */
export function isDatabaseFailure(error: unknown): boolean {
  if (isLoss(error) || isWorthRetrying(error)) return true;
  const { code, message, quoted } = saidBy(error);
  return NO_ROOM.test(code) || NO_ROOM_SAID.test(`${message} ${quoted}`);
}

/** Whether the connection was lost, or there is none to be had. */
export function isLoss(error: unknown): boolean {
  if (error instanceof CommitOutcomeUnknown) return true;
  const { code, message, quoted } = saidBy(error);
  return LOST.test(code) || GONE.test(message) || GONE_QUOTED.test(quoted);
}
