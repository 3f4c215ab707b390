/** What PostgreSQL cannot keep though JSON can carry it: the NUL character, and halves of a surrogate pair. */

/**
 * Looks for text that cannot be stored, names included. The value must be bounded and free of cycles.
 * @returns the path to the first one, or undefined
 */
export function unstorableText(value: unknown, path: string): string | undefined {
  if (typeof value === "string") return isStorable(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const here = path === "" ? name : `${path}.${name}`;
    if (!isStorable(name)) return path === "" ? "?" : path;
    const found = unstorableText(member, here);
    if (found !== undefined) return found;
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
