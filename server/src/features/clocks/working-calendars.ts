/**
 * The working calendars as published, read once per version: a version never changes. Who holds a transaction hands in its executor:
 * a transaction that asked for a second connection could wait for one that waits for it.
 */
import {
  type CalendarYear,
  workingCalendar,
  type WorkingCalendar,
} from "../../domain/working-calendar/working-calendar.ts";
import type { SqlExecutor } from "../../runtime/index.ts";

/** The one calendar of the country. */
const CALENDAR_ID = "cn";

/** Gives calendars. */
export interface WorkingCalendars {
  /** The version in force. @throws Error when none is published: an installation has at least one */
  current(sql?: SqlExecutor): Promise<WorkingCalendar>;
  /** The version that a clock runs on. */
  version(id: string, version: number): Promise<WorkingCalendar>;
}

/** Builds the reader; keep one. */
export function workingCalendars(outside: SqlExecutor): WorkingCalendars {
  const known = new Map<string, Promise<WorkingCalendar>>();
  const version = (id: string, number: number, sql = outside): Promise<WorkingCalendar> => {
    const key = `${id}/${number}`;
    const found = known.get(key) ?? load(sql, id, number);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  };
  return {
    version,
    current: async (sql = outside) => {
      const [latest] = await sql.query<{ version: number }>(
        "SELECT version FROM calendar_version WHERE id = $1 ORDER BY version DESC LIMIT 1",
        [CALENDAR_ID],
      );
      if (latest === undefined) throw new Error("No calendar is published");
      return version(CALENDAR_ID, latest.version, sql);
    },
  };
}

async function load(sql: SqlExecutor, id: string, version: number): Promise<WorkingCalendar> {
  const [row] = await sql.query<{ years: Record<string, CalendarYear> }>(
    "SELECT years FROM calendar_version WHERE id = $1 AND version = $2",
    [id, version],
  );
  if (row === undefined) throw new Error(`There is no version ${version} of the calendar ${id}`);
  return workingCalendar(id, version, row.years);
}
