import type { FindingTrace } from "../../api/views.ts";

/** What is marked in the drawing while a trace is played. */
export interface TraceFrame {
  /** Elements and flows that have been passed. */
  readonly passed: readonly string[];
  /** The element that happens, and the flows that tokens go over. */
  readonly now: readonly string[];
  /** At the end: the elements and flows with tokens. */
  readonly tokens: readonly string[];
}

/** One frame for each step, and one for where the tokens are then. */
export function framesOf({ steps, tokens }: FindingTrace): TraceFrame[] {
  const passed = steps.map(({ elementId, flowIds }) => [elementId, ...flowIds]);
  return [
    ...passed.map((now, step) => ({ passed: passed.slice(0, step).flat(), now, tokens: [] })),
    {
      passed: passed.flat(),
      now: [],
      tokens: tokens.flatMap(({ elementId, flowId }) =>
        flowId === null ? [elementId] : [flowId, elementId],
      ),
    },
  ];
}
