/** One complaint of the schema of a request, and what is known of it. */
import type { FastifySchemaValidationError } from "fastify";

/** What the schema of a key says. */
export const NOT_A_KEY = "must be a key";

/** What the schema of something says that must not be empty or blank. */
export const NOT_FILLED = "must be filled";

/** See file head. */
export type Complaint = Pick<
  FastifySchemaValidationError,
  "keyword" | "instancePath" | "message" | "params"
>;

/** Where it stands. */
export function pathOf({ instancePath }: Complaint): string {
  return instancePath.replace(/^\//, "").replaceAll("/", ".");
}

/** The field without where it stands, as its validators name it. */
export function fieldOf(complaint: Complaint): string {
  const names = pathOf(complaint).split(".");
  return names.findLast((name) => !/^\d+$/.test(name)) ?? "";
}

/** Null says as little as leaving out. */
export function isMissing({ keyword, message = "" }: Complaint): boolean {
  return keyword === "invalid_type" && /received (?:null|undefined)$/.test(message);
}

/** Whether the schema has said itself what there is to say. */
export function isSentence(message: string): boolean {
  return /^(?:No \w+ provided|All \[.+\] are required|The value for .+ but must be .+)$/s.test(
    message,
  );
}

// As much as tells which it is.
const LONGEST_SHOWN = 100;

/** The value that it is about. */
export function shown(given: unknown, { instancePath }: Complaint): string {
  let value = given;
  for (const name of instancePath.split("/").slice(1))
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined;
  return cut(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
}

/** As much of a text as is shown. */
export function cut(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
