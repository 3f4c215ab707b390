-- What became of jobs, counted (docs/adr/0018-job-statistics.md). A transaction adds what it has done and touches no row of another, so
-- transactions do not wait for each other; rows are taken together by the minute afterwards.
CREATE TABLE "job_tally" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "process_id" TEXT NOT NULL,
    "job_type" TEXT NOT NULL,
    "worker" TEXT,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "count" INTEGER NOT NULL,

    CONSTRAINT "job_tally_pkey" PRIMARY KEY ("id")
);

-- Texts may be longer than an index takes, so the digest of all of them stands for them.
CREATE TABLE "job_statistic" (
    "begins_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" UUID NOT NULL,
    "process_id" TEXT NOT NULL,
    "job_type" TEXT NOT NULL,
    "worker" TEXT,
    "status" TEXT NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "count" BIGINT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_statistic_pkey" PRIMARY KEY ("begins_at","digest")
);
