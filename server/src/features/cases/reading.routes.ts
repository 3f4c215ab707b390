/** Routes of what everyone within the scope sees. */
import { z } from "zod";
import { Problem } from "../../errors.ts";
import { type Routes, viewerOf } from "../../http.ts";
import { cursorSchema, decodeCursor, pageOf, pageSchema, PAGE_SIZE } from "../../paging.ts";
import { readDiagrams } from "../../runtime/index.ts";
import { logAccess } from "../audit/access-log.ts";
import { drawDocument } from "../documents/issue-document.ts";
import { contentDisposition } from "../files/send-file.ts";
import { actionsFor } from "./case-actions.ts";
import { findCase } from "./case-access.ts";
import type { CaseContext } from "./case-context.ts";
import { type CaseStatus, STATUS_TEXTS } from "./case-status.ts";
import {
  caseSummarySchema,
  caseViewSchema,
  diagramSchema,
  trackViewSchema,
} from "./case.schema.ts";
import { trackCase } from "./track.ts";

const tags = ["办件 cases"];
const byId = z.object({ id: z.string().max(40) });
const apply = { access: "case.apply" } as const;
const read = { access: "case.read" } as const;

/** Registers the routes. */
export function readingRoutes(routes: Routes, context: CaseContext): void {
  const { platform } = context;
  const { database } = platform;

  routes.get(
    "/api/cases",
    {
      config: apply,
      schema: {
        tags,
        summary: "The applicant's own cases, newest first",
        querystring: z.object({ cursor: cursorSchema }),
        response: { 200: pageSchema(caseSummarySchema) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      if (viewer.personId === null) return { items: [], nextCursor: null };
      const from =
        request.query.cursor === undefined
          ? null
          : decodeCursor(request.query.cursor, z.tuple([z.iso.datetime(), z.uuid()]));
      const rows = await database.case.findMany({
        where: {
          applicantPersonId: viewer.personId,
          ...(from && {
            OR: [
              { createdAt: { lt: new Date(from[0]) } },
              { createdAt: new Date(from[0]), id: { lt: from[1] } },
            ],
          }),
        },
        include: {
          matterVersion: true,
          correction: true,
          evaluation: true,
          booking: { orderBy: { createdAt: "desc" }, take: 1 },
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: PAGE_SIZE + 1,
      });
      const page = pageOf(rows, ({ createdAt, id }) => [createdAt.toISOString(), id]);
      const namesEn = new Map(
        await Promise.all(
          page.items.map(async ({ matterVersionId }) => {
            const { content } = await context.matters.version(matterVersionId);
            return [matterVersionId, content.nameEn] as const;
          }),
        ),
      );
      return {
        nextCursor: page.nextCursor,
        items: page.items.map((row) => {
          const status = row.status as CaseStatus;
          return {
            id: row.id,
            caseNumber: row.caseNumber,
            matterName: row.matterVersion.name,
            matterNameEn: namesEn.get(row.matterVersionId) ?? null,
            status,
            statusText: STATUS_TEXTS[status].zh,
            statusTextEn: STATUS_TEXTS[status].en,
            createdAt: row.createdAt.toISOString(),
            submittedAt: row.submittedAt?.toISOString() ?? null,
            dueAt: row.dueSortAt.getUTCFullYear() === 9999 ? null : row.dueSortAt.toISOString(),
            actions: actionsFor(viewer, {
              ...row,
              hasOpenCorrection: row.correction !== null && row.correction.answeredAt === null,
              hasEvaluation: row.evaluation !== null,
              bookingState: row.booking[0]?.state ?? null,
            }),
          };
        }),
      };
    },
  );

  routes.get(
    "/api/cases/:id",
    {
      config: read,
      schema: {
        tags,
        summary: "A case within the viewer's scope",
        params: byId,
        response: { 200: caseViewSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const found = await findCase(database, viewer, request.params.id);
      if (viewer.personId !== found.applicantPersonId) {
        await logAccess(database, {
          viewer,
          action: "read",
          resource: "case",
          resourceId: found.id,
          caseId: found.id,
          personId: found.applicantPersonId,
          fields: ["applicant", "form", "materials"],
          purpose: `查看办件：${found.caseNumber ?? ""}`,
          requestId: request.id,
          at: platform.clock.now(),
        });
      }
      return context.view(found, viewer);
    },
  );

  routes.get(
    "/api/cases/:id/documents/:documentId",
    {
      config: read,
      schema: {
        tags,
        summary: "An official document as PDF",
        params: byId.extend({ documentId: z.string().max(40) }),
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const found = await findCase(database, viewer, request.params.id);
      const document = found.documents.find(({ id }) => id === request.params.documentId);
      if (document === undefined) throw new Problem("NOT_FOUND");
      await logAccess(database, {
        viewer,
        action: "download",
        resource: "document",
        resourceId: document.id,
        caseId: found.id,
        personId: found.applicantPersonId,
        fields: [document.kind],
        purpose: `查看文书：${document.number}`,
        requestId: request.id,
        at: platform.clock.now(),
      });
      const name = `${document.title}-${document.number}.pdf`;
      return reply
        .type("application/pdf")
        .header("content-disposition", contentDisposition("inline", name))
        .send(await drawDocument(document));
    },
  );

  routes.get(
    "/api/cases/:id/diagram",
    {
      config: { access: "case.diagram" },
      schema: {
        tags,
        summary: "The case's processes, and where they are",
        params: byId,
        response: { 200: diagramSchema },
      },
    },
    async (request) => {
      const found = await findCase(database, viewerOf(request), request.params.id, "diagram");
      if (found.processInstanceId === null) return { processes: [] };
      const diagrams = await readDiagrams(platform.runtime.sql, found.processInstanceId);
      return {
        processes: diagrams.map(({ parent, state: _state, ...diagram }) => ({
          ...diagram,
          active: [...diagram.active],
          completed: [...diagram.completed],
          incidents: [...diagram.incidents],
          parentElementId: parent?.elementId ?? null,
          parentProcessInstanceId: parent?.processInstanceId ?? null,
        })),
      };
    },
  );

  routes.post(
    "/api/track",
    {
      config: { access: "public", rateLimit: { max: 20, timeWindow: "1 minute" } },
      schema: {
        tags,
        summary: "Where a case is, for who has its number and query code",
        body: z.object({
          caseNumber: z.string().trim().max(60),
          queryCode: z.string().trim().max(20),
        }),
        response: { 200: trackViewSchema },
      },
    },
    ({ body }) => trackCase(context, body),
  );
}
