/**
 * What is said of a request that does not fit its schema. Camunda's parser refuses what it cannot read ("Bad Request"), and its
 * validators what is missing or out of bounds.
 */
import type { FastifySchemaValidationError } from "fastify";

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

/** See file head. @param complaints at least one */
export function malformed(complaints: readonly Complaint[], isBody: boolean): Malformed {
  if (isBody) {
    for (const complaint of complaints) {
      const detail = unreadable(complaint);
      if (detail !== undefined) return { title: "Bad Request", detail };
    }
  }
  return { title: "INVALID_ARGUMENT", detail: `${complaints.map(refused).join(". ")}.` };
}

function pathOf({ instancePath }: Complaint): string {
  return instancePath.replace(/^\//, "").replaceAll("/", ".");
}

function isMissing({ keyword, message = "" }: Complaint): boolean {
  return keyword === "invalid_type" && message.endsWith("received undefined");
}

/** What its parser says; undefined where that has read it. */
function unreadable(complaint: Complaint): string | undefined {
  const { keyword, message = "invalid", params } = complaint;
  const path = pathOf(complaint);
  if (path === "" && /received (?:null|undefined)$/.test(message))
    return "Required request body is missing";
  if (keyword === "unrecognized_keys") {
    const [name = ""] = params["keys"] as readonly string[];
    return cannotBeParsed(path === "" ? name : `${path}.${name}`, "it is unknown");
  }
  return keyword === "invalid_type" && !isMissing(complaint)
    ? cannotBeParsed(path, message.replace(/^Invalid input: /, ""))
    : undefined;
}

function cannotBeParsed(path: string, reason: string): string {
  return `Request property [${path}] cannot be parsed: ${reason}`;
}

function refused(complaint: Complaint): string {
  const path = pathOf(complaint);
  if (isMissing(complaint)) return `No ${path} provided`;
  const { message = "invalid" } = complaint;
  return path === "" ? message : `${path}: ${message}`;
}
