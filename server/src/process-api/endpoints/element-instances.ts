/** Element instances: where tokens are and have been. */
import { z } from "zod";
import type { Runtime } from "../../runtime/index.ts";
import {
  actorOf,
  type Endpoints,
  instant,
  key,
  operationReference,
  principalOf,
  TENANT,
  givenVariables,
} from "../api.ts";
import { accepted } from "../api-problem.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";
import { incidentSource } from "./incidents.ts";

const tags = ["流程接口 process API"];

interface Row {
  readonly key: string;
  readonly elementId: string;
  readonly kind: string;
  readonly state: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly instanceKey: string;
  readonly rootKey: string;
  readonly processId: string;
  readonly version: number;
  readonly definitionKey: string;
  readonly incidentKey: string | null;
}

interface ElementItem {
  readonly processInstanceKey: string;
}

/** Camunda's types with our kinds. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  PROCESS: ["process"],
  SUB_PROCESS: ["subProcess", "transaction"],
  EVENT_SUB_PROCESS: ["eventSubProcess"],
  AD_HOC_SUB_PROCESS: ["adHocSubProcess"],
  START_EVENT: ["startEvent"],
  INTERMEDIATE_CATCH_EVENT: ["intermediateCatchEvent"],
  INTERMEDIATE_THROW_EVENT: ["intermediateThrowEvent", "implicitThrowEvent"],
  BOUNDARY_EVENT: ["boundaryEvent"],
  END_EVENT: ["endEvent"],
  SERVICE_TASK: ["serviceTask"],
  RECEIVE_TASK: ["receiveTask"],
  USER_TASK: ["userTask"],
  MANUAL_TASK: ["manualTask"],
  TASK: ["task"],
  EXCLUSIVE_GATEWAY: ["exclusiveGateway"],
  INCLUSIVE_GATEWAY: ["inclusiveGateway"],
  PARALLEL_GATEWAY: ["parallelGateway"],
  EVENT_BASED_GATEWAY: ["eventBasedGateway"],
  MULTI_INSTANCE_BODY: ["multiInstanceBody", "loopBody"],
  CALL_ACTIVITY: ["callActivity"],
  BUSINESS_RULE_TASK: ["businessRuleTask"],
  SCRIPT_TASK: ["scriptTask"],
  SEND_TASK: ["sendTask"],
  // Camunda has none.
  UNKNOWN: ["complexGateway"],
};
const TYPE_OF = new Map(
  Object.entries(TYPES).flatMap(([type, kinds]) => kinds.map((kind) => [kind, type])),
);
const INCIDENT =
  "(SELECT min(i.id) FROM incident i WHERE i.process_instance_id = e.process_instance_id AND i.element_instance_id = e.id)";

const params = z.object({ elementInstanceKey: key });

function elementSource(runtime: Pick<Runtime, "elementNames">): SearchSource<Row, ElementItem> {
  return {
    from: "element_instance e JOIN process_instance p ON p.id = e.process_instance_id",
    columns: `e.element_id AS "elementId", e.kind, e.state,
              (extract(epoch FROM e.started_at) * 1000)::float8 AS "startedAt",
              (extract(epoch FROM e.ended_at) * 1000)::float8 AS "endedAt", p.id::text AS "instanceKey",
              p.root_id::text AS "rootKey", p.process_id AS "processId", p.version,
              p.definition_id::text AS "definitionKey", ${INCIDENT}::text AS "incidentKey"`,
    key: "e.id",
    processId: "p.process_id",
    fields: {
      elementInstanceKey: { sql: "e.id", type: "key" },
      processInstanceKey: { sql: "e.process_instance_id", type: "key" },
      processDefinitionKey: { sql: "p.definition_id", type: "key" },
      processDefinitionId: { sql: "p.process_id", type: "text" },
      elementId: { sql: "e.element_id", type: "text" },
      type: { sql: "e.kind", type: "text", values: TYPES },
      state: {
        sql: "e.state",
        type: "text",
        values: { ACTIVE: ["active"], COMPLETED: ["completed"], TERMINATED: ["terminated"] },
      },
      startDate: { sql: "e.started_at", type: "instant" },
      endDate: { sql: "e.ended_at", type: "instant" },
      hasIncident: { sql: `(${INCIDENT} IS NOT NULL)`, type: "boolean" },
      incidentKey: { sql: INCIDENT, type: "key" },
      tenantId: { sql: `'${TENANT}'::text`, type: "text" },
    },
    item: async (row) => {
      const names = await runtime.elementNames(row.processId, row.version);
      return {
        elementInstanceKey: row.key,
        elementId: row.elementId,
        elementName: names.get(row.elementId) ?? row.elementId,
        type: TYPE_OF.get(row.kind) ?? "UNKNOWN",
        state: row.state.toUpperCase(),
        startDate: instant(row.startedAt),
        endDate: row.endedAt === null ? null : instant(row.endedAt),
        hasIncident: row.incidentKey !== null,
        incidentKey: row.incidentKey,
        processInstanceKey: row.instanceKey,
        rootProcessInstanceKey: row.rootKey,
        processDefinitionId: row.processId,
        processDefinitionKey: row.definitionKey,
        tenantId: TENANT,
      };
    },
  };
}

/** See file head. */
export const elementInstances: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const source = elementSource(runtime);
  const config = { right: "read" } as const;
  routes.post(
    "/element-instances/search",
    { config, schema: { tags, summary: "Element instances", body: searchBody } },
    (request) => search(sql, source, principalOf(request), request.body),
  );
  routes.get(
    "/element-instances/:elementInstanceKey",
    { config, schema: { tags, summary: "An element instance", params } },
    (request) => get(sql, source, principalOf(request), named(request.params)),
  );
  routes.post(
    "/element-instances/:elementInstanceKey/incidents/search",
    { config, schema: { tags, summary: "Its open incidents", params, body: searchBody } },
    async (request) => {
      await get(sql, source, principalOf(request), named(request.params));
      return search(sql, incidentSource, principalOf(request), request.body, request.params);
    },
  );
  routes.put(
    "/element-instances/:elementInstanceKey/variables",
    {
      config: { right: "operate" },
      schema: {
        tags,
        summary: "Sets variables; the key of a process instance means its own",
        params,
        body: z.strictObject({
          variables: givenVariables,
          local: z.boolean().default(false),
          operationReference,
        }),
      },
    },
    async (request, reply) => {
      const { elementInstanceKey: elementInstanceId } = request.params;
      const { variables, local: isLocal } = request.body;
      const found = await get(sql, source, principalOf(request), named(request.params));
      const { processInstanceKey: processInstanceId } = found;
      const scope = { elementInstanceId, isLocal };
      accepted(
        "UPDATE",
        await runtime.execute(
          { type: "setVariables", processInstanceId, scope, variables },
          actorOf(request),
        ),
      );
      return reply.code(204).send();
    },
  );
};

