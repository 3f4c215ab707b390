/** Who looked at my data; and whether the log is whole. */
import { z } from "zod";
import { viewerOf } from "../../http.ts";
import {
  cursorSchema,
  decodeCursor,
  idSchema,
  PAGE_SIZE,
  pageOf,
  pageSchema,
} from "../../paging.ts";
import type { Feature } from "../../platform.ts";

const tags = ["审计 audit"];
const entrySchema = z
  .object({
    at: z.iso.datetime(),
    actorName: z.string(),
    actorGroups: z.array(z.string()),
    action: z.string(),
    resource: z.string(),
    caseId: z.string().nullable(),
    fields: z.array(z.string()),
    purpose: z.string(),
  })
  .meta({ id: "AccessEntry" });
const verificationSchema = z
  .object({
    whole: z.boolean(),
    entries: z.number().int(),
    breaks: z
      .array(z.object({ chain: z.number().int(), seq: z.string() }))
      .describe("First entry of each chain that does not fit"),
  })
  .meta({ id: "AuditVerification" });
const position = z.tuple([z.iso.datetime(), z.int32(), idSchema]);

/** Registers the feature. */
export const audit: Feature = (routes, { database }) => {
  routes.get(
    "/api/me/accesses",
    {
      config: { access: "audit.own" },
      schema: {
        tags,
        summary: "Who looked at my data, newest first",
        querystring: z.object({ cursor: cursorSchema }),
        response: { 200: pageSchema(entrySchema) },
      },
    },
    async (request) => {
      const { accountId, personId } = viewerOf(request);
      if (personId === null) return { items: [], nextCursor: null };
      const { cursor } = request.query;
      const after = cursor === undefined ? null : decodeCursor(cursor, position);
      const rows = await database.accessLog.findMany({
        where: {
          personId,
          // What she typed herself is recorded, but tells her nothing.
          AND: {
            OR: [
              { accountId: null },
              { accountId: { not: accountId } },
              { action: { not: "write" } },
            ],
          },
          ...(after && {
            OR: [
              { at: { lt: after[0] } },
              { at: after[0], chain: { lt: after[1] } },
              { at: after[0], chain: after[1], seq: { lt: BigInt(after[2]) } },
            ],
          }),
        },
        orderBy: [{ at: "desc" }, { chain: "desc" }, { seq: "desc" }],
        take: PAGE_SIZE + 1,
      });
      const page = pageOf(rows, ({ at, chain, seq }) => [at.toISOString(), chain, String(seq)]);
      return {
        ...page,
        items: page.items.map((row) => ({ ...row, at: row.at.toISOString() })),
      };
    },
  );

  routes.get(
    "/api/audit/verification",
    {
      config: { access: "audit.verify" },
      schema: {
        tags,
        summary: "Whether the access log is whole",
        response: { 200: verificationSchema },
      },
    },
    async () => {
      const breaks = await database.$queryRaw<{ chain: number; seq: bigint }[]>`
        SELECT chain, seq FROM access_log_breaks() ORDER BY chain`;
      return {
        whole: breaks.length === 0,
        entries: await database.accessLog.count(),
        breaks: breaks.map(({ chain, seq }) => ({ chain, seq: String(seq) })),
      };
    },
  );
};
