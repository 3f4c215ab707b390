import { describe, expect, test } from "vitest";
import { nextOccurrence, scheduleTimer } from "./timer-schedule.ts";

const now = Date.UTC(2026, 0, 1);
const zone = "Asia/Shanghai";
const due = (kind: "date" | "duration" | "cycle", text: string): string | null | undefined => {
  const armed = scheduleTimer(kind, text, now, zone);
  return armed ? new Date(armed.dueAt).toISOString() : armed;
};

describe("dates", () => {
  test.each([
    ["2026-03-01", "2026-02-28T16:00:00.000Z"],
    ["2026-03-01T09:00", "2026-03-01T01:00:00.000Z"],
    ["2026-03-01T09:00:30.5Z", "2026-03-01T09:00:30.500Z"],
    ["2026-03-01T09:00:00+02:00", "2026-03-01T07:00:00.000Z"],
    ["2026-07-01T09:00:00@Europe/Berlin", "2026-07-01T07:00:00.000Z"],
    ["2026-07-01T09:00:00+02:00[Europe/Berlin]", "2026-07-01T07:00:00.000Z"],
    ["tomorrow", undefined],
    ["2026-02-30", undefined],
    ["2026-03-01T09:00@Nowhere/City", undefined],
  ])("%s is due at %s", (text, expected) => {
    expect(due("date", text)).toBe(expected);
  });
});

describe("durations", () => {
  test.each([
    ["PT15M", "2026-01-01T00:15:00.000Z"],
    ["P10D", "2026-01-11T00:00:00.000Z"],
    ["P1M", "2026-02-01T00:00:00.000Z"],
    ["PT0S", "2026-01-01T00:00:00.000Z"],
    ["P", undefined],
    ["10 days", undefined],
    ["P1.5M", undefined],
  ])("%s is due at %s", (text, expected) => {
    expect(due("duration", text)).toBe(expected);
  });
  test("a day over a change to summer time is a day", () => {
    const before = Date.UTC(2026, 2, 28, 11);
    expect(scheduleTimer("duration", "P1D", before, "Europe/Berlin")?.dueAt).toBe(
      before + 23 * 3_600_000,
    );
  });
});

describe("cycles", () => {
  const occurrences = (text: string, count: number): string[] => {
    const instants: string[] = [];
    let armed = scheduleTimer("cycle", text, now, zone) ?? undefined;
    while (armed !== undefined && instants.length < count) {
      instants.push(new Date(armed.dueAt).toISOString().slice(0, 16));
      armed = armed.cycle === undefined ? undefined : nextOccurrence(armed.cycle);
    }
    return instants;
  };
  test.each<[string, readonly string[]]>([
    ["R3/PT10M", ["2026-01-01T00:10", "2026-01-01T00:20", "2026-01-01T00:30"]],
    ["R/P1D", ["2026-01-02T00:00", "2026-01-03T00:00", "2026-01-04T00:00", "2026-01-05T00:00"]],
    ["R2/2026-02-01T00:00Z/PT1H", ["2026-02-01T00:00", "2026-02-01T01:00"]],
    // From the 31st: the end of shorter months, the 31st again where there is one.
    ["R3/2026-01-31T12:00Z/P1M", ["2026-01-31T12:00", "2026-02-28T12:00", "2026-03-31T12:00"]],
    // Two of five have passed before the timer is armed.
    ["R5/2025-12-30T00:00Z/P1D", ["2026-01-01T00:00", "2026-01-02T00:00", "2026-01-03T00:00"]],
    [
      "R/2000-02-29T00:00Z/P1Y",
      ["2026-02-28T00:00", "2027-02-28T00:00", "2028-02-29T00:00", "2029-02-28T00:00"],
    ],
    // 09:00 in Berlin stays 09:00 when summer time begins on 29 March.
    ["R2/2026-03-28T09:00[Europe/Berlin]/P1D", ["2026-03-28T08:00", "2026-03-29T07:00"]],
  ])("%s fires at %j", (text, expected) => {
    expect(occurrences(text, 4)).toEqual(expected);
  });
  test("a cycle that is over never fires", () => {
    expect(due("cycle", "R2/2020-01-01T00:00Z/P1D")).toBeNull();
  });
  test.each(["R0/PT1H", "R/PT0S", "PT1H", "R/tomorrow/PT1H", "0 0 25 * * MON"])(
    "%s is no cycle",
    (text) => {
      expect(due("cycle", text)).toBeUndefined();
    },
  );
});

test.each([
  [
    "0 0 9 ? * MON-FRI",
    ["2026-01-01T01:00:00.000Z", "2026-01-02T01:00:00.000Z", "2026-01-05T01:00:00.000Z"],
  ],
  [
    "0 30 8 L * *",
    ["2026-01-31T00:30:00.000Z", "2026-02-28T00:30:00.000Z", "2026-03-31T00:30:00.000Z"],
  ],
  [
    "@monthly",
    ["2026-01-31T16:00:00.000Z", "2026-02-28T16:00:00.000Z", "2026-03-31T16:00:00.000Z"],
  ],
])("the cron pattern %s is a cycle without end, in the zone of the context", (cron, expected) => {
  const seen: string[] = [];
  let armed = scheduleTimer("cycle", cron, Date.parse("2026-01-01T00:00:00Z"), "Asia/Shanghai");
  while (armed !== undefined && armed !== null && seen.length < 3) {
    seen.push(new Date(armed.dueAt).toISOString());
    armed = armed.cycle === undefined ? undefined : nextOccurrence(armed.cycle);
  }
  expect(seen).toEqual(expected);
});

test("a cron pattern that matches no instant any more never fires", () => {
  expect(
    scheduleTimer("cycle", "0 0 0 1 1 ? 2020", Date.parse("2026-01-01T00:00:00Z"), "UTC"),
  ).toBe(null);
});
