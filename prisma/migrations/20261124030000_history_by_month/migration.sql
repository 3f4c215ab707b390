-- The history by the month in which its instance began: an id has its time in it, so one instance is in one partition, reading it
-- looks into one, and a month is let go of as a whole (docs/adr/0016-history-by-month.md). There is no default partition: with one
-- PostgreSQL could not let go of a month without holding everybody up.

-- Smallest id that can be made at that time (server/src/runtime/snowflake.ts).
CREATE FUNCTION "first_id_at"("at" TIMESTAMPTZ) RETURNS BIGINT
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
RETURN (floor(extract(epoch FROM "at") * 1000) - 1767225600000)::bigint << 22;

DROP VIEW "history_event";
ALTER TABLE "history_entry" RENAME TO "history_entry_before";
ALTER TABLE "history_entry_before" RENAME CONSTRAINT "history_entry_pkey" TO "history_entry_before_pkey";

CREATE TABLE "history_entry" (
    "process_instance_id" BIGINT NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "events" JSON NOT NULL,

    CONSTRAINT "history_entry_pkey" PRIMARY KEY ("process_instance_id","last_seq")
) PARTITION BY RANGE ("process_instance_id");

DO $$ BEGIN
  ALTER TABLE "history_entry" ALTER COLUMN "events" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN NULL;
END $$;

-- Months that have been let go of.
CREATE TABLE "history_month_gone" (
    "month" TEXT NOT NULL,
    "gone_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "history_month_gone_pkey" PRIMARY KEY ("month")
);

-- Makes the partitions of all months up to the one that the time is in. Attaching holds up neither readers nor writers.
CREATE FUNCTION "ensure_history_months"("until" TIMESTAMPTZ) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
  beginning TIMESTAMP := TIMESTAMP '2026-01-01';
  name TEXT;
  made INTEGER := 0;
BEGIN
  -- Servers that start together take turns.
  PERFORM pg_advisory_xact_lock(7400116);
  WHILE beginning AT TIME ZONE 'UTC' <= until LOOP
    name := 'history_entry_' || to_char(beginning, 'YYYY_MM');
    -- A month that has been let go of does not come back: nothing is written to it any more.
    IF to_regclass(name) IS NULL AND NOT EXISTS (
      SELECT FROM history_month_gone gone WHERE gone.month = to_char(beginning, 'YYYY_MM')) THEN
      EXECUTE format('CREATE TABLE %I (LIKE history_entry INCLUDING ALL)', name);
      EXECUTE format('ALTER TABLE history_entry ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', name,
        CASE WHEN beginning = TIMESTAMP '2026-01-01' THEN 'MINVALUE' ELSE first_id_at(beginning AT TIME ZONE 'UTC')::text END,
        first_id_at((beginning + INTERVAL '1 month') AT TIME ZONE 'UTC'));
      made := made + 1;
    END IF;
    beginning := beginning + INTERVAL '1 month';
  END LOOP;
  RETURN made;
END $$;

SELECT ensure_history_months(now() + INTERVAL '13 months');

INSERT INTO "history_entry" SELECT * FROM "history_entry_before";
DROP TABLE "history_entry_before";

-- The events one by one, for whoever asks in SQL.
CREATE VIEW "history_event" AS
SELECT e."process_instance_id",
       (e."last_seq" - json_array_length(e."events") + o."place")::int AS "seq",
       o."data"->>'type' AS "type",
       o."data"->>'elementId' AS "element_id",
       e."at",
       o."data"
  FROM "history_entry" e CROSS JOIN LATERAL json_array_elements(e."events") WITH ORDINALITY AS o("data", "place");
