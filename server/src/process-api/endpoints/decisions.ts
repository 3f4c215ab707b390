/** Decisions: their versions and their DMN. Each is its own requirements graph, because each is versioned on its own. */
import { z } from "zod";
import { type Endpoints, key, principalOf, TENANT } from "../api.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];
const config = { right: "read" } as const;

/** A version of a decision. */
export interface Decision {
  readonly decisionDefinitionId: string;
  readonly decisionDefinitionKey: string;
  readonly decisionRequirementsId: string;
  readonly decisionRequirementsKey: string;
  readonly name: string;
  readonly version: number;
}

interface Row {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

const common = {
  from: "decision_definition d",
  columns: "d.decision_id AS id, d.name, d.version",
  key: "d.id",
  processId: "d.decision_id",
} as const;
const tenant = { sql: `'${TENANT}'::text`, type: "text" } as const;
const id = { sql: "d.decision_id", type: "text" } as const;
const ownKey = { sql: "d.id", type: "key" } as const;
const version = { sql: "d.version", type: "integer" } as const;
const name = { sql: "d.name", type: "text" } as const;

/** Versions of decisions. */
export const decisionSource: SearchSource<Row, Decision> = {
  ...common,
  fields: {
    decisionDefinitionId: id,
    decisionDefinitionKey: ownKey,
    decisionRequirementsId: id,
    decisionRequirementsKey: ownKey,
    decisionRequirementsName: name,
    decisionRequirementsVersion: version,
    isLatestVersion: {
      sql: "(d.version = (SELECT max(l.version) FROM decision_definition l WHERE l.decision_id = d.decision_id))",
      type: "boolean",
    },
    name,
    version,
    tenantId: tenant,
  },
  item: (row) => ({
    decisionDefinitionId: row.id,
    decisionDefinitionKey: row.key,
    decisionRequirementsId: row.id,
    decisionRequirementsKey: row.key,
    decisionRequirementsName: row.name,
    decisionRequirementsVersion: row.version,
    name: row.name,
    version: row.version,
    tenantId: TENANT,
  }),
};

const requirementsSource: SearchSource<Row, object> = {
  ...common,
  fields: {
    decisionRequirementsId: id,
    decisionRequirementsKey: ownKey,
    decisionRequirementsName: name,
    resourceName: { sql: "(d.decision_id || '.dmn')", type: "text" },
    version,
    tenantId: tenant,
  },
  item: (row) => ({
    decisionRequirementsId: row.id,
    decisionRequirementsKey: row.key,
    decisionRequirementsName: row.name,
    resourceName: `${row.id}.dmn`,
    version: row.version,
    tenantId: TENANT,
  }),
};

/** See file head. */
export const decisions: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const kinds = [
    ["/decision-definitions", "Decision Definition", decisionSource],
    ["/decision-requirements", "Decision Requirements", requirementsSource],
  ] as const;
  for (const [path, what, source] of kinds) {
    const parameter =
      path === "/decision-definitions" ? "decisionDefinitionKey" : "decisionRequirementsKey";
    const params = z.object({ [parameter]: key });
    routes.post(
      `${path}/search`,
      { config, schema: { tags, summary: "Versions of decisions", body: searchBody } },
      (request) => search<Row, object>(sql, source, principalOf(request), request.body),
    );
    routes.get(
      `${path}/:${parameter}`,
      { config, schema: { tags, summary: "A version of a decision", params } },
      (request) =>
        get<Row, object>(sql, source, principalOf(request), {
          what,
          key: request.params[parameter] ?? "",
        }),
    );
    routes.get(
      `${path}/:${parameter}/xml`,
      { config, schema: { tags, summary: "Its DMN", params } },
      async (request, reply) => {
        const wanted = request.params[parameter] ?? "";
        await get<Row, object>(sql, source, principalOf(request), { what, key: wanted });
        const [row] = await sql.query<{ xml: string }>(
          "SELECT xml FROM decision_definition WHERE id = $1::bigint",
          [wanted],
        );
        return reply.type("text/xml; charset=utf-8").send(row?.xml);
      },
    );
  }
};
