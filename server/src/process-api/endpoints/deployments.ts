/** Deployment of models, decisions and forms, several files together. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import {
  actorOf,
  type Endpoints,
  key,
  noTenants,
  operationReference,
  optionalWith,
  principalOf,
  TENANT,
} from "../api.ts";
import { safeName } from "../../features/files/accept-upload.ts";
import { ApiProblem, noPart, unsupported } from "../api-problem.ts";
import type { SqlExecutor } from "../../runtime/index.ts";
import { reaches } from "../principal.ts";
import { accepted, refusal } from "../rejections/rejection.ts";
import { deploymentRefused, resourceDeletionAsked } from "../rejections/resources.ts";

const tags = ["流程接口 process API"];
const LARGEST_FILE = 10 * 1024 * 1024;
const MOST_FILES = 50;
const MOST_FINDINGS = 20;

interface Deployed {
  readonly kind: "process" | "decision" | "form";
  readonly id: string;
  readonly version: number;
}

/** See file head. */
export const deployments: Endpoints = (routes, platform) => {
  deployment(routes, platform);
  resources(routes, platform);
  deletion(routes, platform);
};

const deployment: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/deployments",
    {
      config: { right: "deploy" },
      bodyLimit: LARGEST_FILE * 2,
      schema: {
        tags,
        summary: "Deploys files (BPMN, DMN, forms); unchanged ones keep their version",
      },
    },
    async (request) => {
      const principal = principalOf(request);
      if (!request.isMultipart()) throw unsupported(request.headers["content-type"]);
      const files = await readFiles(request);
      const result = await runtime.deploy(files, {
        account: principal.name,
        comment: "/v2/deployments",
        actor: actorOf(request),
        mayDeploy: (id) => reaches(principal, id),
      });
      if (!result.ok) {
        const told = result.findings.slice(0, MOST_FINDINGS);
        throw deploymentRefused(
          told.map(({ file, elementId, message, code }) => ({
            file,
            elementId,
            en: `${message.en} (${code})`,
          })),
        );
      }
      return {
        deploymentKey: result.deploymentId,
        tenantId: TENANT,
        deployments: await Promise.all(
          result.resources.map((resource) => describe(runtime.sql, resource)),
        ),
      };
    },
  );
};

const resources: Endpoints = (routes, { runtime }) => {
  routes.get(
    "/resources/:resourceKey",
    {
      config: { right: "read" },
      schema: { tags, summary: "A deployed file", params: z.object({ resourceKey: key }) },
    },
    async (request) => {
      const { resourceKey } = request.params;
      const found = await findResource(runtime.sql, resourceKey);
      if (found === undefined || !reaches(principalOf(request), found.id))
        throw notFound(resourceKey);
      const { id, name, version, versionTag } = found;
      return {
        resourceKey,
        resourceId: id,
        resourceName: name,
        version,
        versionTag,
        tenantId: TENANT,
      };
    },
  );
  routes.get(
    "/resources/:resourceKey/content",
    {
      config: { right: "read" },
      schema: { tags, summary: "Its content", params: z.object({ resourceKey: key }) },
    },
    async (request, reply) => {
      const { resourceKey } = request.params;
      const found = await findResource(runtime.sql, resourceKey);
      if (found === undefined || !reaches(principalOf(request), found.id))
        throw notFound(resourceKey);
      // As text whatever it is: clients would make something else of JSON.
      return reply.type("text/plain; charset=utf-8").send(found.content);
    },
  );
};

const deletion: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/resources/:resourceKey/deletion",
    {
      config: { right: "deploy" },
      schema: {
        tags,
        summary: "Takes a version away that was never used",
        params: z.object({ resourceKey: key }),
        body: z
          .strictObject({ operationReference, deleteHistory: optionalWith(z.boolean(), false) })
          .nullish(),
      },
    },
    async (request) => {
      const { resourceKey } = request.params;
      const found = await findResource(runtime.sql, resourceKey);
      const asked = resourceDeletionAsked(resourceKey);
      if (found === undefined || !reaches(principalOf(request), found.id))
        throw refusal(asked, { code: "RESOURCE_NOT_FOUND" });
      accepted(asked, await runtime.deleteResource(resourceKey, actorOf(request)));
      return { resourceKey, batchOperation: null };
    },
  );
};

async function readFiles(request: FastifyRequest): Promise<{ name: string; content: string }[]> {
  const files: { name: string; content: string }[] = [];
  const limits = { files: MOST_FILES, fileSize: LARGEST_FILE, parts: MOST_FILES + 10 };
  for await (const part of request.parts({ limits })) {
    if (part.type === "file") {
      const content = await part.toBuffer();
      const name = safeName(part.filename);
      if (part.file.truncated)
        throw new ApiProblem("Payload Too Large", `'${name}' is larger than 10 MB.`);
      files.push({ name, content: content.toString("utf8") });
    } else if (part.fieldname === "tenantId" && ![TENANT, ""].includes(String(part.value)))
      throw new ApiProblem("INVALID_ARGUMENT", noTenants("Deploy Resources", [String(part.value)]));
  }
  if (files.length === 0) throw noPart("resources");
  return files;
}

const NOTHING = {
  processDefinition: null,
  decisionDefinition: null,
  decisionRequirements: null,
  form: null,
  resource: null,
};

const TABLES = {
  process: ["process_definition", "process_id"],
  decision: ["decision_definition", "decision_id"],
  form: ["form_definition", "form_id"],
} as const;

async function describe(sql: SqlExecutor, { kind, id, version }: Deployed): Promise<unknown> {
  const [table, idColumn] = TABLES[kind];
  const rows = await sql.query<{ key: string; name: string | null }>(
    `SELECT id::text AS key, ${kind === "decision" ? "name" : "NULL::text AS name"} FROM ${table}
      WHERE ${idColumn} = $1 AND version = $2::int`,
    [id, version],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`${kind} ${id} was not deployed`);
  const common = { tenantId: TENANT };
  switch (kind) {
    case "process":
      return {
        ...NOTHING,
        processDefinition: {
          ...common,
          processDefinitionId: id,
          processDefinitionVersion: version,
          processDefinitionKey: row.key,
          resourceName: `${id}.bpmn`,
        },
      };
    case "decision":
      return {
        ...NOTHING,
        decisionDefinition: {
          ...common,
          decisionDefinitionId: id,
          decisionDefinitionKey: row.key,
          version,
          name: row.name,
          // Decisions of a file are versioned one by one: each is its own requirements graph.
          decisionRequirementsId: id,
          decisionRequirementsKey: row.key,
        },
      };
    case "form":
      return {
        ...NOTHING,
        form: { ...common, formId: id, version, formKey: row.key, resourceName: `${id}.form` },
      };
  }
}

interface FoundResource {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly content: string;
}

async function findResource(
  sql: SqlExecutor,
  resourceKey: string,
): Promise<FoundResource | undefined> {
  const rows = await sql.query<FoundResource>(
    `SELECT process_id AS id, process_id || '.bpmn' AS name, version, version_tag AS "versionTag", xml AS content
       FROM process_definition WHERE id = $1::bigint
     UNION ALL
     SELECT decision_id, decision_id || '.dmn', version, NULL, xml FROM decision_definition WHERE id = $1::bigint
     UNION ALL
     SELECT form_id, form_id || '.form', version, NULL, schema::text FROM form_definition WHERE id = $1::bigint`,
    [resourceKey],
  );
  return rows[0];
}

function notFound(resourceKey: string): ApiProblem {
  return new ApiProblem("NOT_FOUND", `Resource with key '${resourceKey}' not found`);
}
