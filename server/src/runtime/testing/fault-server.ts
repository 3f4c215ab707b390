/**
 * A server that the fault test kills: the runtime with workers, told what to do over the parent's channel. It answers a command
 * only when the runtime has, that is after the commit.
 */
import process from "node:process";
import { openDatabase } from "@tongban/prisma";
import { type FeatureTransaction, type Job, Runtime } from "../index.ts";
import type { FromServer, ToServer } from "./fault-protocol.ts";

const databaseUrl = process.env["DATABASE_URL"] ?? "";
const LEASE_MS = 1000;

function tell(message: FromServer): void {
  process.send?.(message);
}

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

function serve(): Runtime {
  const runtime = new Runtime({
    databaseUrl,
    prisma: openDatabase(databaseUrl, 8),
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: (error) => tell({ type: "trouble", error: String(error) }),
    leaseMs: LEASE_MS,
  });
  runtime.registerWorker("effect", { complete: leaveEffect });
  runtime.registerWorker("measure", {
    complete: async (job, transaction) => {
      await leaveEffect(job, transaction);
      return { result: Number(job.variables["item"]) * 10 };
    },
  });
  runtime.registerWorker("unsteady", {
    complete: async (job, transaction) => {
      // The effect of the failing attempt is undone with its transaction.
      await leaveEffect(job, transaction);
      if (job.retries === 3) throw new Error("the first attempt fails");
    },
  });
  runtime.registerWorker("device", {
    perform: async (job) => tell({ type: "performed", key: job.id }),
    complete: leaveEffect,
  });
  runtime.addProjection(async (events, tx) => {
    tell({ type: "working" });
    await tx.query(
      "INSERT INTO fault_projected (process_instance_id, seq) SELECT * FROM unnest($1::bigint[], $2::int[])",
      [events.map(({ processInstanceId }) => processInstanceId), events.map(({ seq }) => seq)],
    );
  });
  return runtime;
}

const runtime = serve();
process.on("message", (message: ToServer) => {
  if (message.type === "start") {
    runtime.start().then(
      () => tell({ type: "started" }),
      (error: unknown) => tell({ type: "trouble", error: String(error) }),
    );
    return;
  }
  const { id, command } = message;
  runtime.execute(command).then(
    (result) => tell({ type: "answer", id, result }),
    (error: unknown) => tell({ type: "failed", id, error: String(error) }),
  );
});
// Without its parent it has nothing to do.
process.on("disconnect", () => process.exit(0));
tell({ type: "loaded" });
