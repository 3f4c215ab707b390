/** A process instance and the history of its variables as staff see them. */
import { z } from "zod";

/** One instance, running or ended. */
export const instanceSchema = z
  .object({
    processInstanceId: z.string(),
    processId: z.string(),
    processName: z.string(),
    version: z.number().int(),
    state: z.enum(["active", "completed", "terminated"]),
    caseId: z.string().nullable().describe("null where it belongs to no case"),
    caseNumber: z.string().nullable(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    active: z.array(z.string()).describe("ids of the elements that it is at"),
    completed: z.array(z.string()),
    incidents: z.array(z.string()),
  })
  .meta({ id: "Instance" });

/** See {@link instanceSchema}. */
export type InstanceView = z.infer<typeof instanceSchema>;

const valueSchema = z.object({
  json: z.string().describe("the value as JSON, at most 2,000 characters of it"),
  isTruncated: z.boolean(),
});

/** One variable got one value. */
export const variableChangeSchema = z
  .object({
    seq: z.number().int().describe("place in the history of the instance"),
    at: z.iso.datetime(),
    name: z.string(),
    scopeName: z
      .string()
      .nullable()
      .describe("the element that has the variable to itself; null: the process"),
    value: valueSchema.nullable().describe("null: covered, since it may be personal data"),
    before: z.enum(["none", "known", "covered", "unknown"]),
    previous: valueSchema.nullable().describe("the value before, where `before` is known"),
    cause: z
      .enum([
        "start",
        "job",
        "userTask",
        "message",
        "signal",
        "call",
        "decision",
        "element",
        "outside",
      ])
      .describe("what set it"),
    elementId: z.string().nullable(),
    elementName: z.string().nullable(),
    by: z.string().nullable().describe("who set it, where that is known and may be told"),
  })
  .meta({ id: "VariableChange" });

/** See {@link variableChangeSchema}. */
export type VariableChangeView = z.infer<typeof variableChangeSchema>;

/** A page of changes, newest first. */
export const variableHistorySchema = z.object({
  items: z.array(variableChangeSchema),
  nextCursor: z.string().nullable().describe("null at the end; a page before it may be empty"),
  isCovered: z.boolean().describe("whether the viewer may not see the values"),
});

/** See {@link variableHistorySchema}. */
export type VariableHistoryView = z.infer<typeof variableHistorySchema>;
