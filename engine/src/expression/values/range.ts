/** Ranges (DMN 1.3 §10.3.2.7): from one end to the other, each end in or out, or open without end. */
import { order } from "./compare.ts";
import { FeelObject, type Value } from "./value.ts";

/** One end of a range; null without a bound. */
export interface Endpoint {
  readonly value: Value;
  readonly included: boolean;
}

/** See the file's head. */
export class FeelRange extends FeelObject {
  readonly kind = "range";
  readonly start: Endpoint;
  readonly end: Endpoint;

  constructor(start: Endpoint, end: Endpoint) {
    super();
    this.start = start;
    this.end = end;
  }

  override toString(): string {
    return this.kind;
  }

  /** Whether the value lies in it; undefined when it cannot be compared with the ends. */
  includes(value: Value): boolean | undefined {
    const fromStart = this.start.value === null ? 1 : order(value, this.start.value);
    const toEnd = this.end.value === null ? 1 : order(this.end.value, value);
    if (fromStart === undefined || toEnd === undefined || value === null) return undefined;
    const isPast = fromStart > 0 || (fromStart === 0 && this.start.included);
    return isPast && (toEnd > 0 || (toEnd === 0 && this.end.included));
  }
}
