-- Who waits for a signal: instances, and start events of the latest versions.
CREATE TABLE "signal_subscription" (
    "id" BIGINT NOT NULL,
    "process_instance_id" BIGINT NOT NULL,
    "signal_name" TEXT NOT NULL,

    CONSTRAINT "signal_subscription_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "start_subscription" ADD COLUMN "signal_name" TEXT;

CREATE INDEX "signal_subscription_signal_name_idx" ON "signal_subscription"("signal_name");

CREATE INDEX "signal_subscription_process_instance_id_idx" ON "signal_subscription"("process_instance_id");

CREATE INDEX "start_subscription_signal_name_idx" ON "start_subscription"("signal_name");
