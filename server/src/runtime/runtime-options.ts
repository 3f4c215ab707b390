/** What a runtime is made with. */
import type { PrismaClient } from "@tongban/prisma";
import type { HistoryRetention } from "./history/history-months.ts";
import type { RuntimeConnections } from "./runtime-connections.ts";
import type { RuntimeObserver } from "./observer.ts";

/** What the runtime stands on. */
export interface RuntimeOptions {
  readonly databaseUrl: string;
  /** Past a pooler, where `databaseUrl` leads to one. */
  readonly directUrl?: string | undefined;
  readonly prisma: PrismaClient;
  /** Epoch ms; may be moved forward for a demonstration. */
  readonly now: () => number;
  /** IANA zone of dates in models that name none. */
  readonly timeZone: string;
  readonly poolSize: number;
  /** Trouble that nobody waits for; it must not throw. */
  readonly onError: (error: unknown) => void;
  /** How long a server has a job or timer before another takes it over as left by a dead one; 60 s unless given. */
  readonly leaseMs?: number;
  /** For ever unless given. */
  readonly historyRetention?: HistoryRetention;
  /** Instead of those to `databaseUrl`. */
  readonly connections?: RuntimeConnections;
  /** Told what happens. */
  readonly observer?: RuntimeObserver;
}
