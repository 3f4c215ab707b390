/** Booking a visit to the hall. */
import { z } from "zod";
import { type Routes, viewerOf } from "../../http.ts";
import type { CaseContext } from "../cases/case-context.ts";
import { bookingSlots, bookVisit, cancelVisit } from "./booking.service.ts";
import { bookedSchema, dateSchema, slotSchema, slotsSchema } from "./hall.schema.ts";

const tags = ["大厅 hall"];
const config = { access: "case.apply" } as const;
const byId = z.object({ id: z.string().max(40) });

/** Registers the routes. */
export function bookingRoutes(routes: Routes, context: CaseContext): void {
  routes.get(
    "/api/bookings/slots",
    {
      config,
      schema: {
        tags,
        summary: "Visits of a day with what is left of each",
        querystring: z.object({ matterId: z.string().max(20), date: dateSchema }),
        response: { 200: slotsSchema },
      },
    },
    ({ query }) => bookingSlots(context, query),
  );

  routes.post(
    "/api/cases/:id/booking",
    {
      config,
      schema: {
        tags,
        summary: "Books a visit, in place of an earlier one",
        params: byId,
        body: z.object({ date: dateSchema, slot: slotSchema }),
        response: { 200: bookedSchema },
      },
    },
    (request) => bookVisit(context, viewerOf(request), request.params.id, request.body),
  );

  routes.delete(
    "/api/cases/:id/booking",
    {
      config,
      schema: {
        tags,
        summary: "Cancels the visit",
        params: byId,
        response: { 200: z.object({ ok: z.literal(true) }) },
      },
    },
    async (request) => {
      await cancelVisit(context, viewerOf(request), request.params.id);
      return { ok: true } as const;
    },
  );
}
