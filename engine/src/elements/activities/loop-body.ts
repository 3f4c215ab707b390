/**
 * Standard loop (BPMN 2.0.2 §13.3.6): the body around an activity that runs again as long as the loop condition holds, one
 * round after the other, at most as often as the loop maximum says. The condition is looked at after each round, and with
 * `testBefore` before the first one as well: a loop that tests after always runs once.
 *
 * The body is what the flows and boundary events of the activity belong to. Every round is an instance of the activity with
 * `loopCounter` (from 1). The condition sees the variables of the round that has just run, and `loopCounter`; before the
 * first round it sees those around the loop, and 0.
 */
import type { Compiled } from "../../expression/index.ts";
import type { ElementInstanceId } from "../../ids.ts";
import type { ElementReader } from "../../model/element-reader.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import { conditionIn } from "../../semantics/evaluation.ts";
import type { Run } from "../../semantics/run.ts";
import { complete, enter } from "../../semantics/tokens.ts";
import { setLocal } from "../../semantics/variables.ts";
import type { ElementBehavior, Evaluated } from "../element-behavior.ts";

/** What the model states; null for what it does not. One of the two is given. */
export interface LoopDetails {
  readonly condition: Compiled | null;
  readonly isTestedBefore: boolean;
  /** Rounds at most. */
  readonly maximum: number | null;
}

/** See the file's head. */
export const loopBody: ElementBehavior<LoopDetails, boolean> = {
  clause: "§13.3.6",
  read: readLoop,
  evaluate: (run, { details }, element) =>
    details.isTestedBefore
      ? isAnotherRound(run, details, element.elementInstanceId, 0)
      : { ok: true, value: details.maximum !== 0 },
  activate: (run, node, element, isBegun) => {
    if (isBegun) enterRound(run, node, element.elementInstanceId, 1);
    return isBegun ? "waits" : "completes";
  },
  childCompleting: (run, { details }, body, round) => {
    const loopCounter = round.loopCounter ?? 0;
    const again = isAnotherRound(run, details, round.elementInstanceId, loopCounter);
    if (!again.ok) return again.cause;
    const { elementInstanceId, elementId } = body;
    run.emit({
      type: "loopRoundEnded",
      elementInstanceId,
      elementId,
      loopCounter,
      isContinued: again.value,
    });
    return undefined;
  },
  childEnded: (run, node, body) => {
    if (body.state !== "activated" || body.tokens > 0) return;
    if (body.loop?.isContinued === true)
      enterRound(run, node, body.elementInstanceId, body.loop.rounds + 1);
    else complete(run, body);
  },
};

function readLoop(reader: ElementReader): LoopDetails {
  const loop = reader.element.one("loopCharacteristics");
  const text = loop?.one("loopCondition")?.text("body");
  const maximum = loop?.text("loopMaximum");
  if (text === undefined && maximum === undefined) {
    reader.report(
      "LOOP_UNBOUNDED",
      "循环既没有条件也没有最大次数",
      "The loop has neither a condition nor a maximum",
    );
  }
  if (maximum !== undefined && !/^\d+$/u.test(maximum)) {
    reader.report(
      "LOOP_MAXIMUM_INVALID",
      `循环的最大次数必须是非负整数：${maximum}`,
      `The loop maximum must be a non-negative integer: ${maximum}`,
    );
  }
  return {
    condition: reader.expression(text, "loopCondition") ?? null,
    isTestedBefore: loop?.flag("testBefore") ?? false,
    maximum: maximum === undefined ? null : Number(maximum),
  };
}

function isAnotherRound(
  run: Run,
  { condition, maximum }: LoopDetails,
  scopeId: ElementInstanceId,
  loopCounter: number,
): Evaluated<boolean> {
  if (maximum !== null && loopCounter >= maximum) return { ok: true, value: false };
  if (condition === null) return { ok: true, value: true };
  return conditionIn(run, scopeId, condition, { loopCounter });
}

function enterRound(
  run: Run,
  node: ProcessNode,
  bodyId: ElementInstanceId,
  loopCounter: number,
): void {
  const round = enter(run, run.nodeAt(node.children[0] ?? -1), bodyId, { loopCounter });
  setLocal(run, round.elementInstanceId, "loopCounter", loopCounter);
}
