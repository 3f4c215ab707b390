import { describe, expect, it } from "vitest";
import { ANNOUNCED_YEARS } from "../../domain/working-calendar/announced-years.fixture.ts";
import { workingCalendar } from "../../domain/working-calendar/working-calendar.ts";
import { visitSlots } from "./booking-slots.ts";

const now = Date.parse("2026-11-23T10:00:00+08:00");
const calendar = workingCalendar("cn", 1, ANNOUNCED_YEARS);
const booking = {
  supported: true,
  dailyQuota: 20,
  slotMinutes: 30,
  cancelBeforeHours: 2,
  noShowLimit: 3,
};
const rules = { calendar, booking, now };

describe("visits of a day", () => {
  it("lie within office hours and share the quota", () => {
    const slots = visitSlots(rules, "2026-11-24", []);
    expect(slots).toHaveLength(14);
    expect(slots[0]).toMatchObject({ slot: "09:00", endsAt: "09:30", remaining: 2 });
    expect(slots.map(({ slot }) => slot)).not.toContain("12:00");
    expect(slots.at(-1)).toMatchObject({ slot: "17:00", endsAt: "17:30" });
  });

  it.each([
    ["a Sunday", "2026-11-29"],
    ["a holiday", "2026-10-01"],
    ["yesterday", "2026-11-20"],
    ["too far ahead", "2026-12-24"],
  ])("are none on %s", (_why, date) => {
    expect(visitSlots(rules, date, [])).toEqual([]);
  });

  it("count what is taken, by visit and by day", () => {
    const two = [{ slot: "09:00" }, { slot: "09:00" }];
    expect(visitSlots(rules, "2026-11-24", two)[0]?.remaining).toBe(0);
    expect(visitSlots(rules, "2026-11-24", two)[1]?.remaining).toBe(2);
    const all = Array.from({ length: 19 }, () => ({ slot: "09:30" }));
    expect(visitSlots(rules, "2026-11-24", all)[0]?.remaining).toBe(1);
  });

  it("that have begun are gone", () => {
    const slots = visitSlots(rules, "2026-11-23", []);
    expect(slots.find(({ slot }) => slot === "10:00")?.remaining).toBe(0);
    expect(slots.find(({ slot }) => slot === "10:30")?.remaining).toBe(2);
  });

  it("are none where the matter takes no bookings", () => {
    const none = { ...rules, booking: { ...booking, supported: false } };
    expect(visitSlots(none, "2026-11-24", [])).toEqual([]);
  });
});
