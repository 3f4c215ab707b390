/** Shapes of tasks. */
import { z } from "zod";
import { formSchema } from "../../forms/form-schema.ts";
import { caseViewSchema, timelineEntrySchema } from "../cases/case.schema.ts";
import { lightSchema } from "../clocks/clock-view.ts";
import { textSchema } from "../matters/matter-content.ts";

export const taskSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    node: z.string().nullable(),
    caseId: z.string(),
    caseNumber: z.string(),
    matterName: z.string(),
    applicantName: z.string(),
    role: z.string(),
    assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
    createdAt: z.string(),
    dueAt: z.string().nullable(),
    light: lightSchema,
    remainingWorkingMinutes: z.number().int().nullable(),
    fallback: z.boolean().describe("A device is gone: the clerk does it by hand"),
  })
  .meta({ id: "TaskSummary" });

/** See {@link taskSummarySchema}. */
export type TaskSummary = z.infer<typeof taskSummarySchema>;

const correctionReason = z.object({
  code: z.string(),
  materialCode: z.string().nullable(),
  fieldKey: z.string().nullable(),
  reason: textSchema,
  howToFix: textSchema,
});
const negativeReason = z.object({
  code: z.string(),
  reason: textSchema,
  plainWords: textSchema,
  legalBasis: z.string(),
  whatWouldHelp: textSchema,
});

export const taskViewSchema = z
  .object({
    task: taskSummarySchema,
    case: caseViewSchema,
    form: z.object({ schema: formSchema, data: z.record(z.string(), z.unknown()) }).nullable(),
    photos: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        takenAt: z.string(),
        place: z.string().nullable(),
      }),
    ),
    photosRequired: z.boolean(),
    history: z.array(timelineEntrySchema),
    opinions: z.array(
      z.object({
        node: z.string(),
        outcome: z.string().nullable(),
        text: z.string().nullable(),
        author: z.string(),
        writtenAt: z.string(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    opinionsPresets: z.array(z.string()),
    legal: z.object({
      refusalRemedy: z.string().nullable(),
      correctionReasons: z.array(correctionReason),
      refusalReasons: z.array(negativeReason),
      denialReasons: z.array(negativeReason),
    }),
    blockedBy: z
      .object({ code: z.string(), detail: z.string(), detailEn: z.string() })
      .nullable()
      .describe("Why this viewer may not work on the task"),
  })
  .meta({ id: "TaskView" });

/** See {@link taskViewSchema}. */
export type TaskView = z.infer<typeof taskViewSchema>;
