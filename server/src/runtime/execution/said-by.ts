/** What an error tells, however many wrap it: the codes of PostgreSQL reach us bare, in Prisma's errors, and in those of its driver. */

/** See file head. */
export interface Said {
  /** Empty when it has none. */
  readonly code: string;
  readonly message: string;
  /** What it quotes of the database's own error, as JSON: a code stands in quotation marks. */
  readonly quoted: string;
}

/**
 * Prisma quotes in `meta`; where BEGIN or COMMIT fail its driver's error comes through, which has no code and quotes in a `cause` that is
 * no error itself.
 */
export function saidBy(error: unknown): Said {
  const { code, message, meta, cause } = (error ?? {}) as Partial<
    Record<"code" | "message" | "meta" | "cause", unknown>
  >;
  return {
    code: typeof code === "string" ? code : "",
    message: typeof message === "string" ? message : "",
    quoted: JSON.stringify([meta, cause instanceof Error ? null : cause]),
  };
}
