-- What has ended and is asked for afterwards without naming its instance: tasks, incidents, messages that arrived, decisions.
CREATE TABLE "ended_user_task" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "element_instance_id" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "assignee" TEXT,
    "candidate_groups" TEXT[],
    "candidate_users" TEXT[],
    "form_id" TEXT,
    "form_version" INTEGER,
    "due_at" TIMESTAMPTZ(3),
    "follow_up_at" TIMESTAMPTZ(3),
    "priority" INTEGER NOT NULL,
    "headers" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ended_user_task_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ended_user_task_process_instance_id_idx" ON "ended_user_task"("process_instance_id");

CREATE TABLE "ended_incident" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "element_instance_id" BIGINT NOT NULL,
    "element_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message_zh" TEXT NOT NULL,
    "message_en" TEXT NOT NULL,
    "job_id" BIGINT,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ended_incident_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ended_incident_process_instance_id_idx" ON "ended_incident"("process_instance_id");

CREATE TABLE "correlated_message" (
    "id" BIGSERIAL NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "process_id" TEXT NOT NULL,
    "element_id" TEXT NOT NULL,
    "subscription_id" BIGINT NOT NULL,
    "message_id" BIGINT NOT NULL,
    "message_name" TEXT NOT NULL,
    "correlation_key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "correlated_message_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "correlated_message_process_instance_id_idx" ON "correlated_message"("process_instance_id");

CREATE INDEX "correlated_message_message_id_idx" ON "correlated_message"("message_id");

CREATE TABLE "decision_evaluation" (
    "id" BIGSERIAL NOT NULL,
    "process_instance_id" BIGINT,
    "process_id" TEXT,
    "element_instance_id" BIGINT,
    "decision_id" TEXT NOT NULL,
    "decision_version" INTEGER,
    "trace" JSON NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_evaluation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "decision_evaluation_process_instance_id_idx" ON "decision_evaluation"("process_instance_id");

-- A variable is found by its key, which is made of its scope and name.
CREATE INDEX "instance_record_variable_key_idx" ON "instance_record" ((hashtextextended("key", 0) & 9223372036854775807))
    WHERE "kind" = 'variable';

-- When a job was created, and of which listener it is: start, end, creating, assigning, updating or completing.
ALTER TABLE "job" ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
ALTER TABLE "job" ADD COLUMN "listener" TEXT;

-- Marks of their own that instances are found by.
ALTER TABLE "process_instance" ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT '{}';

-- Who has had what done to the engine's things: the audit log of the process API.
CREATE TABLE "operation_record" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "entity_key" TEXT NOT NULL,
    "process_instance_id" BIGINT,
    "process_id" TEXT,
    "definition_id" BIGINT,

    CONSTRAINT "operation_record_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "operation_record_process_instance_id_idx" ON "operation_record"("process_instance_id");

CREATE INDEX "operation_record_entity_key_idx" ON "operation_record"("entity_key");

CREATE INDEX "operation_record_at_idx" ON "operation_record"("at");
