import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadSecrets } from "./secrets.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tongban-secrets-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

it("draws the secrets of a folder once, for its owner alone, and makes the folders above it", () => {
  const folder = join(directory, "a", "b");
  const drawn = loadSecrets(folder);
  expect(loadSecrets(folder)).toEqual(drawn);
  expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
});

// On a machine without /proc nobody may make it.
it.each(["/proc/tongban", "/proc/tongban/data", "/proc/self/tongban"])(
  "says so at once where nobody can make a folder: %s",
  (folder) => {
    expect(() => loadSecrets(folder)).toThrow(
      expect.objectContaining({ code: "DATA_FOLDER_UNWRITABLE" }),
    );
  },
);

it("says so where a file is in the way, and when the secrets are damaged", () => {
  const file = join(directory, "file");
  writeFileSync(file, "");
  for (const folder of [file, join(file, "data")])
    expect(() => loadSecrets(folder)).toThrow(
      expect.objectContaining({ code: "DATA_FOLDER_UNWRITABLE" }),
    );
  writeFileSync(join(directory, "secrets.json"), "{}");
  expect(() => loadSecrets(directory)).toThrow(
    expect.objectContaining({ code: "DATA_FOLDER_CHANGED" }),
  );
});
