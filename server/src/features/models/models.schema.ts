/** Shapes of models, their versions and their incidents. */
import { z } from "zod";

/** Id of a process, as its model says. */
export const processIdSchema = z.string().min(1).max(255);
/** Version of a process, from 1. */
export const versionSchema = z.coerce.number().int().min(1).max(2_147_483_647);

/** Largest model that can be sent, in characters; the request's own limit is 2 MiB. */
const XML_MAX = 1_500_000;
export const xmlSchema = z.string().min(1).max(XML_MAX);

const traceSchema = z.object({
  steps: z
    .array(z.object({ elementId: z.string(), flowIds: z.array(z.string()) }))
    .describe("What happens one after the other, with the flows that tokens go over then"),
  tokens: z
    .array(
      z.object({
        elementId: z.string(),
        flowId: z.string().nullable().describe("the flow on which it waits at a join"),
      }),
    )
    .describe("Where the tokens are then; an element with two is named twice"),
});

export const findingSchema = z
  .object({
    code: z.string(),
    severity: z.enum(["error", "warning", "hint"]),
    isAcceptable: z
      .boolean()
      .optional()
      .describe("true for an error that a person may accept at deployment"),
    elementId: z.string().nullable(),
    line: z.number().int().nullable(),
    message: z.object({ zh: z.string(), en: z.string() }),
    trace: traceSchema.optional().describe("How it comes to that, for the modeler to play"),
  })
  .meta({ id: "Finding" });

/** See {@link findingSchema}. */
export type FindingView = z.infer<typeof findingSchema>;

export const modelSummarySchema = z
  .object({
    processId: z.string(),
    name: z.string(),
    latestVersion: z.number().int(),
    versions: z.number().int(),
    runningInstances: z.number().int(),
    incidents: z.number().int(),
  })
  .meta({ id: "ModelSummary" });

export const modelVersionSchema = z
  .object({
    processId: z.string(),
    version: z.number().int(),
    deployedAt: z.string(),
    deployedBy: z.string().nullable(),
    comment: z.string().nullable(),
    runningInstances: z.number().int(),
  })
  .meta({ id: "ModelVersion" });

/** See {@link modelVersionSchema}. */
export type ModelVersionView = z.infer<typeof modelVersionSchema>;

export const statisticsSchema = z
  .object({
    elements: z.array(
      z.object({
        elementId: z.string(),
        active: z.number().int(),
        completed: z.number().int(),
        incidents: z.number().int(),
      }),
    ),
    running: z.number().int(),
  })
  .meta({ id: "ModelStatistics" });

export const modelInstanceSchema = z
  .object({
    processInstanceId: z.string(),
    caseId: z.string().nullable().describe("null for a case outside of the viewer's scope"),
    caseNumber: z.string().nullable(),
    version: z.number().int(),
    state: z.enum(["active", "incident"]),
    startedAt: z.string(),
    activeElements: z.array(z.string()).describe("Names of the steps that it is at"),
  })
  .meta({ id: "ModelInstance" });

/** See {@link modelInstanceSchema}. */
export type ModelInstanceView = z.infer<typeof modelInstanceSchema>;

export const deployedResourceSchema = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    version: z.number().int(),
    deployedAt: z.string(),
  })
  .meta({ id: "DeployedResource" });

/** See {@link deployedResourceSchema}. */
export type DeployedResourceView = z.infer<typeof deployedResourceSchema>;

export const incidentSchema = z
  .object({
    id: z.string(),
    processInstanceId: z.string(),
    processId: z.string(),
    version: z.number().int(),
    elementId: z.string(),
    elementName: z.string().nullable(),
    caseId: z.string().nullable(),
    caseNumber: z.string().nullable(),
    code: z.string(),
    message: z.string(),
    messageEn: z.string(),
    raisedAt: z.string(),
    state: z.literal("open"),
  })
  .meta({ id: "Incident" });

/** See {@link incidentSchema}. */
export type IncidentView = z.infer<typeof incidentSchema>;
