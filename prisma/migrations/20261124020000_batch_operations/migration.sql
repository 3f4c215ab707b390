-- One operation on many instances: what it is, and how far it is with each.
CREATE TABLE "batch_operation" (
    "id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "batch_operation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "batch_operation_state_idx" ON "batch_operation"("state");

CREATE TABLE "batch_item" (
    "batch_id" BIGINT NOT NULL,
    "item_id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT,
    "message_zh" TEXT,
    "message_en" TEXT,
    "processed_at" TIMESTAMPTZ(3),
    "locked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "batch_item_pkey" PRIMARY KEY ("batch_id","item_id")
);

CREATE INDEX "batch_item_batch_id_state_item_id_idx" ON "batch_item"("batch_id", "state", "item_id");

CREATE INDEX "batch_item_process_instance_id_idx" ON "batch_item"("process_instance_id");

ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch_operation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
