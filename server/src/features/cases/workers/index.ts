/** The job types of cases, one line each. */
import type { Database } from "@tongban/prisma";
import type { Job } from "../../../runtime/index.ts";
import { WHOLE_CASE } from "../case-access.ts";
import type { CaseContext } from "../case-context.ts";
import { accept } from "./accept.ts";
import type { CaseWorker } from "./case-worker.ts";
import { requestCorrection } from "./correction.ts";
import { bill, close, decide, issueLicence, startDelivery } from "./decisions.ts";
import { lapse, refuse, withdraw } from "./endings.ts";
import { receive } from "./receive.ts";

const WORKERS: Readonly<Record<string, CaseWorker>> = {
  "case.receive": receive,
  "case.requestCorrection": requestCorrection,
  "case.accept": accept,
  "case.refuse": refuse,
  "case.lapse": lapse,
  "case.withdraw": withdraw,
  "case.decide": decide,
  "fee.bill": bill,
  "case.issueLicence": issueLicence,
  "case.startDelivery": startDelivery,
  "case.close": close,
};

/** Registers them with the runtime. */
export function registerCaseWorkers(context: CaseContext): void {
  const { runtime, clock } = context.platform;
  for (const [jobType, worker] of Object.entries(WORKERS)) {
    runtime.defineJob(jobType, {
      complete: async (job, { database, sql }) => {
        const found = await caseOf(job, database);
        const matter = await context.matters.version(found.matterVersionId, sql);
        const variables = await worker({
          context,
          job,
          database,
          sql,
          found,
          matter,
          now: clock.now(),
        });
        await runtime.notify(sql, { kind: "case", id: found.id });
        return variables;
      },
    });
  }
}

/** The business key of a case's process is the id of the case. */
function caseOf(job: Job, database: Database): ReturnType<typeof load> {
  if (job.businessKey === null) throw new Error(`${job.type} belongs to no case`);
  return load(database, job.businessKey);
}

function load(database: Database, id: string) {
  return database.case.findUniqueOrThrow({ where: { id }, include: WHOLE_CASE });
}
