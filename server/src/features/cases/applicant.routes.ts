/** Routes of what the applicant does after the submission. */
import { z } from "zod";
import { type Routes, viewerOf } from "../../http.ts";
import { answerCorrection, chooseDelivery, evaluateCase, withdrawCase } from "./applicant-steps.ts";
import type { CaseContext } from "./case-context.ts";
import { deliveryKindSchema } from "./case.schema.ts";

const tags = ["办件 cases"];
const byId = z.object({ id: z.string().max(40) });
const formData = z.record(z.string().max(64), z.unknown());
const done = z.object({ ok: z.literal(true) });
const OK = { ok: true } as const;
const apply = { access: "case.apply" } as const;

/** Registers the routes. */
export function applicantRoutes(routes: Routes, context: CaseContext): void {
  routes.post(
    "/api/cases/:id/correction",
    {
      config: apply,
      schema: {
        tags,
        summary: "Answers the correction notice",
        params: byId,
        body: z.object({ declaration: z.boolean(), form: formData.optional() }),
        response: { 200: done },
      },
    },
    async (request) => {
      await answerCorrection(context, viewerOf(request), request.params.id, request.body);
      return OK;
    },
  );

  routes.put(
    "/api/cases/:id/delivery",
    {
      config: apply,
      schema: {
        tags,
        summary: "Chooses how the result is delivered",
        params: byId,
        body: z.object({
          kind: deliveryKindSchema,
          receiver: z.string().trim().max(50).optional(),
          address: z.string().trim().max(200).optional(),
          phone: z.string().trim().max(20).optional(),
        }),
        response: { 200: done },
      },
    },
    async (request) => {
      await chooseDelivery(context, viewerOf(request), request.params.id, request.body);
      return OK;
    },
  );

  routes.post(
    "/api/cases/:id/withdraw",
    {
      config: apply,
      schema: {
        tags,
        summary: "Withdraws before the decision",
        params: byId,
        body: z.object({ reason: z.string().trim().min(1).max(500) }),
        response: { 200: done },
      },
    },
    async (request) => {
      await withdrawCase(context, viewerOf(request), request.params.id, request.body);
      return OK;
    },
  );

  routes.post(
    "/api/cases/:id/evaluation",
    {
      config: apply,
      schema: {
        tags,
        summary: "Rates a closed case: 1 very satisfied … 5 very dissatisfied",
        params: byId,
        body: z.object({
          grade: z.number().int().min(1).max(5),
          tags: z.array(z.string().max(30)).max(12).default([]),
          text: z.string().trim().max(500).optional(),
          anonymous: z.boolean().optional(),
        }),
        response: { 200: done },
      },
    },
    async (request) => {
      await evaluateCase(context, viewerOf(request), request.params.id, request.body);
      return OK;
    },
  );
}
