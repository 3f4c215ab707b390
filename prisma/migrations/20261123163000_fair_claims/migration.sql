-- Jobs are claimed in turn from each process, so that a flood of one matter does not hold up another.
ALTER TABLE "job" ADD COLUMN "process_id" TEXT NOT NULL DEFAULT '';
UPDATE "job" j SET "process_id" = p."process_id" FROM "process_instance" p WHERE p."id" = j."process_instance_id";
ALTER TABLE "job" ALTER COLUMN "process_id" DROP DEFAULT;

DROP INDEX "job_claim";
-- A claim looks for ready jobs of some types, process by process, oldest first; the other states are few and never claimed.
CREATE INDEX "job_claim" ON "job"("job_type", "process_id", "run_at") WHERE "state" = 'ready';
