/**
 * What is said of a request that does not fit its schema. Camunda's parser refuses what it cannot read ("Bad Request"), and its
 * validators what is missing or out of bounds.
 */
import type { FastifySchemaValidationError } from "fastify";

/** What the schema of a key says. */
export const NOT_A_KEY = "must be a key";

/** What the schema of something says that must not be empty or blank. */
export const NOT_FILLED = "must be filled";

/** How it begins where a request cannot be handled at all. */
export const NOT_HANDLED = "Expected to handle request";

/** What is said as it stands, and before all else; other sentences of its validators end with a full stop. */
const STANDING = new RegExp(
  `^(?:${NOT_HANDLED} |No (?:assignee|expression) provided$|Document store with id )`,
);

/** One complaint of the schema. */
export type Complaint = Pick<
  FastifySchemaValidationError,
  "keyword" | "instancePath" | "message" | "params"
>;

/** Title and detail. */
export interface Malformed {
  readonly title: "Bad Request" | "INVALID_ARGUMENT";
  readonly detail: string;
}

/**
 * See file head.
 *
 * @param complaints at least one
 * @param given what they are about: body, address or query
 */
export function malformed(
  complaints: readonly Complaint[],
  isBody: boolean,
  given: unknown,
): Malformed {
  for (const complaint of complaints) {
    const detail = isBody ? unreadable(complaint, given) : notConverted(complaint, given);
    if (detail !== undefined) return { title: "Bad Request", detail };
  }
  const standing = complaints.find(({ message = "" }) => STANDING.test(message));
  if (standing?.message !== undefined)
    return { title: "INVALID_ARGUMENT", detail: standing.message };
  // Each is said once, however many elements of a list it is about.
  const refusals = new Set(complaints.map((complaint) => refused(complaint, given)));
  const detail = [...refusals].join(". ");
  return { title: "INVALID_ARGUMENT", detail: detail.endsWith(".") ? detail : `${detail}.` };
}

function pathOf({ instancePath }: Complaint): string {
  return instancePath.replace(/^\//, "").replaceAll("/", ".");
}

/** The field without where it stands, as its validators name it. */
function fieldOf(complaint: Complaint): string {
  const names = pathOf(complaint).split(".");
  return names.findLast((name) => !/^\d+$/.test(name)) ?? "";
}

/** Null says as little as leaving out. */
function isMissing({ keyword, message = "" }: Complaint): boolean {
  return keyword === "invalid_type" && /received (?:null|undefined)$/.test(message);
}

/** Its controllers take these keys as texts. */
const AS_TEXT = new Set(["adHocSubProcessInstanceKey", "auditLogKey", "batchOperationKey"]);

/** What is said of an address that has a word where a key belongs. */
function notConverted(complaint: Complaint, given: unknown): string | undefined {
  const field = fieldOf(complaint);
  return complaint.message === NOT_A_KEY && !AS_TEXT.has(field)
    ? `Failed to convert '${field}' with value: '${shown(given, complaint)}'`
    : undefined;
}

/** What its parser says; undefined where that has read it. */
function unreadable(complaint: Complaint, given: unknown): string | undefined {
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

/** Whether the schema has said itself what there is to say. */
function isSentence(message: string): boolean {
  return /^(?:No \w+ provided|All \[.+\] are required|The value for .+ but must be .+)$/s.test(
    message,
  );
}

/** What its parser says of a property that it cannot read. */
export function cannotBeParsed(path: string): string {
  return `Request property [${path}] cannot be parsed`;
}

/** What its parser says of a word that is none of those which a field may have. */
export function unexpectedValue(field: string, value: string, words: readonly unknown[]): string {
  return `Unexpected value '${value}' for enum field '${field}'. Use any of the following values: [${words.join(", ")}]`;
}

/** What its validators say. */
function refused(complaint: Complaint, given: unknown): string {
  const field = fieldOf(complaint);
  const { keyword, message = "invalid", params } = complaint;
  if (isSentence(message) || (keyword === "custom" && /^[A-Z]/.test(message))) return message;
  const origin = params["origin"];
  const isEmpty = keyword === "too_small" && (origin === "string" || origin === "array");
  if (isMissing(complaint) || isEmpty || message === NOT_FILLED) return `No ${field} provided`;
  if (keyword === "too_big" && origin === "string")
    return `The provided ${field} exceeds the limit of ${String(params["maximum"])} characters`;
  const value = shown(given, complaint);
  if (message === NOT_A_KEY)
    return `The provided ${field} '${value}' is not a valid key. Expected a numeric value. Did you pass an entity id instead of an entity key?`;
  if (message.startsWith("must be a date")) return notADate(field, value);
  const demand = demandOf(complaint);
  if (demand !== undefined) return `The value for ${field} is '${value}' but must be ${demand}`;
  const path = pathOf(complaint);
  return path === "" ? message : `${path}: ${message}`;
}

/** What its validators say of a date. @param called what they call it, which is not always the field's name */
export function notADate(called: string, given: string): string {
  return `The provided ${called} '${cut(given)}' cannot be parsed as a date according to RFC 3339, section 5.6`;
}

function demandOf({ keyword, message = "", params }: Complaint): string | undefined {
  if (message.startsWith("must be ")) return message.slice("must be ".length);
  if (params["origin"] !== "number" && params["origin"] !== "int") return undefined;
  if (keyword === "too_small")
    return params["minimum"] === 1 ? "greater than 0" : `at least ${String(params["minimum"])}`;
  return keyword === "too_big" ? `at most ${String(params["maximum"])}` : undefined;
}

/** As much of a value as tells which it is. */
const LONGEST_SHOWN = 100;

function shown(given: unknown, { instancePath }: Complaint): string {
  let value = given;
  for (const name of instancePath.split("/").slice(1))
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined;
  return cut(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
}

function cut(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
