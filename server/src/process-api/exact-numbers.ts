/**
 * Whole numbers that would be changed by reading them. JSON has integers of any length, and Camunda keeps 63 bits of them; here numbers are
 * doubles, which are exact up to 2^53. Whoever sends a longer one, an id of another system most likely, is told: it would come back as another.
 */

/** Shorter ones are exact. */
const LONG = 16;
const IN_NUMBER = new Set("+-.0123456789eE");

/**
 * The first integer of a JSON text that a double does not hold exactly; undefined when there is none. Goes through the text in one pass:
 * neither its depth nor its length can exhaust a stack.
 *
 * @param json a text that has been read as JSON
 */
export function inexactInteger(json: string): string | undefined {
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at] ?? "";
    if (character === '"') at = endOfText(json, at);
    else if (IN_NUMBER.has(character)) {
      const from = at;
      let isInteger = true;
      for (; IN_NUMBER.has(json[at] ?? ""); at += 1) isInteger &&= !".eE".includes(json[at] ?? "");
      if (isInteger && at - from >= LONG) {
        const number = json.slice(from, at);
        if (!isExact(number)) return number;
      }
    }
  }
  return undefined;
}

/** Where the text that begins there ends: at the next quotation mark that is not escaped. */
function endOfText(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at += 1) {
    if (json[at] === '"') return at;
    if (json[at] === "\\") at += 1;
  }
  return json.length;
}

function isExact(integer: string): boolean {
  const value = Number(integer);
  return Number.isFinite(value) && BigInt(integer) === BigInt(value);
}
