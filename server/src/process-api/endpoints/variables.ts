/** Variables: those of running instances, and of one that has ended what the process had at its end. */
import { z } from "zod";
import { type Endpoints, key, principalOf, TENANT } from "../api.ts";
import { namedKey } from "../search/filter.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];
/** Longer values are cut in lists unless the whole is asked for. */
const SHOWN = 8192;

interface Row {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly scopeKey: string;
  readonly instanceKey: string;
  readonly rootKey: string;
}

const LIVE = `SELECT process_instance_id, split_part(key, '/', 1) AS scope, substr(key, position('/' IN key) + 1) AS name, key,
                     (value->0)::text AS value
                FROM instance_record WHERE kind = 'variable'`;
/** Rows of ended instances are gone: the last value that the history has. */
const ENDED = `SELECT DISTINCT ON (process_instance_id, data->>'scopeId', data->>'name') process_instance_id,
                      data->>'scopeId' AS scope, data->>'name' AS name, (data->>'scopeId') || '/' || (data->>'name') AS key, (data->'value')::text AS value
                 FROM history_event WHERE type = 'variableSet' AND EXISTS (
                   SELECT FROM process_instance e WHERE e.id = history_event.process_instance_id AND e.state <> 'active')
                ORDER BY process_instance_id, data->>'scopeId', data->>'name', seq DESC`;
/** The same variable has the same key for ever; an index finds those of running instances by it. */
const keyOf = (name: string): string => `(hashtextextended(${name}, 0) & 9223372036854775807)`;
const KEY = keyOf("v.key");

function source(rows: string, longest: number): SearchSource<Row, object> {
  return {
    from: `(${rows}) AS v JOIN process_instance p ON p.id = v.process_instance_id`,
    columns: `v.name, v.value, v.scope AS "scopeKey", p.id::text AS "instanceKey", p.root_id::text AS "rootKey"`,
    key: KEY,
    processId: "p.process_id",
    fields: {
      variableKey: { sql: KEY, type: "key" },
      name: { sql: "v.name", type: "text" },
      value: { sql: "v.value", type: "text" },
      scopeKey: { sql: "v.scope::bigint", type: "key" },
      processInstanceKey: { sql: "v.process_instance_id", type: "key" },
      isTruncated: { sql: `(length(v.value) > ${String(longest)})`, type: "boolean" },
      tenantId: { sql: `'${TENANT}'::text`, type: "text" },
    },
    item: (row) => ({
      variableKey: row.key,
      name: row.name,
      value: row.value.slice(0, longest),
      isTruncated: row.value.length > longest,
      scopeKey: row.scopeKey,
      processInstanceKey: row.instanceKey,
      rootProcessInstanceKey: row.rootKey,
      tenantId: TENANT,
    }),
  };
}

/** See file head. */
export const variables: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/variables/search",
    {
      config: { right: "data" },
      schema: {
        tags,
        summary: "Variables of running instances; of an ended one when processInstanceKey names it",
        body: searchBody,
        querystring: z.object({ truncateValues: z.enum(["true", "false"]).default("true") }),
      },
    },
    (request) => {
      const named = namedKey(request.body?.filter["processInstanceKey"]);
      const longest = request.query.truncateValues === "true" ? SHOWN : Number.MAX_SAFE_INTEGER;
      // The history of one instance is found by its key; that of all is not searched.
      const rows = named !== undefined ? `(${LIVE}) UNION ALL (${ENDED})` : LIVE;
      return search(sql, source(rows, longest), principalOf(request), request.body);
    },
  );
  routes.get(
    "/variables/:variableKey",
    {
      config: { right: "data" },
      schema: {
        tags,
        summary: "A variable of a running instance",
        params: z.object({ variableKey: key }),
      },
    },
    (request) =>
      get(sql, source(LIVE, Number.MAX_SAFE_INTEGER), principalOf(request), {
        what: "Variable",
        key: request.params.variableKey,
      }),
  );
};
