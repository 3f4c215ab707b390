-- An entry of the history is written in a short form, and read as it always was (docs/adr/0021-a-history-that-says-things-once.md).

-- The events of an entry, one by one. An entry is an array of events, or {"base": id, "ids": [what is to be added to it, …],
-- "events": […]} in which an event may also be [flow, scope] that was taken, [variable, scope, value] that was set, or the lives of an
-- element [element, kind, id, scope, letters] or [element, kind, id, scope, letters, loop counter], an event for each letter. Scope and
-- id are places in "ids". Written by server/src/runtime/store/packed-events.ts.
CREATE FUNCTION "history_events"("last_seq" INTEGER, "events" JSON)
RETURNS TABLE ("seq" INTEGER, "data" JSON)
LANGUAGE SQL IMMUTABLE PARALLEL SAFE
AS $$
  SELECT "last_seq" - (count(*) OVER ())::int + (row_number() OVER (ORDER BY item.place, step.place))::int,
         CASE item.length
           WHEN 0 THEN item.value
           WHEN 2 THEN json_build_object('type', 'sequenceFlowTaken', 'flowId', item.value->0, 'scopeId', id.scope)
           WHEN 3 THEN json_build_object('type', 'variableSet', 'scopeId', id.scope, 'name', item.value->0, 'value', item.value->2)
           WHEN 5 THEN json_build_object('type', step.type, 'elementInstanceId', id.own, 'elementId', item.value->0,
                                         'elementKind', item.value->1, 'scopeId', id.scope)
           ELSE json_build_object('type', step.type, 'elementInstanceId', id.own, 'elementId', item.value->0,
                                  'elementKind', item.value->1, 'scopeId', id.scope, 'loopCounter', item.value->5)
         END
    FROM (SELECT value, place, CASE json_typeof(value) WHEN 'array' THEN json_array_length(value) ELSE 0 END AS length
            FROM json_array_elements(CASE json_typeof("events") WHEN 'array' THEN "events" ELSE "events"->'events' END)
                 WITH ORDINALITY AS e(value, place)) AS item
   CROSS JOIN LATERAL (
     SELECT CASE letter WHEN 'a' THEN 'elementActivating' WHEN 'b' THEN 'elementActivated' WHEN 'c' THEN 'elementCompleting'
                        WHEN 'd' THEN 'elementCompleted' WHEN 'e' THEN 'elementTerminating' WHEN 'f' THEN 'elementTerminated' END AS type,
            place
       FROM string_to_table(CASE WHEN item.length >= 5 THEN item.value->>4 ELSE '-' END, NULL) WITH ORDINALITY AS s(letter, place)) AS step
   CROSS JOIN LATERAL (
     SELECT (("events"->>'base')::bigint + ("events"->'ids'->>(item.value->>CASE item.length WHEN 2 THEN 1 WHEN 3 THEN 1 ELSE 3 END)::int)::bigint)::text
              AS scope,
            (("events"->>'base')::bigint + ("events"->'ids'->>(item.value->>2)::int)::bigint)::text AS own) AS id
$$;

CREATE OR REPLACE VIEW "history_event" AS
SELECT e."process_instance_id", o."seq", o."data"->>'type' AS "type", o."data"->>'elementId' AS "element_id", e."at", o."data"
  FROM "history_entry" e CROSS JOIN LATERAL history_events(e."last_seq", e."events") AS o;
