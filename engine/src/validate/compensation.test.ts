import { expect, test } from "vitest";
import { sketch } from "../../testing/sketch.ts";
import { parseProcesses } from "../parse-processes.ts";

const cases: readonly (readonly [title: string, model: string, findings: readonly string[]])[] = [
  [
    "a compensation boundary event without a handler",
    sketch("start -> a -> end; a@compensation(undo); undo:task").replace(/<association[^>]*>/u, ""),
    ["COMPENSATION_HANDLER_INVALID aCompensation", "COMPENSATION_HANDLER_INVALID undo"],
  ],
  [
    "two compensation boundary events on one activity",
    sketch("start -> a -> end; a@one:compensation(x); a@two:compensation(y); x:task; y:task"),
    ["COMPENSATION_HANDLER_INVALID one", "COMPENSATION_HANDLER_INVALID two"],
  ],
  [
    "flows of a handler and of its event",
    sketch("start -> a -> undo:task -> end; a@on:compensation(undo); on -> end"),
    ["FLOW_NOT_ALLOWED on", "FLOW_NOT_ALLOWED undo"],
  ],
  [
    "a target that does not exist, that has nothing that undoes it, or that lies elsewhere",
    sketch(`
      start -> a -> sub { s:start -> b -> e:end
        b@compensation(undo); undo:task } -> x:throw.compensation(a) -> y:throw.compensation(b) -> end
    `),
    ["COMPENSATION_TARGET_INVALID x", "COMPENSATION_TARGET_INVALID y"],
  ],
  [
    "a compensation event sub-process of a process",
    sketch("start -> a -> end; on { s:start.compensation -> e:end }"),
    ["EVENT_NOT_ALLOWED s"],
  ],
  [
    "cancel events outside of a transaction",
    sketch("start -> sub { s:start -> stop:cancel } -> end; sub@cancel -> end2"),
    ["CANCEL_NOT_ALLOWED stop", "CANCEL_NOT_ALLOWED subCancel"],
  ],
  [
    "a cancel boundary event that does not interrupt",
    sketch("start -> t:transaction { s:start -> stop:cancel } -> end; t@+on:cancel -> end2"),
    ["CANCEL_EVENT_NOT_INTERRUPTING on"],
  ],
  [
    "a transaction that can be cancelled and does not say where to go then",
    sketch("start -> t:transaction { s:start -> stop:cancel } -> end"),
    ["CANCEL_BOUNDARY_EVENT t"],
  ],
  [
    "a transaction that can be cancelled and is repeated",
    sketch("start -> t:transaction|||(2) { s:start -> stop:cancel } -> end; t@cancel -> end2"),
    ["TRANSACTION_REPEATED t"],
  ],
];

test.each(cases)("%s", async (_, model, expected) => {
  const parsed = await parseProcesses(model);
  const errors = parsed.ok ? [] : parsed.findings.filter(({ severity }) => severity === "error");
  expect(errors.map(({ code, elementId = "" }) => `${code} ${elementId}`).toSorted()).toEqual(
    expected,
  );
});
