/** Correlation keys that no message can meet (`zeebe:subscription`): a key must be a text or a number. */
import { evaluate } from "../../expression/index.ts";
import type { LocalisedText } from "../../errors.ts";
import type { Finding } from "../../model/finding.ts";
import type { ProcessGraph } from "../../model/process-graph.ts";
import type { ValueSource } from "../../model/value-source.ts";
import { comparisonsIn } from "./comparisons.ts";

/** Codes CORRELATION_KEY_NEVER_MATCHES, CORRELATION_KEY_CONSTANT. */
export function correlationFindings(graph: ProcessGraph): Finding[] {
  return graph.nodes.flatMap(({ elementId, details }) =>
    keysIn(details).flatMap((key) => judge(elementId, key)),
  );
}

function judge(elementId: string, key: ValueSource): Finding[] {
  if (key.kind === "text") return [constant(elementId, key.text)];
  const { source, variables } = key.expression;
  if (variables.length > 0) {
    const isCondition =
      comparisonsIn(source) !== undefined && /[<>=]|\b(?:not|in|between)\b/u.test(source);
    return isCondition ? [neverMatches(elementId, source)] : [];
  }
  const evaluated = evaluate(key.expression, () => undefined, { now: 0 });
  const value = evaluated.ok ? evaluated.value : null;
  const isKey = typeof value === "number" || (typeof value === "string" && value !== "");
  return [isKey ? constant(elementId, String(value)) : neverMatches(elementId, source)];
}

function neverMatches(elementId: string, source: string): Finding {
  return finding("CORRELATION_KEY_NEVER_MATCHES", "warning", elementId, {
    zh: `关联键“${source}”不会是文本或数字，收不到任何消息。`,
    en: `The correlation key "${source}" is never a text or a number, so no message can meet it.`,
  });
}

function constant(elementId: string, key: string): Finding {
  return finding("CORRELATION_KEY_CONSTANT", "hint", elementId, {
    zh: `关联键总是“${key}”，所有办件等的是同一条消息。变量名前要写“=”。`,
    en: `The correlation key is always "${key}": all instances wait for the same message. A variable needs "=" in front.`,
  });
}

function finding(
  code: string,
  severity: Finding["severity"],
  elementId: string,
  message: LocalisedText,
): Finding {
  return { code, severity, elementId, message };
}

/** The keys in what an element's own `read` made: of a message that it waits for, wherever that stands. */
function keysIn(details: unknown): ValueSource[] {
  if (typeof details !== "object" || details === null) return [];
  return Object.entries(details).flatMap(([name, value]: [string, unknown]) =>
    name === "correlationKey" ? (value === null ? [] : [value as ValueSource]) : keysIn(value),
  );
}
