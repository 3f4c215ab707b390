/**
 * What is said of a request that does not fit its schema. Camunda's parser refuses what it cannot read ("Bad Request"), and its
 * validators what is missing or out of bounds.
 */
import {
  type Complaint,
  cut,
  fieldOf,
  isMissing,
  isSentence,
  NOT_A_KEY,
  NOT_FILLED,
  pathOf,
  shown,
} from "./complaint.ts";
import { notConverted, unreadable } from "./unreadable-request.ts";

/** How it begins where a request cannot be handled at all. */
export const NOT_HANDLED = "Expected to handle request";

/** What is said as it stands, and before all else; other sentences of its validators end with a full stop. */
const STANDING = new RegExp(
  `^(?:${NOT_HANDLED} |No (?:assignee|expression) provided$|Document store with id )`,
);

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
