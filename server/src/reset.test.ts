import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "tongban-reset-"));
  writeFileSync(join(data, "note"), "kept?");
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

function reset(input: string, ...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "reset.ts"), ...args],
    { input, encoding: "utf8", env: { ...process.env, DATA_DIR: data } },
  );
  return { status, said: stdout + stderr };
}

it.each([
  ["yes", "yes\n", [], 0, "已清除", false],
  ["no", "no\n", [], 0, "未作改动", true],
  ["nothing, for nobody is there", "", [], 1, "npm run reset -- --yes", true],
  ["nothing, with --yes", "", ["--yes"], 0, "已清除", false],
])("answered %s", (_answer, input, args, status, words, isKept) => {
  const result = reset(input, ...args);
  expect(result.said).toContain(words);
  expect(result.status).toBe(status);
  expect(existsSync(join(data, "note"))).toBe(isKept);
});
