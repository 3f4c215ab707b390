-- Tables of the runtime; see schema/runtime.prisma.

-- CreateTable
CREATE TABLE "deployment" (
    "id" BIGINT NOT NULL,
    "deployed_by" TEXT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "deployed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process_definition" (
    "id" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "version_tag" TEXT,
    "name" TEXT NOT NULL,
    "xml" TEXT NOT NULL,
    "checksum" TEXT NOT NULL,
    "deployment_id" BIGINT NOT NULL,

    CONSTRAINT "process_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_definition" (
    "id" BIGINT NOT NULL,
    "decision_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "xml" TEXT NOT NULL,
    "checksum" TEXT NOT NULL,
    "deployment_id" BIGINT NOT NULL,

    CONSTRAINT "decision_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_definition" (
    "id" BIGINT NOT NULL,
    "form_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "schema" JSONB NOT NULL,
    "checksum" TEXT NOT NULL,
    "deployment_id" BIGINT NOT NULL,

    CONSTRAINT "form_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process_instance" (
    "id" BIGINT NOT NULL,
    "definition_id" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "event_count" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "business_key" TEXT,
    "root_id" BIGINT NOT NULL,
    "parent_id" BIGINT,
    "parent_element_instance_id" BIGINT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "process_instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_record" (
    "process_instance_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "instance_record_pkey" PRIMARY KEY ("process_instance_id", "kind", "key")
);

-- CreateTable
CREATE TABLE "history_event" (
    "process_instance_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "element_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "history_event_pkey" PRIMARY KEY ("process_instance_id", "seq")
);

-- CreateTable
CREATE TABLE "job" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "element_instance_id" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "job_type" TEXT NOT NULL,
    "retries" INTEGER NOT NULL,
    "headers" JSONB NOT NULL,
    "properties" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "worker" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timer" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "timer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_subscription" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "message_name" TEXT NOT NULL,
    "correlation_key" TEXT NOT NULL,

    CONSTRAINT "message_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "correlation_key" TEXT NOT NULL,
    "message_id" TEXT,
    "variables" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "correlated_to" TEXT[],

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "start_subscription" (
    "id" BIGINT NOT NULL,
    "definition_id" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "message_name" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "cycle" JSONB,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "start_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_task" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "element_instance_id" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "business_key" TEXT,
    "name" TEXT NOT NULL,
    "assignee" TEXT,
    "candidate_groups" TEXT[],
    "candidate_users" TEXT[],
    "form_id" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "follow_up_at" TIMESTAMPTZ(3),
    "priority" INTEGER NOT NULL,
    "headers" JSONB NOT NULL,
    "properties" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "element_instance_id" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "business_key" TEXT,
    "code" TEXT NOT NULL,
    "message_zh" TEXT NOT NULL,
    "message_en" TEXT NOT NULL,
    "job_id" BIGINT,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "element_instance" (
    "process_instance_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "element_instance_pkey" PRIMARY KEY ("process_instance_id", "id")
);

-- CreateIndex
CREATE UNIQUE INDEX "process_definition_process_id_version_key" ON "process_definition"("process_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "decision_definition_decision_id_version_key" ON "decision_definition"("decision_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "form_definition_form_id_version_key" ON "form_definition"("form_id", "version");

-- CreateIndex
CREATE INDEX "process_instance_definition_id_state_idx" ON "process_instance"("definition_id", "state");

-- CreateIndex
CREATE INDEX "process_instance_business_key_idx" ON "process_instance"("business_key");

-- CreateIndex
CREATE INDEX "process_instance_root_id_idx" ON "process_instance"("root_id");

-- CreateIndex
CREATE INDEX "process_instance_parent_id_idx" ON "process_instance"("parent_id");

-- CreateIndex
CREATE INDEX "job_process_instance_id_idx" ON "job"("process_instance_id");

-- CreateIndex
CREATE INDEX "timer_due_at_idx" ON "timer"("due_at");

-- CreateIndex
CREATE INDEX "timer_process_instance_id_idx" ON "timer"("process_instance_id");

-- CreateIndex
CREATE INDEX "message_subscription_message_name_correlation_key_idx" ON "message_subscription"("message_name", "correlation_key");

-- CreateIndex
CREATE INDEX "message_subscription_process_instance_id_idx" ON "message_subscription"("process_instance_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_name_correlation_key_message_id_key" ON "message"("name", "correlation_key", "message_id");

-- CreateIndex
CREATE INDEX "message_expires_at_idx" ON "message"("expires_at");

-- CreateIndex
CREATE INDEX "start_subscription_message_name_idx" ON "start_subscription"("message_name");

-- CreateIndex
CREATE INDEX "start_subscription_due_at_idx" ON "start_subscription"("due_at");

-- CreateIndex
CREATE INDEX "start_subscription_process_id_idx" ON "start_subscription"("process_id");

-- CreateIndex
CREATE INDEX "user_task_process_instance_id_idx" ON "user_task"("process_instance_id");

-- CreateIndex
CREATE INDEX "user_task_business_key_idx" ON "user_task"("business_key");

-- CreateIndex
CREATE INDEX "incident_process_instance_id_idx" ON "incident"("process_instance_id");

-- AddForeignKey
ALTER TABLE "process_definition" ADD CONSTRAINT "process_definition_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_definition" ADD CONSTRAINT "decision_definition_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_definition" ADD CONSTRAINT "form_definition_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say:

-- A claim looks for ready jobs of some types, oldest first; the other states are few and never claimed.
CREATE INDEX "job_claim" ON "job"("job_type", "run_at") WHERE "state" = 'ready';

-- Queue tables are emptied as fast as they fill: without early vacuum and fresh statistics a backlog slows every claim.
ALTER TABLE "job" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, fillfactor = 80);
ALTER TABLE "timer" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02, fillfactor = 80);
ALTER TABLE "instance_record" SET (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 80);
ALTER TABLE "process_instance" SET (fillfactor = 80);
