/** Variables: those of running instances, and of one that has ended what the process had at its end. */
import { z } from "zod";
import { type Endpoints, key, principalOf, TENANT } from "../api.ts";
import type { Filter } from "../search/filter.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";
import { variableRows } from "../search/variable-rows.ts";

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

/**
 * The same variable has the same key for ever; an index finds those of running instances by it. It is a hash, so it leads to a row
 * that is there and to no instance whose rows are gone: those are searched by their instance.
 */
const keyOf = (name: string): string => `(hashtextextended(${name}, 0) & 9223372036854775807)`;
const KEY = keyOf("v.key");

/** @param filter what else is asked for, which may name instances */
function source(filter: Filter, longest: number): SearchSource<Row, object> {
  return {
    from: (parameters) =>
      `(${variableRows(filter, parameters)}) AS v JOIN process_instance p ON p.id = v.process_instance_id`,
    columns: `v.name, v.value, v.scope AS "scopeKey", p.id::text AS "instanceKey", p.root_id::text AS "rootKey"`,
    key: KEY,
    processId: "p.process_id",
    fields: {
      variableKey: { sql: KEY, type: "key" },
      name: { sql: "v.name", type: "text" },
      value: { sql: "v.value", type: "json" },
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
        summary: "Variables of running instances; of ended ones that processInstanceKey names",
        body: searchBody,
        querystring: z.object({ truncateValues: z.enum(["true", "false"]).default("true") }),
      },
    },
    (request) => {
      const longest = request.query.truncateValues === "true" ? SHOWN : Number.MAX_SAFE_INTEGER;
      const asked = source(request.body?.filter ?? {}, longest);
      return search(sql, asked, principalOf(request), request.body);
    },
  );
  routes.get(
    "/variables/:variableKey",
    {
      config: { right: "data" },
      schema: {
        tags,
        summary:
          "A variable of a running instance: of an ended one a search that names the instance",
        params: z.object({ variableKey: key }),
      },
    },
    (request) =>
      get(sql, source({}, Number.MAX_SAFE_INTEGER), principalOf(request), {
        what: "Variable of a running instance",
        key: request.params.variableKey,
      }),
  );
};
