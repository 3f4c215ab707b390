/**
 * Many JSON values as one parameter: a line each, for `string_to_table($n, E'\\n')`. JSON as it is written here has no line breaks
 * of its own, so nothing is escaped; an array of texts would have every quotation mark escaped here and unescaped there.
 */
export function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join("\n");
}
