/** Shapes of catalogue, guide, personal checklist and prefilled form. */
import { z } from "zod";
import { formSchema } from "../../forms/form-schema.ts";
import { matterContentSchema, textSchema } from "./matter-content.ts";

const content = matterContentSchema.shape;

export const answersSchema = z
  .record(z.string().max(64), z.union([z.boolean(), z.number(), z.string().max(200)]))
  .describe("Answers to the situation questions by key");

export const matterSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    nameEn: z.string().nullable(),
    citizenNames: z.array(z.string()),
    officeName: z.string(),
    itemTypeName: z.string(),
    promisedWorkingDays: z.number().int().describe("0: done at once"),
    visits: z.number().int(),
    onlineDepth: z.number().int(),
    handledOnline: z.boolean().describe("false: for information only"),
    matchedBy: z
      .object({
        kind: z.enum(["name", "citizenName", "result", "topic", "office"]),
        text: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "MatterSummary" });

const limitSchema = z.object({
  value: z.number().int(),
  unit: z.string(),
  note: z.string().nullable(),
});

const guideMaterialSchema = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  necessity: z.enum(["required", "conditional", "tolerated"]),
  kind: z.string(),
  originals: z.number().int(),
  copies: z.number().int(),
  sourceName: z.string(),
  fetched: z.boolean().describe("We fetch it where there is an electronic licence"),
  generated: z.boolean(),
  acceptStandard: z.string().nullable(),
  basis: z.string().nullable(),
  notes: z.string().nullable(),
  supplementWorkingDays: z.number().int().nullable(),
  template: z.string().nullable().describe("Address of the blank form"),
});

/** The guide: everything about the matter, generated from its version. */
export const matterGuideSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    name: z.string(),
    nameEn: z.string().nullable(),
    citizenNames: z.array(z.string()),
    handledOnline: z.boolean(),
    office: z.object({ key: z.string(), name: z.string() }),
    basics: z.object({
      itemTypeName: z.string(),
      basicCode: z.string(),
      implementationCode: z.string(),
      exerciseLevelName: z.string(),
      projectTypeName: z.string(),
      serviceObjects: z.array(z.string()),
      handlingForms: z.array(z.string()),
      crossArea: z.string(),
      powerSource: z.string(),
      quantityLimit: z.string(),
      onlineDepth: z.number().int(),
      visits: z.number().int(),
      visitReason: z.string().nullable(),
    }),
    timeLimits: z.object({
      statutory: limitSchema,
      promised: limitSchema,
      acceptanceWorkingDays: z.number().int(),
      correctionWorkingDays: z.number().int().nullable(),
      deliveryWorkingDays: z.number().int().nullable(),
      special: z.array(
        z.object({
          name: z.string(),
          countsAgainstLimit: z.boolean(),
          workingDays: z.number().int().nullable(),
          basis: z.string().nullable(),
          note: z.string().nullable(),
        }),
      ),
    }),
    conditions: z.array(z.string()),
    rejectConditions: z.array(z.string()),
    materials: z.array(guideMaterialSchema),
    flow: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        role: z.string(),
        limitWorkingDays: z.number().int(),
      }),
    ),
    fees: z.array(
      z.object({
        name: z.string(),
        standard: z.string().nullable(),
        amountFen: z.number().int().nullable(),
        basis: z.string().nullable(),
      }),
    ),
    result: z.object({
      type: z.string(),
      name: z.string(),
      nameEn: z.string().nullable(),
      validity: z.string().nullable().describe("ISO 8601 duration"),
    }),
    legalBasis: z.array(z.object({ name: z.string(), article: z.string(), kind: z.string() })),
    faq: content.faq,
    questions: z.array(
      z.object({
        key: z.string(),
        type: z.enum(["boolean", "number", "select"]),
        question: textSchema,
        hint: textSchema.nullable(),
        options: z.array(z.object({ value: z.string(), label: textSchema })),
      }),
    ),
    place: z.object({
      address: z.string(),
      hours: z.string(),
      traffic: z.string(),
      consultAddress: z.string(),
    }),
    phones: z.object({ consult: z.string(), complaint: z.string() }),
    remedies: z.object({ reviewBody: z.string().nullable(), court: z.string().nullable() }),
    rights: z.array(z.string()),
    duties: z.array(z.string()),
    booking: content.booking,
    deliveryKinds: z.array(z.enum(["electronic", "window", "cabinet", "express"])),
    payOnline: z.boolean(),
    evaluationTags: z.object({
      satisfied: z.array(textSchema),
      dissatisfied: z.array(textSchema),
    }),
  })
  .meta({ id: "MatterGuide" });

/** See {@link matterGuideSchema}. */
export type MatterGuide = z.infer<typeof matterGuideSchema>;

export const checklistSchema = z
  .object({
    items: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        necessity: z.enum(["required", "conditional", "tolerated"]),
        form: z.string().describe("paper | electronic | both"),
        how: z.enum(["have", "fetch", "generate", "photograph", "upload"]),
        fetchedFrom: z
          .object({ typeName: z.string(), holderName: z.string(), number: z.string().nullable() })
          .nullable(),
        fetchable: z.boolean().describe("Log in and we look for an electronic licence"),
        supplementWorkingDays: z.number().int().nullable(),
        notes: z.string().nullable(),
        accept: z.array(z.string()).describe("MIME types"),
        maxBytes: z.number().int(),
        template: z.string().nullable(),
      }),
    ),
    advice: z.array(z.object({ text: textSchema, matterId: z.string().nullable() })),
  })
  .meta({ id: "Checklist" });

/** See {@link checklistSchema}. */
export type Checklist = z.infer<typeof checklistSchema>;

export const matterFormSchema = z
  .object({
    schema: formSchema,
    data: z.record(z.string(), z.unknown()).describe("Values that are known already"),
    sources: z
      .record(z.string(), z.object({ label: z.string(), labelEn: z.string() }))
      .describe("Where each of these values came from"),
  })
  .meta({ id: "MatterForm" });
