/** All names of a document, so that expressions can contain them with their blanks and signs. */
import { isModdleElement, type ModelElement } from "../model/model-element.ts";

/** Names of elements, variables, parameters, entries, columns and components below an element, each once. */
export function namesIn(element: ModelElement): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<object>();
  const pending: unknown[] = [element.raw];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (Array.isArray(value)) pending.push(...(value as unknown[]));
    else if (isModdleElement(value)) {
      if (value.$type === "dmn:Binding") continue;
      for (const property of ["name", "iteratorVariable"]) {
        const name = value.get(property);
        if (typeof name === "string") names.add(name.trim().replaceAll(/\s+/g, " "));
      }
      pending.push(
        ...(Object.values(value) as unknown[]).filter(
          (inner) => typeof inner === "object" && inner !== null,
        ),
      );
    }
  }
  return [...names];
}
