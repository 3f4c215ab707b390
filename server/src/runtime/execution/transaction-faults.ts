/** How a transaction can fail for reasons that are nobody's fault. */
import { isStaleStatement } from "../sql-executor.ts";
import { LostRace } from "../store/instance-store.ts";

/** Whether the commit took effect cannot be known: the connection was lost while it was under way. */
export class CommitOutcomeUnknown extends Error {
  override readonly name = "CommitOutcomeUnknown";
}

/**
 * Lost races, stale statements, serialisation failures (40001) and deadlocks (40P01) go away by themselves. Prisma wraps the database's code:
 * P2034 is a write conflict or deadlock; raw statements say so in their meta.
 */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof LostRace || isStaleStatement(error)) return true;
  const { code, meta } = (error ?? {}) as { code?: unknown; meta?: unknown };
  if (code === "40001" || code === "40P01" || code === "P2034") return true;
  return /40001|40P01/.test(JSON.stringify(meta ?? ""));
}
