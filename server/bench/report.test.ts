/** A table says what was measured and nothing that was not. */
import { expect, test } from "vitest";
import type { Measured } from "./measure.ts";
import { table } from "./report.ts";
import { workload } from "./workloads.ts";

const measured = (median: number): Measured => ({
  rate: { median, lowest: median, highest: median },
  cpuMs: { own: 1, database: 2 },
  walBytes: 1000,
  memoryMiB: 300,
});

test("who lets fewer cases wait is marked", () => {
  const contenders = [
    { name: "tongban", settings: "", workloads: [] },
    { name: "Camunda 7", settings: "", workloads: [], mostWaiting: 5000 },
  ];
  const figures = new Map([
    ["tongban", measured(1000)],
    ["Camunda 7", measured(500)],
  ]);
  const lines = table(contenders, "full", workload("waitingJobs"), figures);
  expect(lines).toContain("### 100,000 waiting jobs, drained");
  expect(lines.at(-1)).toBe(
    "| Camunda 7 (5,000) | 500 (500–500) | 2.0 × | 1.00 + 2.00 | 1,000 | 300 |",
  );
});
