/** Shapes of supervision. */
import { z } from "zod";
import { STAGE_KEYS, statusSchema } from "../cases/case.schema.ts";
import { clockViewSchema, lightSchema } from "../clocks/clock-view.ts";

export const supervisedCaseSchema = z
  .object({
    caseId: z.string(),
    caseNumber: z.string(),
    matterName: z.string(),
    officeName: z.string(),
    status: statusSchema,
    statusText: z.string(),
    statusTextEn: z.string(),
    stage: z.enum(STAGE_KEYS).nullable(),
    holder: z
      .object({ name: z.string().nullable().describe("null: not claimed yet"), role: z.string() })
      .nullable(),
    light: lightSchema,
    clocks: z.array(clockViewSchema).describe("Those that are not stopped"),
  })
  .meta({ id: "SupervisedCase" });

/** See {@link supervisedCaseSchema}. */
export type SupervisedCase = z.infer<typeof supervisedCaseSchema>;

export const supervisionSummarySchema = z
  .object({
    byLight: z.object({
      green: z.number().int(),
      yellow: z.number().int(),
      red: z.number().int(),
      grey: z.number().int(),
    }),
    byStage: z.record(z.string(), z.number().int()),
  })
  .meta({ id: "SupervisionSummary" });

/** See {@link supervisionSummarySchema}. */
export type SupervisionSummary = z.infer<typeof supervisionSummarySchema>;
