/** Decisions in an order in which each comes after all that it requires. A loop, for chains may be long. */
import type { DrgElement, ElementKey } from "./decision-model.ts";

/** What is behind a decision, and a decision that requires itself if there is one. */
export interface RequirementOrder {
  /** Required elements first, the asked one last. */
  readonly order: readonly ElementKey[];
  readonly circle: ElementKey | null;
}

/** See the file's head; elements in `done` are left out, and those of the order are added to it. */
export function requirementOrder(
  elements: ReadonlyMap<ElementKey, DrgElement>,
  asked: ElementKey,
  done: Set<ElementKey>,
): RequirementOrder {
  const order: ElementKey[] = [];
  const open = new Set<ElementKey>();
  const pending = [asked];
  for (let key = pending.at(-1); key !== undefined; key = pending.at(-1)) {
    const element = elements.get(key);
    const requires = element?.kind === "decision" ? element.requires : [];
    const next = requires.filter((required) => !done.has(required));
    const circle = next.find((required) => open.has(required) || required === key);
    if (circle !== undefined) return { order, circle };
    if (next.length === 0 || done.has(key)) {
      pending.pop();
      open.delete(key);
      if (!done.has(key)) order.push(key);
      done.add(key);
    } else {
      open.add(key);
      pending.push(...next);
    }
  }
  return { order, circle: null };
}
