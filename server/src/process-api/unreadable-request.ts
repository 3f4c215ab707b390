/** What Camunda says of a request that it cannot read: its parser of a body, and its framework of an address. */
import {
  type Complaint,
  fieldOf,
  isMissing,
  isSentence,
  NOT_A_KEY,
  pathOf,
  shown,
} from "./complaint.ts";

/** Its controllers take these keys as texts. */
const AS_TEXT = new Set(["adHocSubProcessInstanceKey", "auditLogKey", "batchOperationKey"]);

/** What is said of an address that has a word where a key belongs. */
export function notConverted(complaint: Complaint, given: unknown): string | undefined {
  const field = fieldOf(complaint);
  return complaint.message === NOT_A_KEY && !AS_TEXT.has(field)
    ? `Failed to convert '${field}' with value: '${shown(given, complaint)}'`
    : undefined;
}

/** What its parser says; undefined where that has read it. */
export function unreadable(complaint: Complaint, given: unknown): string | undefined {
  const { keyword, message = "invalid", params } = complaint;
  const path = pathOf(complaint);
  if (path === "" && isMissing(complaint)) return "Required request body is missing";
  if (keyword === "unrecognized_keys") {
    const [name = ""] = params["keys"] as readonly string[];
    return cannotBeParsed(path === "" ? name : `${path}.${name}`);
  }
  const words = params["values"];
  if (keyword === "invalid_value" && Array.isArray(words))
    return unexpectedValue(fieldOf(complaint), shown(given, complaint), words);
  const kinds = params["options"];
  if (keyword === "invalid_union" && Array.isArray(kinds))
    return `Cannot map value '${shown(given, complaint) || "null"}' for type '${path.split(".").at(-2) ?? ""}'. Use any of the following values: [${kinds.join(", ")}]`;
  // Only the outermost is said without a full stop.
  if (isOneOf(message)) return path === "" ? message : `${message}.`;
  return keyword === "invalid_type" && !isMissing(complaint) && !isSentence(message)
    ? cannotBeParsed(path)
    : undefined;
}

function isOneOf(message: string): boolean {
  return /^(?:At least|Only) one of \[/.test(message);
}

/** What its parser says of a property that it cannot read. */
export function cannotBeParsed(path: string): string {
  return `Request property [${path}] cannot be parsed`;
}

/** What its parser says of a word that is none of those which a field may have. */
export function unexpectedValue(field: string, value: string, words: readonly unknown[]): string {
  return `Unexpected value '${value}' for enum field '${field}'. Use any of the following values: [${words.join(", ")}]`;
}
