/** The page of operations (docs/process-api-operations.md): each that it lists is answered and tested, and it says how. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { operations, reasonOf } from "./operations.ts";
import { type BadInput, badInputOf, type Operation } from "./testing/bad-input.ts";
import { type CarriedOut, clientTests, RECORDS } from "./testing/client-tests.ts";
import { commandLine } from "./testing/command-line.ts";

const api = clientTests();

/** Operations with the first file that has carried them out. Each file compares its own record with what it does. */
const carriedOut = new Map<string, CarriedOut & { readonly file: string }>();
for (const name of readdirSync(RECORDS).toSorted()) {
  const file = basename(name, ".json");
  const record = JSON.parse(readFileSync(join(RECORDS, name), "utf8")) as Record<
    string,
    CarriedOut
  >;
  for (const [operation, entry] of Object.entries(record))
    if (!carriedOut.has(operation)) carriedOut.set(operation, { ...entry, file });
}

/** The last cells of an operation's row. */
function testsOf(operation: Operation): string[] {
  const { test = "", isChecked = true, file = "" } = carriedOut.get(operation) ?? {};
  const carrier = `${file}: ${test}${isChecked ? "" : " (204, which the published schema does not know, so unchecked)"}`;
  return ["answered", carrier, badInputOf(operation).join(", "), commandLine[operation] ?? ""];
}

/** The kinds of bad input, for who reads the page. */
const BAD_INPUT_WORDS: Readonly<Record<BadInput, string>> = {
  "no body": "no body where one is needed (400)",
  type: "a body of another type (400)",
  field: "a field that nobody knows (400); fields of another type where some are needed (400)",
  filter: "a filter that nobody knows (400)",
  sort: "an order that nobody knows (400)",
  page: "a page of nothing (400)",
  "unknown key": "a key of nothing (404)",
  "no key": "a key that is none (400)",
  state: "a state in which it cannot be done (409), or it has ended (404)",
  long: "text that is too long (400)",
  large: "a body that is too large (413)",
  "no file": "something that is no file (415)",
  tenant: "another tenant (400)",
  right: "without the right (403; a search finds nothing)",
  account: "without an account (401)",
  process: "beyond the processes of the client (the same)",
};

it("answers each operation that its page lists, and says of the others that they are not there", async () => {
  const rows: string[] = [];
  const wrong: string[] = [];
  for (const [name, [method, path]] of Object.entries(operations)) {
    const answer = await api.server.app.inject({
      method,
      url: `/v2${path.replaceAll(/\{\w+\}/g, "1")}`,
      headers: api.authorization("reader"),
    });
    const isMissing = answer.statusCode === 501;
    if (!isMissing && answer.statusCode >= 500) wrong.push(`${name} fails`);
    // What is answered is tested with the client, and what is tested is answered.
    if (carriedOut.has(name) === isMissing) wrong.push(name);
    rows.push(
      `| ${[
        `\`${method} ${path}\``,
        name,
        ...(isMissing ? [`501: ${reasonOf(path)}`, "", "", ""] : testsOf(name as Operation)),
      ].join(" | ")} |`,
    );
  }
  expect(wrong).toEqual([]);
  const typed = readFileSync(join(import.meta.dirname, "command-line.integration.test.ts"), "utf8");
  for (const command of Object.values(commandLine).flatMap((commands) => commands.split(", ")))
    expect(typed).toContain(
      command
        .split(" ")
        .map((word) => `"${word}"`)
        .join(", "),
    );
  const page = [
    "# Operations of the process API",
    "",
    "Made by `vitest run server/src/process-api -u`; after a change of what tests carry out by running it twice. `/v2` stands before each path.",
    "",
    "- **Client**: a file in `server/src/process-api` (`*.integration.test.ts`) and its first test that has carried the operation out",
    "  with `@camunda8/orchestration-cluster-api`, which checks each answer against the schemas that it publishes.",
    "- **Bad input**: what `bad-input.integration.test.ts` sends. Each is refused with status, title and detail, and nothing is changed:",
    ...Object.entries(BAD_INPUT_WORDS).map(([kind, words]) => `  - _${kind}_: ${words}`),
    "- **c8ctl**: commands of `@camunda8/cli` that `command-line.integration.test.ts` types.",
    "",
    "| Path | Operation | State | Client | Bad input | c8ctl |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../../docs/process-api-operations.md");
});
