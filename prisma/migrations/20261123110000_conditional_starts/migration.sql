-- Start events that wait for a condition; there are few, so they need no index.
ALTER TABLE "start_subscription" ADD COLUMN "condition" TEXT;
