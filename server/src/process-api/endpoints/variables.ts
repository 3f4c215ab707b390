/** Variables: those of running instances, and the last values of those that are gone where they, or their instances, are named. */
import { z } from "zod";
import { type Endpoints, key, principalOf, TENANT } from "../api.ts";
import type { Filter } from "../search/filter.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";
import { variableKeyOf, VariableKeys } from "../search/variable-keys.ts";
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

interface Variable {
  readonly variableKey: string;
  readonly name: string;
  readonly scopeKey: string;
  readonly processInstanceKey: string;
}

const KEY = variableKeyOf("v.scope", "v.name");

/** @param filter what else is asked for, which may name variables or instances */
function source(filter: Filter, longest: number): SearchSource<Row, Variable> {
  return {
    from: (parameters) =>
      `(${variableRows(filter, parameters)}) AS v JOIN process_instance p ON p.id = v.process_instance_id`,
    columns: `v.name, v.value, v.scope::text AS "scopeKey", p.id::text AS "instanceKey", p.root_id::text AS "rootKey"`,
    key: KEY,
    processId: "p.process_id",
    fields: {
      variableKey: { sql: KEY, type: "key" },
      name: { sql: "v.name", type: "text" },
      value: { sql: "v.value", type: "json" },
      scopeKey: { sql: "v.scope", type: "key" },
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
  const keys = new VariableKeys(sql);
  routes.post(
    "/variables/search",
    {
      config: { right: "data" },
      schema: {
        tags,
        summary:
          "Variables of running instances; of ended ones that processInstanceKey names, or that variableKey does",
        body: searchBody,
        querystring: z.object({ truncateValues: z.enum(["true", "false"]).default("true") }),
      },
    },
    async (request) => {
      const longest = request.query.truncateValues === "true" ? SHOWN : Number.MAX_SAFE_INTEGER;
      const asked = source(request.body?.filter ?? {}, longest);
      const found = await search(sql, asked, principalOf(request), request.body);
      await keys.tell(found.items);
      return found;
    },
  );
  routes.get(
    "/variables/:variableKey",
    {
      config: { right: "data" },
      schema: {
        tags,
        summary: "A variable, also of an instance that has ended",
        params: z.object({ variableKey: key }),
      },
    },
    (request) =>
      get(sql, source(request.params, Number.MAX_SAFE_INTEGER), principalOf(request), {
        what: "Variable",
        key: request.params.variableKey,
      }),
  );
};
