/** JSON as PostgreSQL writes a jsonb, so that what clients write by themselves is equal to what is there. */

/** The text as jsonb would have it; as it is where it is no JSON, which nothing is equal to. */
export function jsonbText(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    // Numbers keep their digits: there may be more than a double has.
    return typeof value === "number" ? json.trim() : written(value);
  } catch {
    return json;
  }
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .map(([name, member]) => ({ bytes: Buffer.from(name), name, member: member as unknown }))
    // Shorter names first.
    .toSorted((a, b) => a.bytes.length - b.bytes.length || a.bytes.compare(b.bytes));
  return `{${members.map(({ name, member }) => `${JSON.stringify(name)}: ${written(member)}`).join(", ")}}`;
}
