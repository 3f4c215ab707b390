-- Where a job came from, for whoever follows a trace (W3C traceparent); null unless traces are taken.
ALTER TABLE "job" ADD COLUMN "traceparent" TEXT;
