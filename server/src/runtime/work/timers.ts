/**
 * Timers and timer start events: claimed with a lease, then triggered like any command. A claim that dies with its server is
 * taken over when the lease ends (by the database's clock, which a demonstration cannot move); a timer that was triggered is gone, so it fires once.
 */
import type { Pool } from "pg";
import type { RuntimeObserver } from "../observer.ts";
import type { Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import { WorkLoop } from "./wake.ts";

const BATCH = 200;
const IDLE_MS = 1000;

/** Starts looking for due timers; the loop is woken when timers are armed. */
export function timerLoop(options: {
  readonly pool: Pool;
  readonly now: () => number;
  readonly submit: (command: RuntimeCommand) => Promise<Result<unknown>>;
  readonly onError: (error: unknown) => void;
  /** How long a claim lasts. */
  readonly leaseMs: number;
  readonly observer: RuntimeObserver;
}): WorkLoop {
  const { pool, now, submit, onError, leaseMs, observer } = options;
  const look = async (): Promise<number | null> => {
    const at = now();
    const timers = await claim(pool, "timer", at, leaseMs);
    const starts = await claim(pool, "start_subscription", at, leaseMs);
    for (const { late } of [...timers, ...starts]) observer.timerClaimed(late);
    await Promise.all([
      ...timers.map(({ id }) => submit({ type: "triggerTimer", timerId: id })),
      ...starts.map(({ id }) => submit({ type: "triggerStart", startSubscriptionId: id })),
    ]);
    return timers.length + starts.length >= BATCH ? 0 : untilNext(pool, at);
  };
  return new WorkLoop(look, IDLE_MS, onError);
}

interface Claimed {
  readonly id: string;
  /** Seconds. */
  readonly late: number;
}

async function claim(
  pool: Pool,
  table: "timer" | "start_subscription",
  at: number,
  leaseMs: number,
): Promise<Claimed[]> {
  const { rows } = await pool.query<Claimed>(
    `UPDATE ${table} SET locked_until = now() + $2 * interval '1 millisecond'
      WHERE id IN (SELECT id FROM ${table}
                    WHERE due_at <= to_timestamp($1::float8 / 1000) AND locked_until <= now()
                    ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
      RETURNING id::text, extract(epoch FROM to_timestamp($1::float8 / 1000) - due_at)::float8 AS late`,
    [at, leaseMs, BATCH],
  );
  return rows;
}

/** Milliseconds until the next timer is due, so that a timer fires on time and an idle system rests. */
async function untilNext(pool: Pool, at: number): Promise<number | null> {
  const { rows } = await pool.query<{ due: number | null }>(
    `SELECT (extract(epoch FROM min(due_at)) * 1000)::float8 AS due FROM timer WHERE due_at > to_timestamp($1::float8 / 1000)`,
    [at],
  );
  const due = rows[0]?.due;
  return due === null || due === undefined ? null : Math.max(due - at, 1);
}
