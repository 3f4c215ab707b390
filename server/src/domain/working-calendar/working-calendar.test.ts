import { describe, expect, test } from "vitest";
import { ANNOUNCED_YEARS } from "./announced-years.fixture.ts";
import { dateOf, endOfDay, localDate } from "./local-date.ts";
import { WORKING_DAY_MINUTES, workingMinutesBetween } from "./office-hours.ts";
import { addWorkingDays, workingCalendar } from "./working-calendar.ts";

const calendar = workingCalendar("cn", 1, ANNOUNCED_YEARS);
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe("working days (Administrative Licensing Law Art. 82)", () => {
  test.each([
    ["2026-02-13", 5, "2026-02-27"],
    ["2026-09-24", 5, "2026-10-09"],
    ["2026-09-30", 1, "2026-10-08"],
    ["2026-04-30", 3, "2026-05-08"],
    ["2026-11-23", 5, "2026-11-30"],
    ["2026-11-23", 20, "2026-12-21"],
    ["2025-09-26", 3, "2025-09-30"],
    ["2026-11-21", 0, "2026-11-23"],
    ["2026-11-23", 0, "2026-11-23"],
  ])("%s + %i working days is %s", (start, count, due) => {
    expect(addWorkingDays(calendar, localDate(start), count)).toBe(due);
  });
  test("a year not announced yet counts Monday to Friday", () => {
    expect(calendar.isAnnounced("2027")).toBe(false);
    expect(addWorkingDays(calendar, localDate("2027-01-01"), 1)).toBe("2027-01-04");
  });
  test.each([-1, 1.5, 1001])("%d is no number of working days", (count) => {
    expect(() => addWorkingDays(calendar, localDate("2026-11-23"), count)).toThrow(RangeError);
  });
});

describe("dates in Asia/Shanghai", () => {
  test("an instant belongs to the day it has in Shanghai", () => {
    expect(dateOf(Date.parse("2026-11-23T16:00:00Z"))).toBe("2026-11-24");
    expect(endOfDay(localDate("2026-11-23"))).toBe(Date.parse("2026-11-23T15:59:59.999Z"));
  });
  test.each(["2026-02-30", "2026-1-1", "yesterday"])("%s is no date", (text) => {
    expect(() => localDate(text)).toThrow(RangeError);
  });
});

describe("working minutes in office hours", () => {
  test.each([
    ["2026-11-23T09:00", "2026-11-23T18:00", WORKING_DAY_MINUTES],
    ["2026-11-23T12:00", "2026-11-23T13:30", 0],
    ["2026-11-23T17:00", "2026-11-24T09:30", 60],
    ["2026-11-20T17:00", "2026-11-23T10:00", 90],
    ["2026-11-23T10:00", "2026-11-23T09:00", -60],
  ])("%s to %s are %i", (from, to, minutes) => {
    expect(workingMinutesBetween(calendar, at(from), at(to))).toBe(minutes);
  });
});
