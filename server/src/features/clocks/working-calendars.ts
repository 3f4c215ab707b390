/** The working calendars as published, read once per version: a version never changes. */
import type { Database } from "@tongban/prisma";
import {
  type CalendarYear,
  workingCalendar,
  type WorkingCalendar,
} from "../../domain/working-calendar/working-calendar.ts";

/** The one calendar of the country. */
const CALENDAR_ID = "cn";

/** Gives calendars. */
export interface WorkingCalendars {
  /** The version in force. @throws Error when none is published: an installation has at least one */
  current(): Promise<WorkingCalendar>;
  /** The version that a clock runs on. */
  version(id: string, version: number): Promise<WorkingCalendar>;
}

/** Builds the reader; keep one. */
export function workingCalendars(database: Database): WorkingCalendars {
  const known = new Map<string, Promise<WorkingCalendar>>();
  const version = (id: string, number: number): Promise<WorkingCalendar> => {
    const key = `${id}/${number}`;
    const found = known.get(key) ?? load(database, id, number);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  };
  return {
    version,
    current: async () => {
      const latest = await database.calendarVersion.findFirstOrThrow({
        where: { id: CALENDAR_ID },
        orderBy: { version: "desc" },
        select: { version: true },
      });
      return version(CALENDAR_ID, latest.version);
    },
  };
}

async function load(database: Database, id: string, version: number): Promise<WorkingCalendar> {
  const row = await database.calendarVersion.findUniqueOrThrow({
    where: { id_version: { id, version } },
  });
  return workingCalendar(id, version, row.years as unknown as Record<string, CalendarYear>);
}
