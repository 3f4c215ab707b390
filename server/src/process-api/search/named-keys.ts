/** Whether a search says which instances, scopes or variables it is about. */
import { isKey } from "./comparison.ts";

/** The keys that a filter by a key names; none when it names none, or a text that is no key. */
export function namedKeys(wanted: unknown): readonly string[] {
  if (typeof wanted === "string") return isKey(wanted) ? [wanted] : [];
  if (typeof wanted !== "object" || wanted === null) return [];
  const { $eq, $in } = wanted as { readonly $eq?: unknown; readonly $in?: unknown };
  if (typeof $eq === "string") return namedKeys($eq);
  if (!Array.isArray($in)) return [];
  const keys = $in.filter((one): one is string => typeof one === "string" && isKey(one));
  return keys.length === $in.length ? keys : [];
}
