/** The end of a transaction of the runtime's own. */
import type { PoolClient } from "pg";
import { CommitOutcomeUnknown } from "./transaction-faults.ts";

/** Commits. @throws CommitOutcomeUnknown when no answer came; Error when it was rolled back instead */
export async function commit(client: PoolClient): Promise<void> {
  let answer: { readonly command: string };
  try {
    answer = await client.query("COMMIT");
  } catch (error) {
    throw new CommitOutcomeUnknown("The connection was lost during a commit.", { cause: error });
  }
  // So PostgreSQL ends a transaction in which a statement has failed, also when nobody minded the failure.
  if (answer.command !== "COMMIT")
    throw new Error(
      `The transaction was rolled back: its commit was answered by ${answer.command}.`,
    );
}
