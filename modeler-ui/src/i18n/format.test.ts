import { describe, expect, it } from "vitest";
import {
  endOfMinute,
  formatBytes,
  formatDate,
  formatDateTime,
  formatDay,
  formatFen,
  formatTime,
  workingTimeParts,
} from "./format.ts";

describe("dates are Asia/Shanghai", () => {
  // 16:30 UTC is half past midnight of the next day in Shanghai
  const late = "2026-11-23T16:30:00Z";
  it.each([
    [formatDate(late, "zh-CN"), "2026年11月24日"],
    [formatDate(late, "en"), "Nov 24, 2026"],
    [formatDay(late, "zh-CN"), "11月24日"],
    [formatDay(late, "en"), "Nov 24"],
    [formatDateTime(late), "2026-11-24 00:30"],
    [formatTime(late), "00:30"],
  ])("%s", (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

it("reads what a field for date and time has as Shanghai's", () => {
  expect(formatDateTime(endOfMinute("2026-11-24T00:30"))).toBe("2026-11-24 00:30");
  expect(endOfMinute("")).toBe("");
});

it("shows fen as yuan", () => {
  expect(formatFen(123_456, "zh-CN")).toBe("¥1,234.56");
  expect(formatFen(0, "en")).toBe("¥0.00");
});

it.each([
  [10, "10 B"],
  [1536, "1.5 KB"],
  [10_485_760, "10 MB"],
])("%d bytes are %s", (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

describe("working time has at most two parts", () => {
  it.each([
    [0, [["lessThanMinute", 0]]],
    [45, [["minutes", 45]]],
    [60, [["hours", 1]]],
    [420, [["days", 1]]],
    [
      1000,
      [
        ["days", 2],
        ["hours", 2],
      ],
    ],
    [
      -485,
      [
        ["days", 1],
        ["hours", 1],
      ],
    ],
    [421, [["days", 1]]],
  ])("%d minutes", (minutes, expected) => {
    const parts = workingTimeParts(minutes).map((part) => [part.unit, part.n]);
    expect(parts).toEqual(expected);
  });
});
