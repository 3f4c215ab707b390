/** Timer: waits for an instant, a span or, again and again, a cycle. BPMN 2.0.2 §10.5.5 (timerEventDefinition). */
import type { Context } from "../context.ts";
import type { Evaluated } from "../elements/element-behavior.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import { evaluate } from "../expression/index.ts";
import { textIn } from "../semantics/evaluation.ts";
import { cause } from "../semantics/incidents.ts";
import { waitingFor } from "../semantics/occurrence.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";
import type { EventDefinition, EventPosition } from "./event-definition.ts";
import type { TimerDefinition } from "./timer-definition.ts";
import { type ArmedTimer, scheduleTimer } from "./timer-schedule.ts";

/** See the file's head. */
export const timer: EventDefinition<TimerDefinition, ArmedTimer | null> = {
  bpmnType: "bpmn:TimerEventDefinition",
  positions: ["start", "eventSubProcessStart", "catch", "boundary"],
  read: readTimer,
  evaluateWait: (run, node, scopeId) => {
    const { kind, value } = node.details.definition;
    const text = textIn(run, scopeId, value, kind);
    return text.ok ? schedule(kind, text.value, run.context) : text;
  },
  wait: (run, node, owner, armed) => {
    // A cycle whose occurrences have all passed never fires.
    if (armed !== null) armTimer(run, node, owner, armed);
  },
};

/** Arms the timer for the owner. */
export function armTimer(
  run: Run,
  node: ProcessNode,
  owner: ElementRecord,
  armed: ArmedTimer,
): void {
  run.emit({
    type: "timerCreated",
    timerId: run.newId(),
    ...waitingFor(node, owner),
    dueAt: armed.dueAt,
    ...(armed.cycle === undefined ? undefined : { cycle: armed.cycle }),
  });
}

/**
 * When a timer start event of a process is due, for the host to arm at deployment. Its expression sees no variables.
 * After it fired, `nextOccurrence` of its cycle tells the next.
 */
export function scheduleStartTimer(
  definition: TimerDefinition,
  context: Context,
): Evaluated<ArmedTimer | null> {
  const { kind, value } = definition;
  if (value.kind === "text") return schedule(kind, value.text, context);
  const { now, timeZone } = context;
  const evaluated = evaluate(value.expression, () => undefined, { now, timeZone });
  if (!evaluated.ok)
    return { ok: false, cause: { code: "EXPRESSION_FAILED", message: evaluated.problem.message } };
  return schedule(kind, typeof evaluated.value === "string" ? evaluated.value : "", context);
}

function schedule(
  kind: TimerDefinition["kind"],
  text: string,
  context: Context,
): Evaluated<ArmedTimer | null> {
  const armed = scheduleTimer(kind, text, context.now, context.timeZone ?? "UTC");
  if (armed !== undefined) return { ok: true, value: armed };
  return {
    ok: false,
    cause: cause(
      "TIMER_INVALID",
      `“${text}”不是有效的 ISO 8601 时间或 cron`,
      `"${text}" is not a valid ISO 8601 ${kind}`,
    ),
  };
}

function readTimer(reader: ElementReader, position: EventPosition): TimerDefinition {
  const stated = (
    [
      ["date", "timeDate"],
      ["duration", "timeDuration"],
      ["cycle", "timeCycle"],
    ] as const
  ).flatMap(([kind, property]) => {
    const value = reader.value(reader.definitionBody(property), property);
    return value === undefined ? [] : [{ kind, value }];
  });
  const [definition, ...more] = stated;
  if (definition === undefined || more.length > 0) {
    reader.report(
      "TIMER_NOT_STATED",
      "定时器必须且只能指定日期、时长或周期之一",
      "The timer must state exactly one of date, duration and cycle",
    );
    return { kind: "duration", value: { kind: "text", text: "PT0S" } };
  }
  if (definition.value.kind === "text") checkText(reader, definition.kind, definition.value.text);
  const isRepeatable =
    position === "start" ||
    ((position === "boundary" || position === "eventSubProcessStart") && !reader.isInterrupting);
  if (definition.kind === "cycle" && !isRepeatable) {
    reader.report(
      "TIMER_CYCLE_NOT_ALLOWED",
      "此处的定时器不能是周期",
      "A timer cannot be a cycle here",
    );
  }
  return definition;
}

function checkText(reader: ElementReader, kind: TimerDefinition["kind"], text: string): void {
  // Any instant will do to see whether the text can be read.
  if (scheduleTimer(kind, text, 0, "UTC") !== undefined) return;
  reader.report(
    "TIMER_INVALID",
    `“${text}”不是有效的 ISO 8601 时间或 cron`,
    `"${text}" is not a valid ISO 8601 ${kind}`,
  );
}
