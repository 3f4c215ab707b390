/** Shapes of cases. */
import { z } from "zod";
import { clockViewSchema } from "../clocks/clock-view.ts";
import { CASE_STATUSES } from "./case-status.ts";

/** Ways to receive the result. */
export const deliveryKindSchema = z.enum(["window", "cabinet", "express", "electronic"]);
export const channelSchema = z.enum(["online", "window"]);
export const statusSchema = z.enum(CASE_STATUSES);

/** The seven stages 七个阶段, in order. */
export const STAGE_KEYS = [
  "booking",
  "acceptance",
  "review",
  "approval",
  "fee",
  "delivery",
  "evaluation",
] as const;

const stageSchema = z.object({
  key: z.enum(STAGE_KEYS),
  name: z.string(),
  state: z.enum(["notNeeded", "pending", "current", "done"]),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

const materialViewSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    necessity: z.enum(["required", "conditional", "tolerated"]),
    how: z.enum(["have", "fetch", "generate", "photograph", "upload"]),
    status: z.enum(["missing", "provided", "fetched", "generated", "tolerated", "toCorrect"]),
    dueAt: z.string().nullable(),
    files: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        mimeType: z.string(),
        size: z.number().int(),
        capturedBy: z.string(),
        uploadedAt: z.string(),
      }),
    ),
    correctionReason: z.string().nullable(),
    accept: z.array(z.string()).describe("MIME types"),
    maxBytes: z.number().int(),
    notes: z.string().nullable(),
    template: z.string().nullable(),
  })
  .meta({ id: "MaterialView" });

export const timelineEntrySchema = z
  .object({
    at: z.string(),
    kind: z.string(),
    title: z.string(),
    titleEn: z.string(),
    by: z.string().nullable(),
    detail: z.string().nullable(),
    documentId: z.string().nullable(),
  })
  .meta({ id: "TimelineEntry" });

const correctionReasonSchema = z.object({
  materialCode: z.string().nullable(),
  fieldKey: z.string().nullable(),
  reasonCode: z.string(),
  reason: z.string(),
  howToFix: z.string(),
});

/** See {@link correctionReasonSchema}. */
export type CorrectionReason = z.infer<typeof correctionReasonSchema>;

/** What a viewer may do with a case now. */
const caseActionSchema = z.enum([
  "edit",
  "submit",
  "withdraw",
  "correct",
  "chooseDelivery",
  "evaluate",
  "book",
  "delete",
]);

export const caseViewSchema = z
  .object({
    id: z.string(),
    caseNumber: z.string().nullable(),
    queryCode: z.string().nullable().describe("For the applicant only"),
    matter: z.object({
      id: z.string(),
      name: z.string(),
      nameEn: z.string().nullable(),
      version: z.number().int(),
    }),
    status: statusSchema,
    statusText: z.string(),
    statusTextEn: z.string(),
    channel: channelSchema,
    applicant: z.object({ name: z.string(), idNumberMasked: z.string(), phoneMasked: z.string() }),
    office: z.string(),
    submittedAt: z.string().nullable(),
    stages: z.array(stageSchema),
    currentHolder: z
      .object({
        role: z.string(),
        name: z.string().nullable(),
        office: z.string(),
        since: z.string(),
      })
      .nullable(),
    clocks: z.array(clockViewSchema),
    form: z.record(z.string(), z.unknown()),
    formSchema: z.unknown().describe("form-js schema of the application form"),
    answers: z.record(z.string(), z.unknown()),
    revision: z.number().int().describe("Send it back with a change of the draft"),
    materials: z.array(materialViewSchema),
    documents: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        title: z.string(),
        number: z.string(),
        issuedAt: z.string(),
      }),
    ),
    correction: z
      .object({
        noticeNumber: z.string(),
        issuedAt: z.string(),
        reasons: z.array(correctionReasonSchema),
        deadlineAt: z.string(),
        answeredAt: z.string().nullable(),
      })
      .nullable(),
    decision: z
      .object({
        outcome: z.string(),
        reason: z.string().nullable(),
        remedy: z.string().nullable(),
        decidedAt: z.string(),
      })
      .nullable(),
    licence: z
      .object({
        number: z.string(),
        identifier: z.string(),
        validFrom: z.string(),
        validTo: z.string(),
      })
      .nullable(),
    delivery: z
      .object({
        kind: deliveryKindSchema,
        receiver: z.string().nullable(),
        address: z.string().nullable(),
        phone: z.string().nullable(),
        waybill: z.string().nullable(),
      })
      .nullable(),
    pickup: z.object({ cabinet: z.string(), slot: z.string(), code: z.string() }).nullable(),
    booking: z
      .object({ date: z.string(), slot: z.string(), bookingCode: z.string(), state: z.string() })
      .nullable(),
    ticket: z
      .object({ number: z.string(), state: z.string(), window: z.string().nullable() })
      .nullable(),
    evaluation: z
      .object({ grade: z.number().int(), tags: z.array(z.string()), text: z.string().nullable() })
      .nullable(),
    timeline: z.array(timelineEntrySchema),
    actions: z.array(caseActionSchema),
  })
  .meta({ id: "CaseView" });

/** See {@link caseViewSchema}. */
export type CaseView = z.infer<typeof caseViewSchema>;

/** A case in the applicant's list. */
export const caseSummarySchema = z
  .object({
    id: z.string(),
    caseNumber: z.string().nullable(),
    matterName: z.string(),
    matterNameEn: z.string().nullable(),
    status: statusSchema,
    statusText: z.string(),
    statusTextEn: z.string(),
    createdAt: z.string(),
    submittedAt: z.string().nullable(),
    dueAt: z.string().nullable(),
    actions: z.array(caseActionSchema),
  })
  .meta({ id: "CaseSummary" });

/** What anyone with number and query code sees: no personal data. */
export const trackViewSchema = z
  .object({
    caseNumber: z.string(),
    matterName: z.string(),
    matterNameEn: z.string().nullable(),
    office: z.string(),
    status: statusSchema,
    statusText: z.string(),
    statusTextEn: z.string(),
    submittedAt: z.string().nullable(),
    stages: z.array(stageSchema),
    currentHolder: z.object({ role: z.string(), office: z.string(), since: z.string() }).nullable(),
    clocks: z.array(clockViewSchema),
    timeline: z.array(z.object({ at: z.string(), title: z.string(), titleEn: z.string() })),
  })
  .meta({ id: "TrackView" });

export const diagramSchema = z
  .object({
    processes: z.array(
      z.object({
        processInstanceId: z.string(),
        processId: z.string(),
        version: z.number().int(),
        name: z.string(),
        parentElementId: z.string().nullable(),
        parentProcessInstanceId: z.string().nullable(),
        xml: z.string(),
        active: z.array(z.string()),
        completed: z.array(z.string()),
        incidents: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "CaseDiagram" });

export const submittedSchema = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  queryCode: z.string(),
  receiptDocumentId: z.string(),
});
