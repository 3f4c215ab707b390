/**
 * Conditions on flows that cannot mean what they say: one that never holds, one that others always go before, a choice
 * with a hole and no default, conditions that overlap. Only conditions that compare variables with literals are judged.
 */
import type { LocalisedText } from "../../errors.ts";
import type { Compiled } from "../../expression/index.ts";
import type { Finding } from "../../model/finding.ts";
import { NO_INDEX, type ProcessGraph, type ProcessNode } from "../../model/process-graph.ts";
import { comparisonsIn } from "./comparisons.ts";
import { holdsAt, type Point, pointsOf, union } from "./points.ts";
import { describe, type Sample } from "./samples.ts";

interface Choice {
  readonly flowId: string;
  /** Whether it holds, point by point. */
  readonly holds: readonly boolean[];
}

/** More holes than these are not listed. */
const maxListed = 3;

/** Codes CONDITION_NEVER_HOLDS, FLOW_NEVER_TAKEN, CONDITIONS_LEAVE_GAP, CONDITIONS_OVERLAP. */
export function conditionFindings(graph: ProcessGraph): Finding[] {
  return graph.nodes.flatMap((node) => {
    const flows = node.outgoing.flatMap((index) => {
      const { flowId, condition = null } = graph.flows[index] ?? { flowId: "" };
      return condition === null || index === node.defaultFlow ? [] : [{ flowId, condition }];
    });
    const never = flows.filter(({ condition }) => isNeverTrue(condition));
    const found = never.map(({ flowId, condition }) => neverHolds(flowId, condition.source));
    if (node.kind !== "exclusiveGateway" || node.outgoing.length < 2) return found;
    return [...found, ...judgeChoice(node, flows, new Set(never.map(({ flowId }) => flowId)))];
  });
}

function isNeverTrue(condition: Compiled): boolean {
  const comparisons = comparisonsIn(condition.source);
  const points = comparisons === undefined ? undefined : pointsOf(comparisons);
  return points !== undefined && !points.some((point) => holdsAt(condition, point));
}

function judgeChoice(
  gateway: ProcessNode,
  flows: readonly { readonly flowId: string; readonly condition: Compiled }[],
  never: ReadonlySet<string>,
): Finding[] {
  const compared = flows.map(({ condition }) => comparisonsIn(condition.source));
  const known = compared.filter((comparisons) => comparisons !== undefined);
  if (known.length < compared.length) return [];
  const points = pointsOf(union(known));
  if (points === undefined) return [];
  const choices = flows.map(({ flowId, condition }): Choice => ({
    flowId,
    holds: points.map((point) => holdsAt(condition, point)),
  }));
  const others = choices.filter(({ flowId }) => !never.has(flowId));
  const gap = gateway.defaultFlow === NO_INDEX ? gapFinding(gateway, choices, points) : undefined;
  return [...(gap === undefined ? [] : [gap]), ...orderFindings(gateway, others, points)];
}

function gapFinding(
  gateway: ProcessNode,
  choices: readonly Choice[],
  points: readonly Point[],
): Finding | undefined {
  const open = points.filter(
    (point, index) =>
      !choices.some(({ holds }) => holds[index]) &&
      [...point.values()].every(({ isExpected }) => isExpected),
  );
  if (open.length === 0) return undefined;
  const where = placesText(open);
  return {
    code: "CONDITIONS_LEAVE_GAP",
    severity: "warning",
    elementId: gateway.elementId,
    message: {
      zh: `“${gateway.name}”没有默认出口，而当 ${where.zh} 时没有一个条件成立。请补上条件或指定默认出口。`,
      en: `"${gateway.name}" has no default flow, and no condition holds when ${where.en}. Add a condition or a default flow.`,
    },
  };
}

/** The first flow whose condition holds is taken, in the order of the model. */
function orderFindings(
  gateway: ProcessNode,
  choices: readonly Choice[],
  points: readonly Point[],
): Finding[] {
  return choices.flatMap((choice, at) => {
    const before = choices.slice(0, at);
    const isCovered = choice.holds.every(
      (holds, index) => !holds || before.some((earlier) => earlier.holds[index]),
    );
    if (isCovered) return [neverTaken(choice.flowId)];
    return before.flatMap((earlier) => {
      const both = points.filter((_, index) => choice.holds[index] && earlier.holds[index]);
      // From narrow to wide is a way to write "else".
      const isNarrower = earlier.holds.every((holds, index) => !holds || choice.holds[index]);
      return both.length === 0 || isNarrower || !isSameMatter(both)
        ? []
        : [overlap(gateway, choice.flowId, earlier.flowId, placesText(both))];
    });
  });
}

/** Conditions on different variables nearly always overlap, and that says nothing. */
function isSameMatter(points: readonly Point[]): boolean {
  return points[0]?.size === 1;
}

function placesText(points: readonly Point[]): LocalisedText {
  const [first] = points;
  const [name] = first?.keys() ?? [];
  if (first?.size === 1 && name !== undefined) {
    return describe(
      name,
      points.flatMap((point): Sample[] => [...point.values()]),
    );
  }
  const listed = points
    .slice(0, maxListed)
    .map((point) => [...point].map(([variable, sample]) => describe(variable, [sample])));
  const more = points.length > maxListed;
  return {
    zh: `${listed.map((parts) => parts.map(({ zh }) => zh).join(" 且 ")).join("；或 ")}${more ? "等情况" : ""}`,
    en: `${listed.map((parts) => parts.map(({ en }) => en).join(" and ")).join("; or ")}${more ? ", and more" : ""}`,
  };
}

function neverHolds(flowId: string, source: string): Finding {
  return {
    code: "CONDITION_NEVER_HOLDS",
    severity: "warning",
    elementId: flowId,
    message: {
      zh: `条件“${source}”永远不会成立。`,
      en: `The condition "${source}" can never hold.`,
    },
  };
}

function neverTaken(flowId: string): Finding {
  return {
    code: "FLOW_NEVER_TAKEN",
    severity: "warning",
    elementId: flowId,
    message: {
      zh: "这条出口永远不会被选中：凡是它的条件成立时，排在它前面的条件都已成立。",
      en: "This flow is never taken: whenever its condition holds, one before it holds as well.",
    },
  };
}

function overlap(
  gateway: ProcessNode,
  flowId: string,
  earlierId: string,
  where: LocalisedText,
): Finding {
  return {
    code: "CONDITIONS_OVERLAP",
    severity: "hint",
    elementId: flowId,
    message: {
      zh: `“${gateway.name}”的两个条件在 ${where.zh} 时都成立，此时走先画的“${earlierId}”。`,
      en: `Two conditions of "${gateway.name}" hold when ${where.en}; then "${earlierId}" is taken, which comes first in the model.`,
    },
  };
}
