-- When a job was last changed; null while it is as it was created. Nothing is written for jobs that succeed at once.
ALTER TABLE "job" ADD COLUMN "updated_at" TIMESTAMPTZ(3);

-- Which element waits, and since when; null for those from before.
ALTER TABLE "message_subscription" ADD COLUMN "element_instance_id" BIGINT,
ADD COLUMN "opened_at" TIMESTAMPTZ(3);
