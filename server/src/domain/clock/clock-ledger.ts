/**
 * A clock is a budget with a ledger (DOMAIN §3, ADR 0004): the due date is derived, never stored as the truth.
 *
 * A working day after the start day uses up one day of the budget when the clock runs at the end of that day. So the day
 * on which a pause begins is excluded and the day on which the clock resumes counts, as the field's vectors have it.
 */
import { addDays, dateOf, endOfDay, type LocalDate } from "../working-calendar/local-date.ts";
import { WORKING_DAY_MINUTES, workingMinutesBetween } from "../working-calendar/office-hours.ts";
import { addWorkingDays, type WorkingCalendar } from "../working-calendar/working-calendar.ts";

/** A time in which the clock stood still; `to` is null while it still does. Instants in epoch ms. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

/** What a clock knows; everything else is derived. */
export interface ClockLedger {
  /** Working days, 0 to 1000. */
  readonly budgetDays: number;
  /** Sum of granted extensions, in working days. */
  readonly extensionDays: number;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Epoch ms, null while the clock goes on. */
  readonly stoppedAt: number | null;
  /** In order of time, not overlapping; only the last may be open. */
  readonly pauses: readonly Pause[];
}

/** running: time goes by; paused: it stands still for a reason; stopped: what was waited for has happened. */
export type ClockState = "running" | "paused" | "stopped";

/** Green on time, yellow due within the warning time, red overdue, grey paused. */
export type Light = "green" | "yellow" | "red" | "grey";

/** What a clock shows at an instant. */
export interface ClockReading {
  readonly state: ClockState;
  readonly light: Light;
  /** Epoch ms of the last instant in time; null while paused, because nobody can know it. */
  readonly dueAt: number | null;
  /** Whole working days of the budget used up so far. */
  readonly usedDays: number;
  /** Working minutes (office hours) left; negative when overdue; null while paused. */
  readonly remainingMinutes: number | null;
}

/** Before the due date a clock turns yellow when this many working minutes or fewer are left: one working day. */
export const WARNING_MINUTES = WORKING_DAY_MINUTES;

/**
 * The instant (epoch ms) at which the budget is used up: the end of its last working day, Asia/Shanghai.
 * @returns null while a pause is open
 * @example start 2026-09-21, 10 days, paused 09-24 → 10-10: due 2026-10-20
 */
export function dueAt(ledger: ClockLedger, calendar: WorkingCalendar): number | null {
  if (ledger.pauses.some((pause) => pause.to === null)) return null;
  const budget = ledger.budgetDays + ledger.extensionDays;
  let date = dateOf(ledger.startedAt);
  if (budget === 0) return endOfDay(addWorkingDays(calendar, date, 0));
  for (let left = budget; left > 0;) {
    date = addDays(date, 1);
    if (countsOn(ledger, calendar, date)) left -= 1;
  }
  return endOfDay(date);
}

/** What the clock shows at `now` (epoch ms). A stopped clock shows the light it was stopped under. */
export function readClock(
  ledger: ClockLedger,
  calendar: WorkingCalendar,
  now: number,
): ClockReading {
  const state = stateAt(ledger);
  const at = ledger.stoppedAt ?? now;
  const due = dueAt(ledger, calendar);
  const remainingMinutes = due === null ? null : workingMinutesBetween(calendar, at, due);
  return {
    state,
    light: lightOf(state, at, due, remainingMinutes),
    dueAt: due,
    usedDays: usedDays(ledger, calendar, at),
    remainingMinutes,
  };
}

function stateAt(ledger: ClockLedger): ClockState {
  if (ledger.stoppedAt !== null) return "stopped";
  return ledger.pauses.at(-1)?.to === null ? "paused" : "running";
}

function lightOf(
  state: ClockState,
  at: number,
  due: number | null,
  remainingMinutes: number | null,
): Light {
  if (due === null || remainingMinutes === null) return "grey";
  if (at > due) return "red";
  if (state === "stopped") return "green";
  return remainingMinutes <= WARNING_MINUTES ? "yellow" : "green";
}

/** Whole working days used at `at`: days that have ended by then and on whose end the clock ran. */
function usedDays(ledger: ClockLedger, calendar: WorkingCalendar, at: number): number {
  let used = 0;
  for (
    let date = addDays(dateOf(ledger.startedAt), 1);
    endOfDay(date) <= at;
    date = addDays(date, 1)
  ) {
    if (countsOn(ledger, calendar, date)) used += 1;
  }
  return used;
}

function countsOn(ledger: ClockLedger, calendar: WorkingCalendar, date: LocalDate): boolean {
  if (!calendar.isWorkingDay(date)) return false;
  const end = endOfDay(date);
  return !ledger.pauses.some((pause) => pause.from <= end && (pause.to === null || pause.to > end));
}
