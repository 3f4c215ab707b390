/**
 * The one clock of the server. For demonstrations it can be moved forward (DEMO_CLOCK): the offset is kept in the database,
 * so that all servers and a restart agree.
 */

/** Tells the time. */
export interface Clock {
  /** Epoch ms, UTC. */
  readonly now: () => number;
}

/** A clock whose offset can be moved. */
export interface PlatformClock extends Clock {
  /** `now()` as a Date, for rows. */
  readonly date: () => Date;
  /** The machine's own time, for what a demonstration must not move: sessions, throttles, clean-up. */
  readonly machineNow: () => number;
  /** Milliseconds by which this clock is ahead of the machine's. */
  readonly offsetMs: number;
  /** Moves the clock to an offset; it never goes backwards in use. */
  readonly setOffset: (offsetMs: number) => void;
  /** Holds it at an instant (epoch ms) for a test of processes; null lets it go on. */
  readonly hold: (at: number | null) => void;
}

/** A clock on the machine's time, or on a given one in tests. */
export function platformClock(machine: () => number = Date.now): PlatformClock {
  let offset = 0;
  let heldAt: number | null = null;
  const now = (): number => heldAt ?? machine() + offset;
  return {
    now,
    date: () => new Date(now()),
    machineNow: machine,
    get offsetMs() {
      return now() - machine();
    },
    hold: (at) => {
      heldAt = at;
    },
    setOffset: (offsetMs) => {
      offset = offsetMs;
    },
  };
}
