import { describe, expect, it } from "vitest";
import { clockGeometry, type ClockTimes } from "./clock-bar-geometry.ts";

const day = (n: number): string => new Date(Date.UTC(2026, 10, n)).toISOString();
const at = (n: number): number => Date.UTC(2026, 10, n);
const clock = (parts: Partial<ClockTimes>): ClockTimes => ({
  startedAt: day(1),
  dueAt: day(11),
  segments: [{ from: day(1), to: null, kind: "run" }],
  ...parts,
});

describe("clock geometry", () => {
  it("splits a running clock into what ran and what is left", () => {
    expect(clockGeometry(clock({}), at(4))).toEqual({
      spans: [
        { kind: "ran", from: 0, to: 0.3 },
        { kind: "left", from: 0.3, to: 1 },
      ],
      due: 1,
      now: 0.3,
    });
  });

  it("shows a closed pause as long as it was", () => {
    const { spans } = clockGeometry(
      clock({ segments: [{ from: day(3), to: day(6), kind: "pause" }] }),
      at(8),
    );
    expect(spans.map((span) => [span.kind, span.from, span.to])).toEqual([
      ["ran", 0, 0.2],
      ["paused", 0.2, 0.5],
      ["ran", 0.5, 0.7],
      ["left", 0.7, 1],
    ]);
  });

  it("has no due mark while a pause is open, and leaves room behind it", () => {
    const { spans, due } = clockGeometry(
      clock({ dueAt: null, segments: [{ from: day(3), to: null, kind: "pause" }] }),
      at(5),
    );
    expect(due).toBeNull();
    expect(spans.map((span) => span.kind)).toEqual(["ran", "paused", "left"]);
    expect(spans[1]).toEqual({ kind: "paused", from: 0.4, to: 0.8 });
  });

  it("marks what ran past the due date as late", () => {
    const { spans, due } = clockGeometry(clock({}), at(21));
    expect(due).toBe(0.5);
    expect(spans).toEqual([
      { kind: "ran", from: 0, to: 0.5 },
      { kind: "late", from: 0.5, to: 1 },
    ]);
  });

  it("ends a stopped clock where it stopped, and keeps its due mark", () => {
    const drawn = clockGeometry(clock({ stoppedAt: day(6) }), at(30));
    expect(drawn).toEqual({ spans: [{ kind: "ran", from: 0, to: 0.5 }], due: 1, now: null });
  });

  it("draws a clock of zero length without dividing by zero", () => {
    const drawn = clockGeometry(clock({ dueAt: day(1) }), at(1));
    expect(drawn.spans.every((span) => Number.isFinite(span.from))).toBe(true);
  });
});
