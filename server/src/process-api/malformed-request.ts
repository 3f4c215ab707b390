/**
 * What is said of a request that does not fit its schema. Camunda's parser refuses what it cannot read ("Bad Request"), and its
 * validators what is missing or out of bounds.
 */
import type { FastifySchemaValidationError } from "fastify";

/** What the schema of a key says. */
export const NOT_A_KEY = "must be a key";

/** How it begins where a request cannot be handled at all; it is said as it stands, and before all else. */
export const NOT_HANDLED = "Expected to handle request";

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
  if (isBody) {
    for (const complaint of complaints) {
      const detail = unreadable(complaint, given);
      if (detail !== undefined) return { title: "Bad Request", detail };
    }
  }
  const unhandled = complaints.find(({ message }) => message?.startsWith(NOT_HANDLED));
  if (unhandled?.message !== undefined)
    return { title: "INVALID_ARGUMENT", detail: unhandled.message };
  const refusals = complaints.map((complaint) => refused(complaint, given));
  return { title: "INVALID_ARGUMENT", detail: `${refusals.join(". ")}.` };
}

function pathOf({ instancePath }: Complaint): string {
  return instancePath.replace(/^\//, "").replaceAll("/", ".");
}

function isMissing({ keyword, message = "" }: Complaint): boolean {
  return keyword === "invalid_type" && message.endsWith("received undefined");
}

/** What its parser says; undefined where that has read it. */
function unreadable(complaint: Complaint, given: unknown): string | undefined {
  const { keyword, message = "invalid", params } = complaint;
  const path = pathOf(complaint);
  if (path === "" && /received (?:null|undefined)$/.test(message))
    return "Required request body is missing";
  if (keyword === "unrecognized_keys") {
    const [name = ""] = params["keys"] as readonly string[];
    return cannotBeParsed(path === "" ? name : `${path}.${name}`, "it is unknown");
  }
  const words = params["values"];
  if (keyword === "invalid_value" && Array.isArray(words))
    return unexpectedValue(path.split(".").at(-1) ?? "", shown(given, complaint), words);
  return keyword === "invalid_type" && !isMissing(complaint)
    ? cannotBeParsed(path, message.replace(/^Invalid input: /, ""))
    : undefined;
}

/** What its parser says of a property that it cannot read. */
export function cannotBeParsed(path: string, reason: string): string {
  return `Request property [${path}] cannot be parsed: ${reason}`;
}

/** What its parser says of a word that is none of those which a field may have. */
export function unexpectedValue(field: string, value: string, words: readonly unknown[]): string {
  return `Unexpected value '${value}' for enum field '${field}'. Use any of the following values: [${words.join(", ")}]`;
}

/** What its validators say. */
function refused(complaint: Complaint, given: unknown): string {
  const path = pathOf(complaint);
  const { keyword, message = "invalid", params } = complaint;
  const isText = params["origin"] === "string";
  if (isMissing(complaint) || (keyword === "too_small" && isText)) return `No ${path} provided`;
  if (keyword === "too_big" && isText)
    return `The provided ${path} exceeds the limit of ${String(params["maximum"])} characters`;
  const value = shown(given, complaint);
  if (message === NOT_A_KEY)
    return `The provided ${path} '${value}' is not a valid key. Expected a numeric value. Did you pass an entity id instead of an entity key?`;
  if (message.startsWith("must be a date"))
    return `The provided ${path} '${value}' cannot be parsed as a date according to RFC 3339, section 5.6`;
  const demand = demandOf(complaint);
  if (demand !== undefined) return `The value for ${path} is '${value}' but must be ${demand}`;
  return path === "" ? message : `${path}: ${message}`;
}

function demandOf({ keyword, message = "", params }: Complaint): string | undefined {
  if (params["origin"] === "number" || params["origin"] === "int") {
    if (keyword === "too_small")
      return params["minimum"] === 1 ? "greater than 0" : `at least ${String(params["minimum"])}`;
    if (keyword === "too_big") return `at most ${String(params["maximum"])}`;
  }
  return message.startsWith("must be ") ? message.slice("must be ".length) : undefined;
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
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
