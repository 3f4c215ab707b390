/**
 * Whole numbers that would be changed by reading them. JSON has integers of any length, and Camunda keeps 63 bits of them; here numbers are
 * doubles, which are exact up to 2^53. Whoever sends a longer one, an id of another system most likely, is told: it would come back as another.
 */

/** A number of sixteen digits or more, seen from outside; may also be a part of a text. */
const MAYBE_LONG = /[:[,\s]-?\d{16,}[,}\]\s]/;
const INTEGER = /^-?\d+$/;

/** What is said of a value beside it; not in TypeScript's library yet. */
type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context: { source?: string },
) => unknown;

/** The first integer of a JSON text that a double does not hold exactly; undefined when there is none. @throws what `JSON.parse` throws */
export function inexactInteger(json: string): string | undefined {
  if (!MAYBE_LONG.test(json)) return undefined;
  let inexact: string | undefined;
  const look: Reviver = (_key, value, { source = "" }) => {
    if (typeof value !== "number" || !INTEGER.test(source)) return value;
    if (!Number.isFinite(value) || BigInt(source) !== BigInt(value)) inexact ??= source;
    return value;
  };
  JSON.parse(json, look as Parameters<typeof JSON.parse>[1]);
  return inexact;
}
