/**
 * What has to be done now and then, by any server: messages whose time is over go, counts are taken together, months of the history
 * come and go, indexes that have stayed large are built anew.
 */
import type { RuntimeConnections } from "../runtime-connections.ts";
import { onClient } from "../sql-executor.ts";
import { dropExpiredMessages } from "../store/message-store.ts";
import { WorkLoop } from "../work/wake.ts";
import { rebuildBloatedIndexes } from "./rebuild-indexes.ts";
import { ensureMonths, type HistoryRetention, retireMonths } from "./history-months.ts";
import { rollUpJobStatistics } from "./job-statistics.ts";

const MESSAGES_MS = 60_000;
const STATISTICS_MS = 60_000;
const MONTHS_MS = 6 * 3_600_000;
const INDEXES_MS = 24 * 3_600_000;

/** Loops that begin with `start` and end with `stop`. */
export class Housekeeping {
  readonly #loops: readonly WorkLoop[];

  constructor(options: {
    readonly connections: Pick<RuntimeConnections, "pool" | "session">;
    readonly now: () => number;
    /** For ever unless given. */
    readonly historyRetention: HistoryRetention | undefined;
    readonly onError: (error: unknown) => void;
  }) {
    const { connections, now, historyRetention, onError } = options;
    const { pool } = connections;
    const messages = async (): Promise<null> => {
      await dropExpiredMessages(onClient(pool), now());
      return null;
    };
    const statistics = async (): Promise<null> => {
      await rollUpJobStatistics(onClient(pool), now(), historyRetention?.months ?? null);
      return null;
    };
    const months = async (): Promise<null> => {
      await ensureMonths(pool, now());
      if (historyRetention === undefined || historyRetention.months === null) return null;
      const session = await connections.session();
      try {
        await retireMonths(session, historyRetention, now());
      } finally {
        await session.end();
      }
      return null;
    };
    const indexes = async (): Promise<null> => {
      const session = await connections.session();
      try {
        await rebuildBloatedIndexes(session);
      } finally {
        await session.end();
      }
      return null;
    };
    this.#loops = [
      new WorkLoop(messages, MESSAGES_MS, onError),
      new WorkLoop(statistics, STATISTICS_MS, onError),
      new WorkLoop(months, MONTHS_MS, onError),
      new WorkLoop(indexes, INDEXES_MS, onError),
    ];
  }

  start(): void {
    for (const loop of this.#loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }
}
