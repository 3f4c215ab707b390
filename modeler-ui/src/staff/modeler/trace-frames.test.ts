import { expect, it } from "vitest";
import { framesOf } from "./trace-frames.ts";

it("shows each step with its flows, then where the tokens are", () => {
  const frames = framesOf({
    steps: [
      { elementId: "start", flowIds: ["start_xor"] },
      { elementId: "xor", flowIds: ["xor_and"] },
    ],
    tokens: [{ elementId: "and", flowId: "xor_and" }],
  });
  expect(frames).toEqual([
    { passed: [], now: ["start", "start_xor"], tokens: [] },
    { passed: ["start", "start_xor"], now: ["xor", "xor_and"], tokens: [] },
    { passed: ["start", "start_xor", "xor", "xor_and"], now: [], tokens: ["xor_and", "and"] },
  ]);
});
