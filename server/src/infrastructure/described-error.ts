/**
 * An error as the log may have it: what kind it is, where it came from, and nothing of what somebody had typed. PostgreSQL and Prisma
 * quote values in their messages and details (`Key (phone)=(…) already exists`), so only their codes and names are kept.
 */

/** What is told of an error; of what caused it likewise. */
export interface DescribedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly stack: string;
  /** Of the database: what the error is about. */
  readonly table?: string;
  readonly constraint?: string;
  readonly cause?: DescribedError;
}

/** Causes of causes are told so deep. */
const DEEPEST = 5;
/** PostgreSQL's own codes: five characters; Prisma's: P and four digits. */
const OF_DATABASE = /^(?:[0-9A-Z]{5})$/;

/** See file head. */
export function describedError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: "" };
  const { name, cause } = error;
  const { code, table, constraint } = error as unknown as Record<string, unknown>;
  const isOfDatabase =
    (typeof code === "string" && OF_DATABASE.test(code)) || name.startsWith("Prisma");
  return {
    type: name,
    ...(typeof code === "string" && { code }),
    message: isOfDatabase ? "said by the database" : error.message,
    stack: framesOf(error),
    ...(isOfDatabase && typeof table === "string" && { table }),
    ...(isOfDatabase && typeof constraint === "string" && { constraint }),
    ...(cause instanceof Error && depth < DEEPEST && { cause: describedError(cause, depth + 1) }),
  };
}

/** Without its first lines, which are the message again. */
function framesOf({ stack = "" }: Error): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
