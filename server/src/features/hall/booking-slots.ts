/** Visits that can be booked: whole visits within office hours of working days, as many as the matter allows. */
import type { Database } from "@tongban/prisma";
import {
  addDays,
  dateOf,
  type LocalDate,
  localDate,
  startOfDay,
} from "../../domain/working-calendar/local-date.ts";
import { visitStarts } from "../../domain/working-calendar/office-hours.ts";
import type { WorkingCalendar } from "../../domain/working-calendar/working-calendar.ts";
import type { MatterContent } from "../matters/matter-content.ts";

/** How far ahead visits are given out, in days (a rule of the hall). */
const DAYS_AHEAD = 30;
const MINUTE_MS = 60_000;

/** What decides about visits. */
export interface BookingRules {
  readonly calendar: WorkingCalendar;
  readonly booking: MatterContent["booking"];
  /** Epoch ms. */
  readonly now: number;
}

/** One visit. */
export interface VisitSlot {
  /** `HH:MM` */
  readonly slot: string;
  readonly endsAt: string;
  /** Epoch ms. */
  readonly startsAt: number;
  readonly remaining: number;
}

/** A booked visit, as far as it counts. */
interface TakenVisit {
  readonly slot: string;
}

/**
 * The visits of a day with what is left of each; none on days off, in the past and beyond what is given out.
 *
 * The day's quota is spread evenly over its visits, rounded up, and never exceeded.
 * @example quota 20, 14 visits → 2 per visit
 */
export function visitSlots(
  { calendar, booking, now }: BookingRules,
  date: string,
  taken: readonly TakenVisit[],
): VisitSlot[] {
  const day = localDate(date);
  if (!booking.supported || !isGivenOut(calendar, day, now)) return [];
  const starts = visitStarts(booking.slotMinutes);
  const perVisit = Math.ceil(booking.dailyQuota / starts.length);
  const leftToday = Math.max(booking.dailyQuota - taken.length, 0);
  return starts.map((minute) => {
    const slot = timeOfDay(minute);
    const startsAt = startOfDay(day) + minute * MINUTE_MS;
    const left = perVisit - taken.filter((one) => one.slot === slot).length;
    return {
      slot,
      endsAt: timeOfDay(minute + booking.slotMinutes),
      startsAt,
      remaining: startsAt <= now ? 0 : Math.max(Math.min(left, leftToday), 0),
    };
  });
}

function isGivenOut(calendar: WorkingCalendar, day: LocalDate, now: number): boolean {
  const today = dateOf(now);
  return day >= today && day <= addDays(today, DAYS_AHEAD) && calendar.isWorkingDay(day);
}

function timeOfDay(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Visits of a day that take up quota. */
export function takenVisits(
  database: Database,
  which: { readonly hallId: string; readonly matterId: string; readonly date: string },
): Promise<TakenVisit[]> {
  return database.booking.findMany({
    where: { ...which, state: { not: "cancelled" } },
    select: { slot: true },
  });
}
