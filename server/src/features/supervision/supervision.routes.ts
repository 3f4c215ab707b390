/** Supervision: every live case of the region with its light, and one case with all that happened. Read only. */
import { z } from "zod";
import { viewerOf } from "../../http.ts";
import { cursorSchema, pageSchema } from "../../paging.ts";
import type { Feature } from "../../platform.ts";
import { logAccess } from "../audit/access-log.ts";
import { findCase } from "../cases/case-access.ts";
import { caseContext } from "../cases/case-context.ts";
import { caseViewSchema } from "../cases/case.schema.ts";
import { lightSchema } from "../clocks/clock-view.ts";
import { engineTimeline } from "./engine-timeline.ts";
import { supervisedCases, supervisionSummary } from "./supervised-cases.ts";
import { supervisedCaseSchema, supervisionSummarySchema } from "./supervision.schema.ts";

const tags = ["监督 supervision"];
const config = { access: "supervision.read" } as const;

/** Registers the feature. */
export const supervision: Feature = (routes, platform) => {
  const context = caseContext(platform);
  const { database, clock } = platform;

  routes.get(
    "/api/supervision/cases",
    {
      config,
      schema: {
        tags,
        summary: "Live cases, what is due first first",
        querystring: z.object({
          light: lightSchema.optional(),
          q: z.string().trim().max(100).default(""),
          cursor: cursorSchema,
        }),
        response: { 200: pageSchema(supervisedCaseSchema) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { q } = request.query;
      if (q !== "") {
        await logAccess(database, {
          viewer,
          action: "search",
          resource: "case",
          fields: ["caseNumber", "applicantName", "matterName"],
          purpose: "监督：按编号、事项或申请人查找办件",
          requestId: request.id,
          at: clock.now(),
        });
      }
      return supervisedCases(context, viewer, request.query);
    },
  );

  routes.get(
    "/api/supervision/summary",
    {
      config,
      schema: {
        tags,
        summary: "Counts of live cases by light and by stage",
        response: { 200: supervisionSummarySchema },
      },
    },
    (request) => supervisionSummary(context, viewerOf(request)),
  );

  routes.get(
    "/api/supervision/cases/:id",
    {
      config,
      schema: {
        tags,
        summary: "A case with everything that people and process did",
        params: z.object({ id: z.string().max(40) }),
        response: { 200: caseViewSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const found = await findCase(database, viewer, request.params.id);
      await logAccess(database, {
        viewer,
        action: "read",
        resource: "case",
        resourceId: found.id,
        caseId: found.id,
        personId: found.applicantPersonId,
        fields: ["applicant", "form", "materials"],
        purpose: `监督办件：${found.caseNumber ?? ""}`,
        requestId: request.id,
        at: clock.now(),
      });
      const view = await context.view(found, viewer);
      const timeline = [...view.timeline, ...(await engineTimeline(platform, found.id))];
      return {
        ...view,
        timeline: timeline.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
      };
    },
  );
};
