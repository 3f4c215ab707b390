/** Evaluator 评价器: asks the visitor for a grade, 1 very satisfied to 5 very dissatisfied (GB/T 39735). */
import { z } from "zod";
import type { DeviceEvent, DeviceMethod } from "./device-kind.ts";

/** Opaque reference that comes back with the rating; no personal data. */
const reference = z.string().min(1).max(60);
const args = z.object({
  reference,
  question: z.string().max(100),
  tags: z.array(z.string().max(20)).max(12),
});
const result = z.object({ asking: z.literal(true) });
const ratedPayload = z.object({
  reference,
  grade: z.number().int().min(1).max(5),
  tags: z.array(z.string().max(20)).max(12),
});

/** Shows the question. */
export const askForRating: DeviceMethod<z.infer<typeof args>, z.infer<typeof result>> = {
  kind: "evaluator",
  name: "ask",
  args,
  result,
};

/** The visitor tapped a grade. */
export const rated: DeviceEvent<z.infer<typeof ratedPayload>> = {
  kind: "evaluator",
  name: "rated",
  payload: ratedPayload,
};
