/**
 * Timers and timer start events: claimed with a lease, then triggered like any command. A claim that dies with its server is
 * taken over when the lease ends (by the database's clock, which a demonstration cannot move); a timer that was triggered is gone, so it fires once.
 */
import type { RuntimeObserver } from "../observer.ts";
import type { Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { WorkLoop } from "./wake.ts";

const BATCH = 200;
const IDLE_MS = 1000;

/** Starts looking for due timers; the loop is woken when timers are armed. */
export function timerLoop(options: {
  readonly sql: SqlExecutor;
  readonly now: () => number;
  readonly submit: (command: RuntimeCommand) => Promise<Result<unknown>>;
  readonly onError: (error: unknown) => void;
  /** How long a claim lasts. */
  readonly leaseMs: number;
  readonly observer: RuntimeObserver;
}): WorkLoop {
  const { sql, now, submit, onError, leaseMs, observer } = options;
  let before: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<number | null> => {
    const at = now();
    const [timers, starts] = await Promise.all([
      claim(sql, "timer", at, leaseMs),
      claim(sql, "start_subscription", at, leaseMs),
    ]);
    for (const { late } of [...timers, ...starts]) observer.timerClaimed(late);
    const triggering = Promise.all([
      ...timers.map(({ id }) => submit({ type: "triggerTimer", timerId: id })),
      ...starts.map(({ id }) => submit({ type: "triggerStart", startSubscriptionId: id })),
    ]).catch(onError);
    // While these are triggered, the next are claimed, and no more than those.
    await before;
    before = triggering;
    if (timers.length + starts.length >= BATCH) return 0;
    await triggering;
    return untilNext(sql, at);
  };
  return new WorkLoop(look, IDLE_MS, onError);
}

interface Claimed {
  readonly id: string;
  /** Seconds. */
  readonly late: number;
}

async function claim(
  sql: SqlExecutor,
  table: "timer" | "start_subscription",
  at: number,
  leaseMs: number,
): Promise<Claimed[]> {
  return sql.query<Claimed>(
    `UPDATE ${table} SET locked_until = now() + $2::float8 * interval '1 millisecond'
      WHERE id IN (SELECT id FROM ${table}
                    WHERE due_at <= to_timestamp($1::float8 / 1000) AND locked_until <= now()
                    ORDER BY due_at LIMIT $3::int FOR UPDATE SKIP LOCKED)
      RETURNING id::text, extract(epoch FROM to_timestamp($1::float8 / 1000) - due_at)::float8 AS late`,
    [at, leaseMs, BATCH],
  );
}

/** Milliseconds until the next timer is due, so that a timer fires on time and an idle system rests. */
async function untilNext(sql: SqlExecutor, at: number): Promise<number | null> {
  const [row] = await sql.query<{ due: number | null }>(
    `SELECT (extract(epoch FROM min(due_at)) * 1000)::float8 AS due FROM timer WHERE due_at > to_timestamp($1::float8 / 1000)`,
    [at],
  );
  const due = row?.due;
  return due === null || due === undefined ? null : Math.max(due - at, 1);
}
