/** What PostgreSQL cannot keep though JSON can carry it: the NUL character, and halves of a surrogate pair. */

/**
 * Looks for text that cannot be stored, names included. The value must be bounded and free of cycles.
 * @returns the path to the first one, or undefined
 */
export function unstorableText(value: unknown): string | undefined {
  const place = placeIn(value);
  return place === undefined ? undefined : place.join(".") || "?";
}

/** The names on the way to the first one, without its own name if that is what cannot be stored. */
function placeIn(value: unknown): readonly string[] | undefined {
  if (typeof value === "string") return isStorable(value) ? undefined : [];
  if (typeof value !== "object" || value === null) return undefined;
  for (const name of Object.keys(value)) {
    if (!isStorable(name)) return [];
    const found = placeIn((value as Readonly<Record<string, unknown>>)[name]);
    if (found !== undefined) return [name, ...found];
  }
  return undefined;
}

/** The text without what cannot be stored: for messages that must not get lost by what they quote. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
