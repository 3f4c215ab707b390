/**
 * Names of prepared statements: each text is read and planned by the database once a connection instead of each time. Only for
 * connections that keep their session, and for texts that the program states: they are remembered for as long as it runs.
 */

let names = new Map<string, string>();
/** How often all of them were forgotten. */
let generation = 0;

/** The name of a text, the same on every connection. */
export function preparedName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `tongban_${generation}_${names.size}`;
  names.set(text, name);
  return name;
}

/** Every connection prepares each text once more under another name: what has befallen one of them has befallen all. */
export function forgetPrepared(): void {
  generation += 1;
  names = new Map();
}

/**
 * Whether a session knows a prepared statement no longer, or only as it was before the tables were changed: a later server's migration
 * of the same database, or somebody who has cleared the session (DISCARD ALL). Nothing is done; done again it succeeds.
 */
export function isStaleStatement(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Record<"code" | "message", unknown>;
  return code === "26000" || (code === "0A000" && String(message).startsWith("cached plan"));
}
