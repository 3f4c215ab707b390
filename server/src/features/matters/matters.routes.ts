/** Catalogue, guide, personal checklist, prefilled form. */
import { z } from "zod";
import { Problem } from "../../errors.ts";
import { type Routes, viewerOf } from "../../http.ts";
import { cursorSchema, decodeCursor, encodeCursor, PAGE_SIZE, pageSchema } from "../../paging.ts";
import type { Feature, Platform } from "../../platform.ts";
import { logAccess } from "../audit/access-log.ts";
import { matterGuide } from "./matter-guide.ts";
import {
  answersSchema,
  checklistSchema,
  matterFormSchema,
  matterGuideSchema,
  matterSummarySchema,
} from "./matters.schema.ts";
import { type MatterService, matterService } from "./matters.service.ts";

const tags = ["事项 matters"];
const idParameter = z.object({ id: z.string().max(20) });
const open = { config: { access: "public" as const } };

/** Registers the feature. */
export const matters: Feature = (routes, platform) => {
  const service = matterService(platform);
  registerCatalogue(routes, service);
  registerTemplates(routes, service);
  registerApplication(routes, service, platform);
};

function registerCatalogue(routes: Routes, service: MatterService): void {
  routes.get(
    "/api/matters",
    {
      ...open,
      schema: {
        tags,
        summary: "Searches matters in people's words, best first",
        querystring: z.object({ q: z.string().max(100).default(""), cursor: cursorSchema }),
        response: { 200: pageSchema(matterSummarySchema) },
      },
    },
    async ({ query }) => {
      const hits = await service.search(query.q);
      const [from] =
        query.cursor === undefined
          ? [0]
          : decodeCursor(query.cursor, z.tuple([z.number().int().nonnegative()]));
      const end = from + PAGE_SIZE;
      return {
        items: hits.slice(from, end).map(({ entry: { matter }, matchedBy }) => ({
          id: matter.id,
          name: matter.content.name,
          nameEn: matter.content.nameEn ?? null,
          citizenNames: matter.content.citizenNames,
          officeName: matter.officeName,
          itemTypeName: matter.content.itemTypeName,
          promisedWorkingDays: matter.content.promised.value,
          visits: matter.content.visits,
          onlineDepth: matter.content.onlineDepth,
          handledOnline: matter.handledOnline,
          matchedBy,
        })),
        nextCursor: end < hits.length ? encodeCursor([end]) : null,
      };
    },
  );

  routes.get(
    "/api/matters/:id",
    {
      ...open,
      schema: {
        tags,
        summary: "The guide",
        params: idParameter,
        response: { 200: matterGuideSchema },
      },
    },
    async ({ params }) => matterGuide(await service.current(params.id)),
  );
}

function registerApplication(routes: Routes, service: MatterService, platform: Platform): void {
  routes.post(
    "/api/matters/:id/checklist",
    {
      ...open,
      schema: {
        tags,
        summary: "The personal material list for these answers",
        params: idParameter,
        body: z.object({ answers: answersSchema }),
        response: { 200: checklistSchema },
      },
    },
    ({ params, body, viewer }) => service.checklistView(params.id, body.answers, viewer),
  );

  routes.get(
    "/api/matters/:id/form",
    {
      config: { access: "case.apply" },
      schema: {
        tags,
        summary: "The application form with what is known already",
        params: idParameter,
        response: { 200: matterFormSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const matter = await service.current(request.params.id);
      const schema = matter.content.applicationForm;
      if (schema === undefined || !matter.handledOnline || viewer.personId === null) {
        throw new Problem("MATTER_NOT_HANDLED_ONLINE");
      }
      const { data, sources } = await service.prefilled(matter, viewer.personId);
      await logAccess(platform.database, {
        viewer,
        action: "read",
        resource: "matterForm",
        resourceId: matter.id,
        personId: viewer.personId,
        fields: Object.keys(sources),
        purpose: `预填申请表：${matter.content.name}`,
        requestId: request.id,
        at: platform.clock.now(),
      });
      return { schema, data, sources };
    },
  );
}

function registerTemplates(routes: Routes, service: MatterService): void {
  routes.get(
    "/api/matters/:id/templates/:code",
    {
      ...open,
      schema: {
        tags,
        summary: "The blank form of a material",
        params: idParameter.extend({ code: z.string().max(40) }),
      },
    },
    async ({ params }, reply) => {
      const { content } = await service.current(params.id);
      const template =
        content.templates && Object.hasOwn(content.templates, params.code)
          ? content.templates[params.code]
          : undefined;
      if (template === undefined) throw new Problem("NOT_FOUND");
      const name = encodeURIComponent(template.fileName);
      return reply
        .type(template.mimeType)
        .header("content-disposition", `attachment; filename*=UTF-8''${name}`)
        .send(template.text);
    },
  );
}
