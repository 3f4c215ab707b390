/** Variables of the installation, which every process reads in FEEL as `camunda.vars.cluster.NAME`. */
import { z } from "zod";
import type { Json, Runtime, SqlExecutor } from "../../runtime/index.ts";
import { type Endpoints, everybody } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { NOT_FILLED } from "../complaint.ts";
import { clusterVariableAsked } from "../rejections/others.ts";
import { type Asked, refusal } from "../rejections/rejection.ts";
import { search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];
const SHOWN = 8192;
const LONGEST = 100_000;
const MOST = 1000;
const FULL = { en: `there are ${String(MOST)} already.` };

interface Row {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

function source(longest: number): SearchSource<Row, object> {
  return {
    from: "cluster_variable c",
    columns: "c.name, c.value::text AS value",
    key: "(hashtextextended(c.name, 0) & 9223372036854775807)",
    processId: "''",
    fields: {
      name: { sql: "c.name", type: "text" },
      value: { sql: "c.value::text", type: "text" },
      scope: { sql: "'GLOBAL'::text", type: "text", values: { GLOBAL: ["GLOBAL"], TENANT: [] } },
      tenantId: { sql: "NULL::text", type: "text" },
      isTruncated: { sql: `(length(c.value::text) > ${String(longest)})`, type: "boolean" },
    },
    item: ({ name, value }) => ({
      ...told(name, value.slice(0, longest)),
      isTruncated: value.length > longest,
    }),
  };
}

function told(name: string, value: string): object {
  return { name, value, scope: "GLOBAL", tenantId: null };
}

// As FEEL reads it.
const NAME = /^[A-Za-z_][\w-]*$/;
const name = z
  .string()
  .max(256)
  .refine((given) => given === "" || NAME.test(given), {
    error: `The provided name contains illegal characters. It must match the pattern '${NAME.source}'`,
  })
  .min(1);
const params = z.object({ name });
const value = z
  .unknown()
  .refine((given) => given !== undefined && given !== null, { error: NOT_FILLED, abort: true })
  .transform((given) => given as Json)
  .refine((given) => JSON.stringify(given).length <= LONGEST, {
    error: `must be JSON of at most ${String(LONGEST)} characters`,
  });

/** See file head. */
export const clusterVariables: Endpoints = (routes, platform) => {
  reading(routes, platform);
  writing(routes, platform);
};

const reading: Endpoints = (routes, { runtime: { sql } }) => {
  const config = { right: "data" } as const;
  routes.post(
    "/cluster-variables/search",
    {
      config,
      schema: {
        tags,
        summary: "Variables of the installation",
        body: searchBody,
        querystring: z.object({ truncateValues: z.enum(["true", "false"]).default("true") }),
      },
    },
    (request) => {
      const longest = request.query.truncateValues === "true" ? SHOWN : LONGEST;
      return search(sql, source(longest), everybody(request), request.body);
    },
  );
  routes.get(
    "/cluster-variables/global/:name",
    { config, schema: { tags, summary: "One of them", params } },
    async (request) => {
      everybody(request);
      const [found] = await sql.query<{ value: string }>(
        "SELECT value::text AS value FROM cluster_variable WHERE name = $1",
        [request.params.name],
      );
      if (found === undefined)
        throw new ApiProblem(
          "NOT_FOUND",
          `Global-scoped Cluster Variable with name '${request.params.name}' not found`,
        );
      return told(request.params.name, found.value);
    },
  );
};

const writing: Endpoints = (routes, { runtime }) => {
  const config = { right: "operate" } as const;
  routes.post(
    "/cluster-variables/global",
    {
      config,
      schema: { tags, summary: "Adds one", body: z.strictObject({ name, value }) },
    },
    async (request) => {
      everybody(request);
      const { body } = request;
      const asked = clusterVariableAsked("CREATE", body.name);
      await change(runtime, async (sql) => {
        const [all] = await sql.query<{ count: number }>(
          "SELECT count(*)::int AS count FROM cluster_variable",
        );
        if ((all?.count ?? 0) >= MOST)
          throw refusal(asked, { code: "CLUSTER_VARIABLES_FULL", message: FULL });
        const added = await sql.query(
          `INSERT INTO cluster_variable (name, value) VALUES ($1, $2::text::jsonb) ON CONFLICT DO NOTHING RETURNING 1`,
          [body.name, JSON.stringify(body.value)],
        );
        if (added.length === 0) throw refusal(asked, { code: "CLUSTER_VARIABLE_EXISTS" });
      });
      return told(body.name, JSON.stringify(body.value));
    },
  );
  routes.put(
    "/cluster-variables/global/:name",
    {
      config,
      schema: { tags, summary: "Changes one", params, body: z.strictObject({ value }) },
    },
    async (request) => {
      everybody(request);
      const text = JSON.stringify(request.body.value);
      await changeOne(
        runtime,
        clusterVariableAsked("UPDATE", request.params.name),
        request.params.name,
        "UPDATE cluster_variable SET value = $2::text::jsonb WHERE name = $1 RETURNING 1",
        text,
      );
      return told(request.params.name, text);
    },
  );
  routes.delete(
    "/cluster-variables/global/:name",
    { config, schema: { tags, summary: "Takes one away", params } },
    async (request, reply) => {
      everybody(request);
      await changeOne(
        runtime,
        clusterVariableAsked("DELETE", request.params.name),
        request.params.name,
        "DELETE FROM cluster_variable WHERE name = $1 AND $2::text IS NULL RETURNING 1",
        null,
      );
      return reply.code(204).send();
    },
  );
};

/** All servers read them again; this one before it answers. */
async function change(runtime: Runtime, work: (sql: SqlExecutor) => Promise<void>): Promise<void> {
  await runtime.transact(async ({ sql }) => {
    await work(sql);
    await runtime.announceResources(sql);
  });
  await runtime.readResources();
}

function changeOne(
  runtime: Runtime,
  asked: Asked,
  wanted: string,
  statement: string,
  text: string | null,
): Promise<void> {
  return change(runtime, async (sql) => {
    if ((await sql.query(statement, [wanted, text])).length === 0)
      throw refusal(asked, { code: "CLUSTER_VARIABLE_NOT_FOUND" });
  });
}
