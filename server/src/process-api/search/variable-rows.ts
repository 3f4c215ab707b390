/** Variables as rows to look into: those of running instances, and of ended ones that a filter names what its history has. */
import type { Filter } from "./filter.ts";
import { namedInstances } from "./named-instances.ts";
import type { Parameters } from "./parameters.ts";

const LIVE = `SELECT process_instance_id, split_part(key, '/', 1) AS scope, substr(key, position('/' IN key) + 1) AS name, key,
                     (value->0)::text AS value
                FROM instance_record WHERE kind = 'variable'`;

/** Rows of ended instances are gone: the last value that the history has. The history of all of them is not searched. */
const ended = (instances: string): string =>
  `SELECT DISTINCT ON (process_instance_id, data->>'scopeId', data->>'name') process_instance_id,
          data->>'scopeId' AS scope, data->>'name' AS name, (data->>'scopeId') || '/' || (data->>'name') AS key,
          (data->'value')::jsonb::text AS value
     FROM history_event WHERE process_instance_id = ANY(${instances}) AND type = 'variableSet' AND EXISTS (
       SELECT FROM process_instance e WHERE e.id = history_event.process_instance_id AND e.state <> 'active')
    ORDER BY process_instance_id, data->>'scopeId', data->>'name', seq DESC`;

/** A statement that answers variables: instance, scope (a text), name, value (as jsonb in a text) and a key that is theirs for ever. */
export function variableRows(filter: Filter, parameters: Parameters): string {
  const instances = namedInstances(filter["processInstanceKey"]);
  if (instances.length === 0) return LIVE;
  const named = parameters.add(instances, "bigint[]");
  return `(${LIVE} AND process_instance_id = ANY(${named})) UNION ALL (${ended(named)})`;
}

/** A name and a value, as filters by variables have them. */
export const VARIABLE_MEMBERS = {
  name: { sql: "v.name", type: "text" },
  value: { sql: "v.value", type: "json" },
} as const;
