import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANNOUNCED_YEARS } from "../working-calendar/announced-years.fixture.ts";
import { dateOf } from "../working-calendar/local-date.ts";
import { workingCalendar } from "../working-calendar/working-calendar.ts";
import { type ClockLedger, dueAt, type Pause, readClock } from "./clock-ledger.ts";

const calendar = workingCalendar("cn", 1, ANNOUNCED_YEARS);
const at = (text: string): number => Date.parse(`${text}+08:00`);

function ledger(start: string, budgetDays: number, pauses: readonly Pause[] = []): ClockLedger {
  return { budgetDays, extensionDays: 0, startedAt: at(start), stoppedAt: null, pauses };
}

function due(of: ClockLedger): string | null {
  const instant = dueAt(of, calendar);
  return instant === null ? null : dateOf(instant);
}

describe("due date from budget and ledger", () => {
  const start = "2026-09-21T10:00";
  test("without a pause it is the tenth working day", () => {
    expect(due(ledger(start, 10))).toBe("2026-10-12");
  });
  test("a pause moves it by the working days it covers", () => {
    const pause = { from: at("2026-09-24T11:00"), to: at("2026-10-10T09:00") };
    expect(due(ledger(start, 10, [pause]))).toBe("2026-10-20");
  });
  test("an open pause leaves it unknown", () => {
    const of = ledger(start, 10, [{ from: at("2026-09-24T11:00"), to: null }]);
    expect(due(of)).toBeNull();
    expect(readClock(of, calendar, at("2026-11-01T09:00"))).toMatchObject({
      state: "paused",
      light: "grey",
      usedDays: 2,
      remainingMinutes: null,
    });
  });
  test("a pause within one day costs nothing", () => {
    const pause = { from: at("2026-09-22T09:00"), to: at("2026-09-22T16:00") };
    expect(due(ledger(start, 10, [pause]))).toBe("2026-10-12");
  });
  test("an extension adds to the budget", () => {
    expect(due({ ...ledger("2026-11-23T09:00", 5), extensionDays: 5 })).toBe("2026-12-07");
  });
  test("a budget of nothing is due the same working day", () => {
    expect(due(ledger("2026-11-23T09:00", 0))).toBe("2026-11-23");
  });
  test("a later pause never makes a clock due earlier", () => {
    const hour = 3_600_000;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 2000 }),
        (budget, fromHour, length) => {
          const plain = ledger("2026-02-02T09:00", budget);
          const from = plain.startedAt + fromHour * hour;
          const paused = { ...plain, pauses: [{ from, to: from + length * hour }] };
          expect(dueAt(paused, calendar)).toBeGreaterThanOrEqual(dueAt(plain, calendar) ?? 0);
        },
      ),
    );
  });
});

describe("light", () => {
  const of = ledger("2026-11-23T10:00", 5);
  test.each([
    ["2026-11-24T09:00", "green", 0],
    ["2026-11-27T17:00", "green", 3],
    ["2026-11-30T09:00", "yellow", 4],
    ["2026-12-01T09:00", "red", 5],
  ])("at %s it is %s with %i days used", (now, light, usedDays) => {
    expect(readClock(of, calendar, at(now))).toMatchObject({ light, usedDays, state: "running" });
  });
  test("a stopped clock keeps the light under which it was stopped", () => {
    const inTime = { ...of, stoppedAt: at("2026-11-30T20:00") };
    const late = { ...of, stoppedAt: at("2026-12-01T00:00") };
    expect(readClock(inTime, calendar, at("2027-03-01T09:00")).light).toBe("green");
    expect(readClock(late, calendar, at("2027-03-01T09:00")).light).toBe("red");
  });
});
