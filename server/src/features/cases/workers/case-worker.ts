/** What the workers of a case get: one small file per job type, all run in the transaction that completes the job. */
import type { Database } from "@tongban/prisma";
import type { Job, SqlExecutor, Variables } from "../../../runtime/index.ts";
import type { PublishedMatter } from "../../matters/matters.repository.ts";
import type { WholeCase } from "../case-access.ts";
import type { CaseContext } from "../case-context.ts";

/** A worker's surroundings. */
export interface CaseWork {
  readonly context: CaseContext;
  readonly job: Job;
  readonly database: Database;
  /** The same transaction, for what is written in SQL. */
  readonly sql: SqlExecutor;
  readonly found: WholeCase;
  readonly matter: PublishedMatter;
  /** Epoch ms. */
  readonly now: number;
}

/** Does the work; what it returns becomes variables of the process. */
export type CaseWorker = (work: CaseWork) => Promise<Variables>;
