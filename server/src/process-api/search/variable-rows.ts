/**
 * Variables as rows to look into: those that are there, and what the history has of those that are gone, where a filter names their
 * instances or the one variable. The history of all instances is not searched.
 */
import { ApiProblem } from "../api-problem.ts";
import type { Filter } from "./filter.ts";
import { namedKeys } from "./named-keys.ts";
import type { Parameters } from "./parameters.ts";
import { instanceOf, RECORD_NAME, RECORD_SCOPE, variableKeyOf } from "./variable-keys.ts";

const LIVE = `SELECT process_instance_id, ${RECORD_SCOPE} AS scope, ${RECORD_NAME} AS name, (value->0)::text AS value
                FROM instance_record WHERE kind = 'variable'`;

const HISTORIC_KEY = variableKeyOf("(h.data->>'scopeId')::bigint", "(h.data->>'name')");

/** Last values. @param which of the variables, as the history calls them (`h`) */
const kept = (instances: string, which: string): string =>
  `SELECT DISTINCT ON (h.process_instance_id, h.data->>'scopeId', h.data->>'name') h.process_instance_id,
          (h.data->>'scopeId')::bigint AS scope, h.data->>'name' AS name, (h.data->'value')::jsonb::text AS value
     FROM history_event h WHERE h.process_instance_id = ANY(${instances}) AND h.type = 'variableSet' AND ${which}
    ORDER BY h.process_instance_id, h.data->>'scopeId', h.data->>'name', h.seq DESC`;

/** Each is looked for by itself among those that are gone. */
const MOST_KEYS = 100;

const ENDED =
  "EXISTS (SELECT FROM process_instance e WHERE e.id = h.process_instance_id AND e.state <> 'active')";

/** A statement that answers variables: instance, scope, name, and value (as jsonb in a text). */
export function variableRows(filter: Filter, parameters: Parameters): string {
  const instances = namedKeys(filter["processInstanceKey"]);
  if (instances.length > 0) {
    const named = parameters.add(instances, "bigint[]");
    return `(${LIVE} AND process_instance_id = ANY(${named})) UNION ALL (${kept(named, ENDED)})`;
  }
  const variables = namedKeys(filter["variableKey"]);
  if (variables.length === 0) return LIVE;
  if (variables.length > MOST_KEYS)
    throw new ApiProblem(
      "INVALID_ARGUMENT",
      `'variableKey.$in' must be a list of at most ${String(MOST_KEYS)}.`,
    );
  const named = parameters.add([...new Set(variables)], "bigint[]");
  const itself = kept(instanceOf("named.key", parameters), `${HISTORIC_KEY} = named.key`);
  return `(${LIVE}) UNION ALL (SELECT one.* FROM unnest(${named}) AS named(key) CROSS JOIN LATERAL (${itself}) AS one)`;
}

/** A name and a value, as filters by variables have them. */
export const VARIABLE_MEMBERS = {
  name: { sql: "v.name", type: "text" },
  value: { sql: "v.value", type: "json" },
} as const;
