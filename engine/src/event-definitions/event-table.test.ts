/**
 * BPMN 2.0.2 table 10.93: which event may stand where. What the table does not have is refused with a finding about that
 * event; what it has can be deployed. Cancel events are in a transaction by nature, compensation events that are caught belong
 * to what they undo: they are tested with those.
 */
import { describe, expect, test } from "vitest";
import { sketch } from "../../testing/sketch.ts";
import { parseProcesses } from "../parse-processes.ts";

const positions: Readonly<Record<string, (trigger: string) => string>> = {
  start: (trigger) => `e:start.${trigger} -> end`,
  "sub-process start": (trigger) =>
    `start -> sub -> end\nsub { s:start -> se:end; e:start.${trigger} -> se }`,
  "event sub-process": (trigger) => `start -> w -> end\non { e:start.${trigger} -> oe:end }`,
  "event sub-process, non-interrupting": (trigger) =>
    `start -> w -> end\non { e:start.+${trigger} -> oe:end }`,
  catch: (trigger) => `start -> e:catch.${trigger} -> end`,
  boundary: (trigger) => `start -> w -> end\nw@e:${trigger} -> be:end`,
  "boundary, non-interrupting": (trigger) => `start -> w -> end\nw@+e:${trigger} -> be:end`,
  throw: (trigger) => `start -> e:throw.${trigger} -> end`,
  end: (trigger) => `start -> e:end.${trigger}`,
};

/** Trigger | where it may stand, by the first letters of the position (`ES+`: event sub-process, non-interrupting). */
const table = `
message(m)            | S ES ES+ C B B+ T E
timer(PT1H)           | S ES ES+ C B B+
error(E1)             | ES B E
escalation(LATE)      | ES ES+ B B+ T E
conditional(x)        | S ES ES+ C B B+
signal(fire)          | S ES ES+ C B B+ T E
compensation          | T E
terminate             | E
message(m)|signal(s)  | S ES ES+ C B B+ T E
message(m)&signal(s)  | ES ES+ C B B+
message(m)&message(n) | S ES ES+ C B B+
`;

const letters: Readonly<Record<string, string>> = {
  start: "S",
  "sub-process start": "nowhere",
  "event sub-process": "ES",
  "event sub-process, non-interrupting": "ES+",
  catch: "C",
  boundary: "B",
  "boundary, non-interrupting": "B+",
  throw: "T",
  end: "E",
};

const cases = table
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [trigger = "", where = ""] = line.split(" | ").map((part) => part.trim());
    return Object.keys(positions).map((position) => {
      const isAllowed = where.split(" ").includes(letters[position] ?? "");
      return [trigger, position, isAllowed ? "allowed" : "refused"] as const;
    });
  });

describe("every event may stand where the table has it and nowhere else", () => {
  test.each(cases)("%s at %s is %s", async (trigger, position, expected) => {
    const parsed = await parseProcesses(sketch(positions[position]?.(trigger) ?? ""));
    const findings = parsed.ok
      ? []
      : parsed.findings.filter(({ severity }) => severity === "error");
    // That a throw event is not "parallel" is said by the schema already.
    expect(
      findings.every(({ elementId, code }) => elementId === "e" || code === "XML_BROKEN"),
    ).toBe(true);
    expect(findings.length > 0 ? "refused" : "allowed").toBe(expected);
  });
});
