/**
 * PostgreSQL's text form of an array (PostgreSQL's documentation, 8.15.6). The driver puts every text into quotation marks and looks
 * for what is to be escaped in each: ids are most of what the runtime writes, and need neither.
 */

/** What stands for itself. */
const PLAIN = /^[\w.:+-]+$/;

/** The literal of a flat array; undefined where the driver knows better: members that are no texts, numbers, truths or nulls. */
export function arrayLiteral(values: readonly unknown[]): string | undefined {
  const members: string[] = [];
  for (const value of values) {
    const member = memberOf(value);
    if (member === undefined) return undefined;
    members.push(member);
  }
  return `{${members.join(",")}}`;
}

function memberOf(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return PLAIN.test(value) && value.toUpperCase() !== "NULL" ? value : quoted(value);
    case "number":
    case "boolean":
      return String(value);
    default:
      return value === null ? "NULL" : undefined;
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
