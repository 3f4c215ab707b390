/** When the database is away, slow or has too much to do: what callers are told, instead of waiting in an ever longer line. */
import type { Result } from "../result.ts";
import { isLoss } from "./database-failure.ts";
import { saidBy } from "./said-by.ts";
import { CommitOutcomeUnknown } from "./transaction-faults.ts";

/** Too much waits already; nothing was begun. */
export class Overloaded extends Error {
  override readonly name = "Overloaded";
}

/**
 * How far a request came that the database failed: `busy`, nothing was begun; `unavailable`, nothing of it is in effect; `full`, the
 * same, and it will be so until somebody makes room; `outcome unknown`, the connection was lost as it committed.
 */
export type DatabaseTrouble = "busy" | "unavailable" | "full" | "outcome unknown";

/**
 * A statement that took too long, a lock that was not to be had, no connection left, a transaction that went quiet (PostgreSQL,
 * appendix A); Prisma's P1008 too slow, P2024 and P2037 no connection, P2028 a transaction that took too long or found no turn.
 */
const TOO_LONG = /^(?:57014|55P03|53300|25P03|25P02|P1008|P2024|P2028|P2037)$/;
/** What says so without a code of its own. */
const SENTENCES =
  /timeout exceeded when trying to connect|"TooManyConnections"|canceling statement due to/;
/** No disk left: PostgreSQL's code, by itself or in the meta of Prisma's errors. */
const FULL = "53100";
/** An error and what caused it, and what caused that. */
const DEEPEST = 5;

/** What has befallen the database; null when the error has another reason. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  let cause = error;
  for (let depth = 0; cause instanceof Error && depth < DEEPEST; depth += 1) {
    if (cause instanceof Overloaded) return "busy";
    if (cause instanceof CommitOutcomeUnknown) return "outcome unknown";
    const { code, message, quoted } = saidBy(cause);
    const said = `${message} ${quoted}`;
    if (code === FULL || said.includes(`"${FULL}"`)) return "full";
    if (isLoss(cause) || TOO_LONG.test(code) || SENTENCES.test(said)) return "unavailable";
    cause = cause.cause;
  }
  return null;
}

const NOT_NOW = new Set<string>(["RUNTIME_OVERLOADED", "RUNTIME_STOPPING"]);

/** What was not even tried is no answer to a command. @throws Overloaded */
export function throwIfOverloaded(result: Result<unknown>): void {
  if (!result.ok && NOT_NOW.has(result.problem.code))
    throw new Overloaded(result.problem.message.en);
}
