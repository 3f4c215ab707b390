/// <reference types="node" />
// oxlint-disable-next-line no-restricted-imports -- the test looks into the test files that the ledger names
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { behaviors } from "./elements/registry.ts";
import { eventDefinitions } from "./event-definitions/registry.ts";
import { conformanceDocument, rulesWithoutChapter } from "./ledger-document.ts";
import { supported } from "./ledger.ts";
import { refused } from "./refused-rules.ts";

test("every element kind and every trigger has a rule", () => {
  const covered = new Set(supported.flatMap((rule) => rule.about));
  const known = [...Object.keys(behaviors), ...Object.keys(eventDefinitions)];
  expect(known.filter((name) => !covered.has(name))).toEqual([]);
  expect([...covered].filter((name) => !known.includes(name))).toEqual([]);
});

test.each(supported.map((rule) => [rule.rule, rule.file, rule.scenario]))(
  "%s has its proof",
  (_rule, file, scenario) => {
    expect(readFileSync(new URL(file, import.meta.url), "utf8")).toContain(`"${scenario}"`);
  },
);

test("every rule has its chapter", () => {
  expect(rulesWithoutChapter()).toEqual([]);
});

test("every refusal has a reason", () => {
  expect(refused.every((rule) => rule.reason.length > 20)).toBe(true);
});

test("docs/conformance.md is current", async () => {
  await expect(conformanceDocument()).toMatchFileSnapshot("../../docs/conformance.md");
});