const adHocBody = z.strictObject({
  elements: z
    .array(
      z.strictObject({
        elementId: z.string().min(1).max(255),
        variables: givenVariables.optional(),
      }),
    )
    .min(1)
    .max(1000),
  cancelRemainingInstances: z.boolean().default(false),
});

/** Begins activities of an ad-hoc sub-process. */
export const adHocActivation: Endpoints = (routes, { runtime }) => {
  const source = elementSource(runtime);
  routes.post(
    "/element-instances/ad-hoc-activities/:adHocSubProcessInstanceKey/activation",
    {
      config: { right: "operate" },
      schema: {
        tags,
        summary: "Begins activities of an ad-hoc sub-process",
        params: z.object({ adHocSubProcessInstanceKey: key }),
        body: adHocBody,
      },
    },
    async (request, reply) => {
      const { adHocSubProcessInstanceKey: elementInstanceId } = request.params;
      const { elements, cancelRemainingInstances } = request.body;
      const { processInstanceKey: processInstanceId } = await get(
        runtime.sql,
        source,
        principalOf(request),
        { what: "Ad-hoc sub-process", key: elementInstanceId },
      );
      accepted(
        "ACTIVATE",
        await runtime.execute({
          type: "activateAdHocActivities",
          processInstanceId,
          elementInstanceId,
          activities: elements.map(({ elementId, variables = {} }) => ({ elementId, variables })),
          isCancelingRunning: cancelRemainingInstances,
        }),
      );
      return reply.code(204).send();
    },
  );
};

function named({ elementInstanceKey }: z.infer<typeof params>): { what: string; key: string } {
  return { what: "Element Instance", key: elementInstanceKey };
}
