/** How a transaction can fail for reasons that are nobody's fault. */
import { saidBy } from "./said-by.ts";
import { isStaleStatement } from "../prepared-statements.ts";

/** Whether the commit took effect cannot be known: the connection was lost while it was under way. */
export class CommitOutcomeUnknown extends Error {
  override readonly name = "CommitOutcomeUnknown";
}

/** In what Prisma quotes. */
const QUOTED = /"(?:40001|40P01|TransactionWriteConflict)"/;

/**
 * Stale statements, lost races and other serialisation failures (40001) and deadlocks (40P01) go away by themselves. Prisma wraps the
 * database's code: P2034 is a write conflict or deadlock.
 */
export function isWorthRetrying(error: unknown): boolean {
  if (isStaleStatement(error)) return true;
  const { code, quoted } = saidBy(error);
  return /^(?:40001|40P01|P2034)$/.test(code) || QUOTED.test(quoted);
}
