/**
 * Conditional: happens when its condition becomes true (BPMN 2.0.2 §10.5.5). The condition is evaluated when the event is
 * armed and whenever a variable that it refers to, and can see, changes; `zeebe:conditionalFilter` may name other
 * variables and leave out creations or updates. See semantics/conditions.ts for what counts as becoming true. A start
 * event of a process is evaluated by the host with variables of its own ({@link startConditionHolds}).
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import { type Compiled, evaluate } from "../expression/index.ts";
import type { Variables } from "../json.ts";
import type { ElementReader } from "../model/element-reader.ts";
import { truthOf } from "../semantics/conditions.ts";
import { waitingFor } from "../semantics/occurrence.ts";
import type { EventDefinition } from "./event-definition.ts";

/** A change of a variable that a condition may react to. */
export type VariableChange = "create" | "update";

/** The condition, and when it is evaluated; null only in a model with findings. */
export interface ConditionalDetails {
  readonly condition: Compiled | null;
  /** Names of the variables whose change matters; unique. */
  readonly variableNames: readonly string[];
  readonly variableEvents: readonly VariableChange[];
}

const anyChange: readonly VariableChange[] = ["create", "update"];

/** See the file's head. */
export const conditional: EventDefinition<ConditionalDetails> = {
  bpmnType: "bpmn:ConditionalEventDefinition",
  positions: ["start", "eventSubProcessStart", "catch", "boundary"],
  read: readConditional,
  // What can fail is evaluated after arming, as at every change from then on.
  evaluateWait: () => ({ ok: true, value: null }),
  wait: (run, node, owner) => {
    run.emit({
      type: "conditionSubscriptionOpened",
      subscriptionId: run.newId(),
      ...waitingFor(node, owner),
      variableNames: node.details.definition.variableNames,
    });
  },
};

/** Whether the condition of a process's start event holds for these variables; it sees no others. */
export function startConditionHolds(
  condition: Compiled,
  variables: Variables,
  now: number,
): Evaluated<boolean> {
  const lookup = (name: string): Variables[string] | undefined =>
    Object.hasOwn(variables, name) ? variables[name] : undefined;
  return truthOf(condition, lookup, evaluate(condition, lookup, { now }));
}

function readConditional(reader: ElementReader): ConditionalDetails {
  const condition = reader.expression(reader.definitionBody("condition"), "condition") ?? null;
  if (condition === null && reader.definitionBody("condition") === undefined) {
    reader.report(
      "CONDITION_MISSING",
      "条件事件没有条件",
      "The conditional event has no condition",
    );
  }
  const filter = reader.definition?.extension("zeebe:ConditionalFilter");
  const names = listOf(filter?.text("variableNames"));
  const stated = listOf(filter?.text("variableEvents"));
  const variableEvents = anyChange.filter((change) => stated.includes(change));
  if (stated.length > variableEvents.length) {
    reader.report(
      "VARIABLE_EVENTS_INVALID",
      "conditionalFilter 的 variableEvents 只能是 create、update",
      "The variableEvents of a conditionalFilter are create and update, nothing else",
    );
  }
  return {
    condition,
    variableNames: names.length > 0 ? names : (condition?.variables ?? []),
    variableEvents: variableEvents.length > 0 ? variableEvents : anyChange,
  };
}

function listOf(text = ""): string[] {
  const names = text.split(",").map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}
