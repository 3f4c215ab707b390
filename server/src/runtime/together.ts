/**
 * Statements of one transaction that do not wait for each other's answers: they travel together, and the database carries them
 * out in the order in which they were sent.
 */

/** PostgreSQL's code for a statement that comes after one that failed. */
export const IN_FAILED_TRANSACTION = "25P02";

/**
 * The answers of all. When one fails, the others are waited for all the same, or the next one of them might be sent after the
 * rollback; then the failure that came first is thrown, not those that follow from it.
 */
export async function together<const Work extends readonly unknown[]>(
  work: Work,
): Promise<{ -readonly [Place in keyof Work]: Awaited<Work[Place]> }> {
  const settled = await Promise.allSettled(work);
  const failures = settled.flatMap((one): unknown[] =>
    one.status === "rejected" ? [one.reason] : [],
  );
  if (failures.length > 0) throw failures.find((failure) => !isConsequence(failure)) ?? failures[0];
  return Promise.all(work);
}

/** Whether a statement failed only because one before it in the transaction had. */
export function isConsequence(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === IN_FAILED_TRANSACTION;
}
