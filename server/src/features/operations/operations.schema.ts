/** Batch operations as the operator's screens see them. */
import { z } from "zod";
import { processIdSchema, versionSchema } from "../models/models.schema.ts";

const elementIdSchema = z.string().min(1).max(255);

/** Which running instances: of a process, of one of its versions, of those that wait at an element. */
const selectionSchema = z.strictObject({
  processId: processIdSchema,
  version: versionSchema.optional(),
  elementId: elementIdSchema.optional(),
});

/** What is done to each of them. */
const workSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("resolveIncidents") }),
  z
    .strictObject({ kind: z.literal("migrateInstances"), version: versionSchema })
    .describe("Goes on with this version; elements are mapped by equal id and kind."),
  z
    .strictObject({
      kind: z.literal("modifyInstances"),
      from: elementIdSchema,
      to: elementIdSchema,
    })
    .describe("Moves what waits at one element to another."),
  z
    .strictObject({ kind: z.literal("cancelInstances") })
    .describe(
      "Ends instances that belong to no case; a case is ended by law and not by an operator.",
    ),
]);

/** An order for a batch operation. */
export const orderSchema = z.strictObject({ selection: selectionSchema, work: workSchema });

/** What an order would do. */
export const operationPreviewSchema = z.object({
  count: z.number().int().describe("instances, or incidents, as of now"),
  sample: z
    .array(
      z.object({
        processInstanceId: z.string(),
        caseNumber: z.string().nullable(),
        isPossible: z.boolean(),
        reasons: z.array(
          z.object({
            elementId: z.string().nullable(),
            elementName: z
              .string()
              .nullable()
              .describe("as the version that the instance runs on calls it"),
            message: z.string(),
            messageEn: z.string(),
          }),
        ),
      }),
    )
    .describe("the first of them, tried without effect; empty where there is nothing to try"),
});

/** How far an operation is. */
export const operationSchema = z.object({
  id: z.string(),
  kind: z.enum([
    "cancelInstances",
    "deleteInstances",
    "resolveIncidents",
    "migrateInstances",
    "modifyInstances",
  ]),
  state: z.enum(["active", "suspended", "completed", "cancelled"]),
  by: z.string().describe("who wanted it"),
  total: z.number().int(),
  completed: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});

/** How it went with one instance or incident. */
export const operationItemSchema = z.object({
  itemId: z.string(),
  processInstanceId: z.string(),
  processId: z.string().nullable(),
  caseNumber: z.string().nullable(),
  state: z.enum(["active", "completed", "failed", "cancelled"]),
  code: z.string().nullable(),
  message: z.string().nullable(),
  messageEn: z.string().nullable(),
  processedAt: z.iso.datetime().nullable(),
});

export type OperationOrder = z.output<typeof orderSchema>;
export type OperationPreview = z.output<typeof operationPreviewSchema>;
export type OperationView = z.output<typeof operationSchema>;
export type OperationItemView = z.output<typeof operationItemSchema>;
