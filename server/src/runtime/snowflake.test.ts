import { describe, expect, it } from "vitest";
import { bitsOfIds, endOfIds, isId, NODE_COUNT, snowflake } from "./snowflake.ts";

const NOON = Date.UTC(2026, 11, 1, 12);

it("ids grow, also in one millisecond and when the clock is set back", () => {
  let now = NOON;
  const newId = snowflake(
    () => 7,
    () => now,
  );
  const ids = Array.from({ length: 5000 }, newId);
  now -= 60_000;
  ids.push(newId());
  expect(ids.map(BigInt)).toEqual(ids.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isId)).toBe(true);
});

describe.each([NOON, Date.UTC(2035, 5, 1), Date.UTC(2060, 10, 3)])("until %d", (then) => {
  it("ids have no bits but these, and might have the highest of them", () => {
    const newest = snowflake(
      () => NODE_COUNT - 1,
      () => then,
    )();
    const bits = bitsOfIds(then);
    expect(BigInt(newest) & ~bits).toBe(0n);
    expect(BigInt(newest) * 4n > bits).toBe(true);
    expect(BigInt(newest) < endOfIds(then)).toBe(true);
  });
});
