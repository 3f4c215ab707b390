/** A table says what was measured and nothing that was not. */
import { expect, test } from "vitest";
import type { Measured } from "./measure.ts";
import { table } from "./report.ts";
import { workload } from "./workloads.ts";

const measured = (median: number, walBytes = 1000): Measured => ({
  rate: { median, lowest: median, highest: median },
  cpuMs: { own: 1, database: walBytes },
  walBytes,
  memoryMiB: 300,
});

test("who lets fewer cases wait, or has no part in PostgreSQL, is marked", () => {
  const contenders = [
    { name: "tongban", settings: "", workloads: [], isOnPostgres: true },
    { name: "Zeebe", settings: "", workloads: [], isOnPostgres: false, mostWaiting: 5000 },
  ];
  const figures = new Map([
    ["tongban", measured(1000)],
    ["Zeebe", measured(500, Number.NaN)],
  ]);
  const lines = table(contenders, "full", workload("waitingJobs"), figures);
  expect(lines).toContain("### 100,000 waiting jobs, drained");
  expect(lines.at(-1)).toBe("| Zeebe (5,000) | 500 (500–500) | 2.0 × | 1.00 + – | – | 300 |");
});
