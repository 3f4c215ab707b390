/**
 * Where the parts of a clock lie on its bar (DOMAIN §3: budget and ledger; ADR 0004). The bar is calendar time from the
 * start of the clock to the later of "due", "now" and "stopped"; so a pause looks as long as it was.
 */

/** One entry of the ledger; `to` is null while it is open. Instants ISO 8601 in UTC. */
export interface ClockSegment {
  readonly from: string;
  readonly to?: string | null | undefined;
  readonly kind: "run" | "pause" | "extension";
}

/** What the geometry needs of a clock. */
export interface ClockTimes {
  readonly startedAt: string;
  readonly stoppedAt?: string | null | undefined;
  readonly dueAt?: string | null | undefined;
  readonly segments: readonly ClockSegment[];
}

/** A stretch of the bar; `from` and `to` are fractions from 0 to 1, in order and not overlapping. */
export interface ClockSpan {
  readonly kind: "ran" | "paused" | "late" | "left";
  readonly from: number;
  readonly to: number;
}

/** The whole drawing. `due` and `now` are fractions from 0 to 1, null where there is nothing to mark. */
export interface ClockGeometry {
  readonly spans: readonly ClockSpan[];
  readonly due: number | null;
  readonly now: number | null;
}

/** An open pause has no due date: the bar then ends this much after now, so that the pause shows as open. */
const OPEN_END = 1.25;

/** Lays a clock out at `now` (epoch ms). Zero-length spans are left out. */
export function clockGeometry(clock: ClockTimes, now: number): ClockGeometry {
  const start = Date.parse(clock.startedAt);
  const stopped = instant(clock.stoppedAt);
  const due = instant(clock.dueAt);
  const reached = Math.max(start, stopped ?? now);
  const end = barEnd(start, reached, due);
  const at = (time: number): number => (time - start) / (end - start);

  const spans: ClockSpan[] = [];
  const add = (kind: ClockSpan["kind"], from: number, to: number): void => {
    if (to > from) spans.push({ kind, from: at(from), to: at(to) });
  };
  let cursor = start;
  const runUntil = (time: number): void => {
    const onTime = due === null ? time : Math.min(time, Math.max(due, cursor));
    add("ran", cursor, onTime);
    add("late", onTime, time);
    cursor = Math.max(cursor, time);
  };
  for (const pause of pauses(clock, start, reached)) {
    runUntil(pause.from);
    add("paused", pause.from, pause.to);
    cursor = pause.to;
  }
  runUntil(reached);
  if (stopped === null) add("left", reached, end);
  return {
    spans,
    due: due === null ? null : at(due),
    now: stopped === null ? at(reached) : null,
  };
}

function barEnd(start: number, reached: number, due: number | null): number {
  const end = due === null ? start + (reached - start) * OPEN_END : Math.max(reached, due);
  return end > start ? end : start + 1;
}

/** Pauses inside the drawn time, in order. */
function pauses(
  clock: ClockTimes,
  start: number,
  reached: number,
): readonly { from: number; to: number }[] {
  return clock.segments
    .filter((segment) => segment.kind === "pause")
    .map((segment) => ({
      from: Math.max(start, Date.parse(segment.from)),
      to: Math.min(reached, instant(segment.to) ?? reached),
    }))
    .filter((pause) => pause.to > pause.from)
    .toSorted((a, b) => a.from - b.from);
}

function instant(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Date.parse(text);
}
