/** What a table tells the store: each key that differs from what it was told last. */
import { expect, test } from "vitest";
import { RecordTable } from "./record-table.ts";
import { TableChanges } from "./table-changes.ts";

type Step = "add" | "change" | "delete" | "drain";

test.each<[string, readonly Step[], boolean]>([
  ["a new row is told", ["add"], true],
  ["a row that came and went is not told", ["add", "change", "delete"], false],
  ["nor when it comes and goes again", ["add", "delete", "add", "delete"], false],
  ["a row that came, went and came is told", ["add", "delete", "add"], true],
  ["a row that the store has is told when it goes", ["add", "drain", "delete"], true],
  ["also when it came back in between", ["add", "drain", "delete", "add", "delete"], true],
  ["what was told is not told again", ["add", "drain"], false],
])("%s", (_name, steps, isTold) => {
  const changes = new TableChanges();
  const table = new RecordTable<{ count: number }>("items", changes);
  for (const step of steps) {
    if (step === "add") table.add("key", { count: 0 });
    else if (step === "change") table.change("key").count += 1;
    else if (step === "delete") table.delete("key");
    else changes.take(() => null);
  }
  expect(changes.take(() => null).map(({ key }) => key)).toEqual(isTold ? ["key"] : []);
});
