/** The workers and the projection of a server under fire: each leaves a trace that shows when it happened twice or not at all. */
import type { FeatureTransaction, Job, Runtime } from "../index.ts";
import type { SqlExecutor } from "../sql-executor.ts";

async function leaveEffect(job: Job, { sql }: FeatureTransaction): Promise<void> {
  await sql.query(
    `INSERT INTO fault_effect (case_key, element_id, job_id) VALUES ($1, $2, $3::bigint)`,
    [job.businessKey, job.elementId, job.id],
  );
  await sql.query(
    `INSERT INTO fault_counter (case_key, count) VALUES ($1, 1)
       ON CONFLICT (case_key) DO UPDATE SET count = fault_counter.count + 1`,
    [job.businessKey],
  );
}

/** What a server under fire tells of what it does. */
export interface Heard {
  /** A transaction is about to commit, and may be disturbed in that. */
  readonly working: (tx: SqlExecutor) => Promise<void> | void;
  /** A job did something outside of the database, under this key. */
  readonly performed: (key: string) => void;
}

/** Registers them. */
export function registerFaultWorkers(runtime: Runtime, hear: Heard): void {
  runtime.defineJob("effect", { complete: leaveEffect });
  runtime.defineJob("measure", {
    complete: async (job, transaction) => {
      await leaveEffect(job, transaction);
      return { result: Number(job.variables["item"]) * 10 };
    },
  });
  runtime.defineJob("unsteady", {
    complete: async (job, transaction) => {
      // The effect of the failing attempt is undone with its transaction.
      await leaveEffect(job, transaction);
      if (job.retries === 3) throw new Error("the first attempt fails");
    },
  });
  runtime.defineJob("device", {
    perform: async (job) => hear.performed(job.id),
    complete: leaveEffect,
  });
  runtime.addProjection(async (events, tx) => {
    await hear.working(tx);
    await tx.query(
      "INSERT INTO fault_projected (process_instance_id, seq) SELECT * FROM unnest($1::bigint[], $2::int[])",
      [events.map(({ processInstanceId }) => processInstanceId), events.map(({ seq }) => seq)],
    );
  });
}
