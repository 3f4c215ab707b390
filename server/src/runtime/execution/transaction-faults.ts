/** How a transaction can fail for reasons that are nobody's fault. */
import { LostRace } from "../store/instance-store.ts";

/** Whether the commit took effect cannot be known: the connection was lost while it was under way. */
export class CommitOutcomeUnknown extends Error {
  override readonly name = "CommitOutcomeUnknown";
}

/** Lost races, serialisation failures (40001) and deadlocks (40P01) go away by themselves. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return code === "40001" || code === "40P01";
}
