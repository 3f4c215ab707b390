// What the linter cannot say: the engine never reads the clock through a Date without argument.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "../engine/src");
const present = /\bnew Date(?:\(\s*\)|(?!\s*\())|(?<!new )\bDate\(/;

/** @param {string} name */
function readsTheClock(name) {
  return present.test(readFileSync(join(folder, name), "utf8"));
}

it.each([
  ["new Date()", true],
  ["new Date ;", true],
  ["Date()", true],
  ["new Date(now)", false],
  ["Date.UTC(2026, 1)", false],
])("%s reads the clock: %s", (code, expected) => {
  expect(present.test(code)).toBe(expected);
});

it("makes no Date of the present in the engine", () => {
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  expect(sources).toContain("index.ts");
  expect(sources.filter(readsTheClock)).toEqual([]);
});
