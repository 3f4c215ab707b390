/** Equality of JSON values for the checks of the test world, which must not depend on a test runner. */

/** Throws with the first difference when two JSON values are not equal. */
export function deepStrictEqual(actual: unknown, expected: unknown, promise: string): void {
  const one = JSON.stringify(actual, sortedKeys, 1).split("\n");
  const other = JSON.stringify(expected, sortedKeys, 1).split("\n");
  const at = one.findIndex((line, index) => line !== other[index]);
  if (at < 0 && one.length === other.length) return;
  const line = at < 0 ? one.length : at;
  const around = (lines: readonly string[]): string =>
    lines.slice(Math.max(0, line - 4), line + 4).join("\n");
  throw new Error(
    `Broken promise: ${promise}\n--- is\n${around(one)}\n--- should be\n${around(other)}`,
  );
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
