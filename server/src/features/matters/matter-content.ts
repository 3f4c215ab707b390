/**
 * The content of a matter version: the implementation list 实施清单 (DOMAIN §2) as it is published, kept whole as JSON. What
 * only other features read (reasons, remedies, presets) is kept and typed here too; what nobody knows yet is kept untouched.
 */
import { z } from "zod";
import { formSchema } from "../../forms/form-schema.ts";

/** A sentence in both languages. */
export const textSchema = z.object({ zh: z.string(), en: z.string() });

const limit = z.object({
  value: z.number().int().nonnegative(),
  unit: z.enum(["instant", "workday", "day", "hour", "month"]),
  note: z.string().optional(),
  extension: z.number().int().optional(),
});

const material = z.looseObject({
  code: z.string(),
  name: z.string(),
  nameEn: z.string().optional(),
  originals: z.number().int(),
  copies: z.number().int(),
  form: z.number().int().describe("1 paper, 2 electronic, 3 both"),
  need: z.number().int().describe("1 required, 2 conditional, 3 may follow"),
  source: z.string().describe("10 applicant, 20 government, 99 other"),
  kind: z.string(),
  accept: z.array(z.string()).min(1),
  maxMB: z.number().positive(),
  generatedFrom: z.string().optional(),
  licenceTypeName: z.string().optional(),
  autoFetch: z.string().optional(),
  photo: z.boolean().optional(),
  supplementWorkdays: z.number().int().optional(),
  acceptStandard: z.string().optional(),
  basis: z.string().optional(),
  notes: z.string().optional(),
  notesWhen: z.array(z.object({ when: z.string(), text: z.string() })).optional(),
  when: z.string().optional().describe("FEEL with a leading =; other text is for people only"),
  template: z.union([z.string(), z.boolean()]).optional(),
});

const question = z.object({
  key: z.string(),
  binds: z
    .string()
    .optional()
    .describe("Where the answer stands for conditions: business.hasStaff"),
  type: z.enum(["boolean", "number", "select"]),
  question: textSchema,
  hint: textSchema.optional(),
  options: z.array(z.object({ value: z.string(), label: textSchema })).optional(),
  advice: z
    .array(z.object({ when: z.string(), text: textSchema, matterId: z.string().optional() }))
    .optional(),
});

const node = z.looseObject({
  key: z.string(),
  name: z.string(),
  nameEn: z.string().optional(),
  stage: z.string().optional(),
  role: z.string(),
  limitWorkdays: z.number().int().nonnegative(),
});

const correctionReason = z.object({
  code: z.string(),
  materialCode: z.string().optional(),
  fieldKey: z.string().optional(),
  reason: textSchema,
  howToFix: textSchema,
});
const endReason = z.object({
  code: z.string(),
  reason: textSchema,
  plainWords: textSchema,
  legalBasis: z.object({ law: z.string(), article: z.string() }),
  whatWouldHelp: textSchema,
});
const remedies = z.looseObject({
  reviewBody: z.string(),
  reviewDays: z.number().int(),
  court: z.string(),
  suitMonths: z.number().int(),
  text: textSchema,
});

/** Everything that a version of a matter says. */
export const matterContentSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  nameEn: z.string().optional(),
  version: z.number().int().positive(),
  citizenNames: z.array(z.string()),
  process: z
    .looseObject({ processId: z.string(), applicationFormId: z.string().optional() })
    .optional(),
  applicationForm: formSchema.optional().describe("The form itself, bound at publication"),
  templates: z
    .record(z.string(), z.object({ fileName: z.string(), mimeType: z.string(), text: z.string() }))
    .optional()
    .describe("Blank forms by material code"),
  basicCode: z.string(),
  implCode: z.string(),
  bizItemCode: z.string(),
  itemTypeName: z.string(),
  exerciseLevelName: z.string(),
  dept: z.string(),
  deptName: z.string(),
  powerSource: z.string(),
  region: z.string(),
  crossArea: z.string(),
  serviceObjects: z.array(z.string()),
  topicsPerson: z.array(z.string()),
  topicsCorp: z.array(z.string()),
  projectTypeName: z.string(),
  statutory: limit,
  promised: limit,
  acceptLimitWorkdays: z.number().int(),
  correctionLimitWorkdays: z.number().int().optional(),
  deliveryLimitWorkdays: z.number().int().optional(),
  legalBasis: z.array(z.looseObject({ name: z.string(), article: z.string(), kind: z.string() })),
  conditions: z.array(z.string()),
  rejectConditions: z.array(z.string()),
  materials: z.array(material),
  questions: z.array(question).optional(),
  nodes: z.array(node).optional(),
  flow: z.array(node).optional(),
  special: z.array(
    z.looseObject({
      name: z.string(),
      countsAgainstLimit: z.boolean().optional(),
      maxWorkdays: z.number().int().optional(),
      limitWorkdays: z.number().int().optional(),
      basis: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
  correctionReasons: z.array(correctionReason).optional(),
  refusalReasons: z.array(endReason).optional(),
  denialReasons: z.array(endReason).optional(),
  remedies: remedies.optional(),
  opinionPresets: z.record(z.string(), z.array(z.string())).optional(),
  deliveryKinds: z.array(z.enum(["electronic", "window", "cabinet", "express"])).optional(),
  evaluationTags: z
    .object({ satisfied: z.array(textSchema), dissatisfied: z.array(textSchema) })
    .optional(),
  fees: z.array(
    z.looseObject({
      name: z.string(),
      standard: z.string().optional(),
      amountFen: z.number().int().nonnegative().optional(),
      basis: z.string().optional(),
      when: z.string().optional(),
    }),
  ),
  result: z.looseObject({
    type: z.string(),
    name: z.string(),
    licenceTypeName: z.string().optional(),
    validity: z.string().optional(),
  }),
  faq: z.array(z.object({ q: z.string(), a: z.string() })),
  consultPhone: z.string(),
  complaintPhone: z.string(),
  consultAddress: z.string(),
  handleAddress: z.string(),
  handleTime: z.string(),
  traffic: z.string(),
  reviewDept: z.string().optional(),
  litigationDept: z.string().optional(),
  rights: z.array(z.string()),
  duties: z.array(z.string()),
  booking: z.object({
    supported: z.boolean(),
    dailyQuota: z.number().int(),
    slotMinutes: z.number().int(),
    cancelBeforeHours: z.number().int(),
    noShowLimit: z.number().int(),
  }),
  express: z.boolean(),
  terminal: z.boolean(),
  payOnline: z.boolean(),
  quantityLimit: z.string(),
  visits: z.number().int().nonnegative(),
  visitReason: z.string().optional(),
  onlineDepth: z.number().int().min(1).max(4),
  handleForms: z.array(z.string()),
});

/** See {@link matterContentSchema}. */
export type MatterContent = z.infer<typeof matterContentSchema>;
/** One material of a matter. */
export type MatterMaterial = MatterContent["materials"][number];
/** One situation question. */
export type MatterQuestion = NonNullable<MatterContent["questions"]>[number];
