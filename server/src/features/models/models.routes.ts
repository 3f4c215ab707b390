/** Models for the analyst: what is deployed, what runs on it, and the next version. */
import { z } from "zod";
import { type Routes, viewerOf } from "../../http.ts";
import { cursorSchema, idSchema, pageSchema } from "../../paging.ts";
import type { Feature, Platform } from "../../platform.ts";
import { listProcesses } from "../../runtime/index.ts";
import { incidentProjection, listIncidents, resolveIncident } from "./incidents.ts";
import {
  deployedResourceSchema,
  findingSchema,
  incidentSchema,
  modelInstanceSchema,
  modelSummarySchema,
  modelVersionSchema,
  processIdSchema,
  statisticsSchema,
  versionSchema,
  xmlSchema,
} from "./models.schema.ts";
import {
  checkModel,
  deployModel,
  latestDecisions,
  latestForms,
  modelInstances,
  modelStatistics,
  modelVersions,
  modelXml,
} from "./models.service.ts";

const tags = ["模型 models"];
const read = { access: "model.read" } as const;
const byProcess = z.object({ processId: processIdSchema });
const byVersion = byProcess.extend({ version: versionSchema });

/** Registers the feature. */
export const models: Feature = (routes, platform) => {
  platform.runtime.addProjection(incidentProjection(platform));
  deploymentRoutes(routes, platform);
  versionRoutes(routes, platform);
  resourceRoutes(routes, platform);
  incidentRoutes(routes, platform);
};

function deploymentRoutes(routes: Routes, platform: Platform): void {
  routes.post(
    "/api/models/check",
    {
      config: read,
      schema: {
        tags,
        summary: "Checks a model without keeping it",
        body: z.object({ xml: xmlSchema }),
        response: { 200: z.object({ findings: z.array(findingSchema) }) },
      },
    },
    async ({ body }) => ({ findings: await checkModel(platform, body.xml) }),
  );

  routes.post(
    "/api/models/deploy",
    {
      config: { access: "model.deploy" },
      schema: {
        tags,
        summary: "Makes a model the next version; new cases follow it, running ones stay",
        body: z.object({
          xml: xmlSchema,
          comment: z.string().trim().max(500).default(""),
          acceptUnsound: z
            .boolean()
            .default(false)
            .describe("deploy in spite of acceptable errors; the comment of the version says so"),
        }),
        response: {
          200: z.object({
            processId: z.string(),
            version: z.number().int(),
            unchanged: z.boolean(),
          }),
        },
      },
    },
    (request) => deployModel(platform, viewerOf(request), request.body),
  );
}

function versionRoutes(routes: Routes, platform: Platform): void {
  routes.get(
    "/api/models",
    {
      config: read,
      schema: {
        tags,
        summary: "All processes",
        response: { 200: z.object({ items: z.array(modelSummarySchema) }) },
      },
    },
    async () => {
      const processes = await listProcesses(platform.runtime.sql);
      return {
        items: processes.map(({ versionCount, ...process }) => ({
          ...process,
          versions: versionCount,
        })),
      };
    },
  );

  routes.get(
    "/api/models/:processId/versions",
    {
      config: read,
      schema: {
        tags,
        summary: "Versions of a process, newest first",
        params: byProcess,
        response: { 200: z.object({ items: z.array(modelVersionSchema) }) },
      },
    },
    async ({ params }) => ({ items: await modelVersions(platform, params.processId) }),
  );

  routes.get(
    "/api/models/:processId/versions/:version",
    {
      config: read,
      schema: {
        tags,
        summary: "The model of a version (BPMN 2.0 XML)",
        params: byVersion,
        response: { 200: z.object({ xml: z.string() }) },
      },
    },
    async ({ params }) => ({ xml: await modelXml(platform, params.processId, params.version) }),
  );

  routes.get(
    "/api/models/:processId/versions/:version/statistics",
    {
      config: read,
      schema: {
        tags,
        summary: "Where the cases of a version are and have been",
        params: byVersion,
        response: { 200: statisticsSchema },
      },
    },
    ({ params }) => modelStatistics(platform, params.processId, params.version),
  );

  routes.get(
    "/api/models/:processId/versions/:version/instances",
    {
      config: read,
      schema: {
        tags,
        summary: "What runs on a version, newest first",
        params: byVersion,
        querystring: z.object({ cursor: cursorSchema }),
        response: { 200: pageSchema(modelInstanceSchema) },
      },
    },
    (request) =>
      modelInstances(platform, viewerOf(request), { ...request.params, ...request.query }),
  );
}

function resourceRoutes(routes: Routes, platform: Platform): void {
  const response = { 200: z.object({ items: z.array(deployedResourceSchema) }) };
  routes.get(
    "/api/forms",
    { config: read, schema: { tags, summary: "Deployed forms", response } },
    async () => ({ items: await latestForms(platform) }),
  );
  routes.get(
    "/api/decisions",
    { config: read, schema: { tags, summary: "Deployed decisions", response } },
    async () => ({ items: await latestDecisions(platform) }),
  );
}

function incidentRoutes(routes: Routes, platform: Platform): void {
  const config = { access: "incident.resolve" } as const;
  routes.get(
    "/api/incidents",
    {
      config,
      schema: {
        tags,
        summary: "Open incidents, newest first",
        querystring: z.object({ cursor: cursorSchema }),
        response: { 200: pageSchema(incidentSchema) },
      },
    },
    (request) => listIncidents(platform, viewerOf(request), request.query.cursor),
  );

  routes.post(
    "/api/incidents/:id/resolve",
    {
      config,
      schema: {
        tags,
        summary: "Tries the failed step again",
        params: z.object({ id: idSchema }),
        response: { 200: z.object({ ok: z.literal(true) }) },
      },
    },
    async ({ params }) => {
      await resolveIncident(platform, params.id);
      return { ok: true } as const;
    },
  );
}
