import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Problem, problemBody, problems } from "./errors.ts";

const page = new URL("../../docs/errors.md", import.meta.url);

it("has every problem in docs/errors.md as it is, and nothing there that is not in the table", () => {
  const rows = readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const table = Object.entries(problems).map(([code, { status, zh, en }]) => [
    `\`${code}\``,
    String(status),
    zh,
    en,
  ]);
  expect(rows).toEqual(table);
});

it("says everything in both languages", () => {
  for (const { zh, en, status } of Object.values(problems)) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[A-Z"].*\.$/);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

it("puts a problem into the words of RFC 9457", () => {
  const problem = new Problem("TASK_ALREADY_CLAIMED", { members: { by: "陈静" } });
  expect(problemBody(problem)).toEqual({
    type: "urn:tongban:problem:task-already-claimed",
    title: "该任务已被他人签收。",
    status: 409,
    code: "TASK_ALREADY_CLAIMED",
    detail: "该任务已被他人签收。",
    detailEn: "Someone else has taken this task.",
    by: "陈静",
  });
});
