/** What is deployed: process definitions, their XML, and where their instances are. */
import { z } from "zod";
import { type Endpoints, key, optional, principalOf, TENANT } from "../api.ts";
import { get, search, searchBody, type SearchSource, selection } from "../search/search.ts";
import { elementStatistics } from "./element-statistics.ts";
import { instanceSource } from "./instances.ts";

const tags = ["流程接口 process API"];

interface Row {
  readonly key: string;
  readonly name: string;
  readonly processId: string;
  readonly version: number;
  readonly versionTag: string | null;
}

const source: SearchSource<Row, object> = {
  from: "process_definition d",
  columns: `d.name, d.process_id AS "processId", d.version, d.version_tag AS "versionTag"`,
  key: "d.id",
  processId: "d.process_id",
  fields: {
    name: { sql: "d.name", type: "text" },
    isLatestVersion: {
      sql: "(d.version = (SELECT max(l.version) FROM process_definition l WHERE l.process_id = d.process_id))",
      type: "boolean",
    },
    resourceName: { sql: "(d.process_id || '.bpmn')", type: "text" },
    version: { sql: "d.version", type: "integer" },
    versionTag: { sql: "d.version_tag", type: "text" },
    processDefinitionId: { sql: "d.process_id", type: "text" },
    processDefinitionKey: { sql: "d.id", type: "key" },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
    hasStartForm: { sql: "FALSE", type: "boolean" },
    state: { sql: "'ACTIVE'::text", type: "text" },
  },
  item: (row) => ({
    name: row.name,
    resourceName: `${row.processId}.bpmn`,
    version: row.version,
    versionTag: row.versionTag,
    processDefinitionId: row.processId,
    processDefinitionKey: row.key,
    tenantId: TENANT,
    hasStartForm: false,
    state: "ACTIVE",
  }),
};

const params = z.object({ processDefinitionKey: key });

/** See file head. */
export const definitions: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const config = { right: "read" } as const;
  routes.post(
    "/process-definitions/search",
    { config, schema: { tags, summary: "Versions of processes", body: searchBody } },
    (request) => search(sql, source, principalOf(request), request.body),
  );
  routes.get(
    "/process-definitions/:processDefinitionKey",
    { config, schema: { tags, summary: "A version of a process", params } },
    (request) => get(sql, source, principalOf(request), named(request.params)),
  );
  routes.get(
    "/process-definitions/:processDefinitionKey/xml",
    { config, schema: { tags, summary: "Its BPMN 2.0 XML", params } },
    async (request, reply) => {
      await get(sql, source, principalOf(request), named(request.params));
      const [row] = await sql.query<{ xml: string }>(
        "SELECT xml FROM process_definition WHERE id = $1::bigint",
        [request.params.processDefinitionKey],
      );
      return reply.type("text/xml; charset=utf-8").send(row?.xml);
    },
  );
  routes.get(
    "/process-definitions/:processDefinitionKey/form",
    { config, schema: { tags, summary: "204: start events have no forms here", params } },
    async (request, reply) => {
      await get(sql, source, principalOf(request), named(request.params));
      return reply.code(204).send();
    },
  );
  routes.post(
    "/process-definitions/:processDefinitionKey/statistics/element-instances",
    {
      config,
      schema: {
        tags,
        summary: "How many tokens are and were at each element",
        params,
        body: z.strictObject({ filter: optional(z.record(z.string(), z.unknown())) }).nullish(),
      },
    },
    async (request) => {
      await get(sql, source, principalOf(request), named(request.params));
      const { processDefinitionKey } = request.params;
      const instances = selection(
        instanceSource,
        principalOf(request),
        { processDefinitionKey },
        request.body?.filter ?? {},
      );
      return { items: await elementStatistics(sql, instances) };
    },
  );
};

function named({ processDefinitionKey }: z.infer<typeof params>): { what: string; key: string } {
  return { what: "Process Definition", key: processDefinitionKey };
}
