/** The working calendar in force: what due dates are counted by, for anyone to check. */
import { z } from "zod";
import type { Feature } from "../../platform.ts";

/** The one calendar of the country. */
const CALENDAR_ID = "cn";

const yearsSchema = z.record(
  z.string(),
  z.object({ off: z.array(z.string()), work: z.array(z.string()) }),
);
const calendarSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    reason: z.string(),
    years: yearsSchema.describe("Announced days off and worked weekends by year"),
  })
  .meta({ id: "WorkingCalendar" });

/** Registers the feature. */
export const calendar: Feature = (routes, { database }) => {
  routes.get(
    "/api/calendar",
    {
      config: { access: "public" },
      schema: {
        tags: ["系统 platform"],
        summary: "The working calendar in force",
        response: { 200: calendarSchema },
      },
    },
    async () => {
      const row = await database.calendarVersion.findFirst({
        where: { id: CALENDAR_ID },
        orderBy: { version: "desc" },
      });
      return row === null
        ? { id: CALENDAR_ID, version: 0, reason: "周一至周五", years: {} }
        : {
            id: row.id,
            version: row.version,
            reason: row.reason,
            years: yearsSchema.parse(row.years),
          };
    },
  );
};
