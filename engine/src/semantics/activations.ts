/**
 * What was activated in one command: in all, again and again in the same scope, and members of multi-instances that were
 * begun together.
 */
import type { Limits } from "../context.ts";
import type { ElementRecord } from "../state/records.ts";

/** See the file's head. */
export class Activations {
  /** Members of multi-instances that were begun together. */
  members = 0;
  readonly #all: ElementRecord[] = [];
  /** How often each element was activated in its scope; counted once there are so many that one could be over. */
  #repetitions: Map<string, number> | undefined;

  /** The element instance is being activated. */
  note(element: ElementRecord): void {
    this.#all.push(element);
    if (this.#repetitions !== undefined) count(this.#repetitions, element);
  }

  /** Whether there are too many in all, or of this element in its scope. Members of a multi-instance do not repeat it. */
  exceed({ maxActivations, maxRepetitions }: Limits, element: ElementRecord): boolean {
    if (this.#all.length > maxActivations) return true;
    if (this.#all.length <= maxRepetitions || element.loopCounter !== undefined) return false;
    this.#repetitions ??= countAll(this.#all);
    return (this.#repetitions.get(placeOf(element)) ?? 0) > maxRepetitions;
  }
}

function countAll(elements: readonly ElementRecord[]): Map<string, number> {
  const repetitions = new Map<string, number>();
  for (const element of elements) count(repetitions, element);
  return repetitions;
}

function count(repetitions: Map<string, number>, element: ElementRecord): void {
  if (element.loopCounter !== undefined) return;
  const place = placeOf(element);
  repetitions.set(place, (repetitions.get(place) ?? 0) + 1);
}

// A multi-instance body and the activity in it share the id, but lie in different scopes.
function placeOf({ scopeId, elementId }: ElementRecord): string {
  return `${scopeId}/${elementId}`;
}
