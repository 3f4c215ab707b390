/** Decision models that import each other, read together whatever their order. */
import { type ParsedDecisions, parseDecisions } from "./parse-decisions.ts";
import type { DecisionModel } from "./decision-model.ts";

/**
 * Parses documents that may import one another (DMN 1.5 §6.3.3), each after those that it imports, or models that are
 * available already. What imports none of these, or itself by a detour, has the finding DECISION_IMPORT_MISSING.
 *
 * @returns the results in the order of the documents
 */
export async function parseDecisionsTogether(
  documents: readonly string[],
  available: readonly DecisionModel[] = [],
): Promise<readonly ParsedDecisions[]> {
  const results = new Map<number, ParsedDecisions>();
  const models: DecisionModel[] = [];
  for (let waiting = [...documents.entries()]; waiting.length > 0;) {
    const left: typeof waiting = [];
    for (const [index, xml] of waiting) {
      const parsed = await parseDecisions(xml, undefined, [...models, ...available]);
      results.set(index, parsed);
      if (parsed.ok) models.push(parsed.model);
      else if (parsed.findings.some(({ code }) => code === "DECISION_IMPORT_MISSING"))
        left.push([index, xml]);
    }
    // Nothing new can be imported any more.
    if (left.length === waiting.length) break;
    waiting = left;
  }
  return documents.map((_, index) => {
    const parsed = results.get(index);
    if (parsed === undefined) throw new Error(`Document ${String(index)} was not read`);
    return parsed;
  });
}
