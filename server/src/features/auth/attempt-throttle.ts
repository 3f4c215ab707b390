/**
 * Slows down guessing, per name and across all servers: after eight failures within a quarter of an hour nothing is tried for
 * five minutes, right or wrong. The name is kept as a hash only.
 */
import { createHash } from "node:crypto";
import type { Database } from "@tongban/prisma";

const FAILURES = 8;
const WINDOW_MS = 15 * 60_000;
const BLOCK_MS = 5 * 60_000;

/** What is being guessed. */
export type AttemptPurpose = "login" | "track";

/** Counts failures. */
export interface AttemptThrottle {
  /** Whether a try is let through now. */
  isOpen(purpose: AttemptPurpose, name: string): Promise<boolean>;
  failed(purpose: AttemptPurpose, name: string): Promise<void>;
  succeeded(purpose: AttemptPurpose, name: string): Promise<void>;
  /** Forgets old failures. */
  sweep(): Promise<number>;
}

/** @param machineNow epoch ms of the machine */
export function attemptThrottle(database: Database, machineNow: () => number): AttemptThrottle {
  return {
    async isOpen(purpose, name) {
      const row = await database.attemptThrottle.findUnique({
        where: { key: keyOf(purpose, name) },
      });
      return (row?.blockedUntil?.getTime() ?? 0) <= machineNow();
    },
    async failed(purpose, name) {
      const now = machineNow();
      // One statement, so that failures that arrive together are all counted.
      await database.$executeRaw`
        INSERT INTO attempt_throttle AS old (key, failures, first_failed_at)
        VALUES (${keyOf(purpose, name)}, 1, ${new Date(now)}::timestamptz)
        ON CONFLICT (key) DO UPDATE SET
          failures = CASE WHEN old.first_failed_at < ${new Date(now - WINDOW_MS)}::timestamptz THEN 1 ELSE old.failures + 1 END,
          first_failed_at = CASE WHEN old.first_failed_at < ${new Date(now - WINDOW_MS)}::timestamptz THEN ${new Date(now)}::timestamptz ELSE old.first_failed_at END,
          blocked_until = CASE WHEN old.first_failed_at >= ${new Date(now - WINDOW_MS)}::timestamptz AND old.failures + 1 >= ${FAILURES}::int
            THEN ${new Date(now + BLOCK_MS)}::timestamptz ELSE NULL END`;
    },
    async succeeded(purpose, name) {
      await database.attemptThrottle.deleteMany({ where: { key: keyOf(purpose, name) } });
    },
    async sweep() {
      const { count } = await database.attemptThrottle.deleteMany({
        where: { firstFailedAt: { lt: new Date(machineNow() - WINDOW_MS - BLOCK_MS) } },
      });
      return count;
    },
  };
}

function keyOf(purpose: AttemptPurpose, name: string): string {
  return createHash("sha256").update(`${purpose}\0${name}`).digest("hex");
}
