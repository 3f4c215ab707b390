/** What can be asked of element instances, and what is shown of them. */
import type { Runtime } from "../../runtime/index.ts";
import { instant, TENANT } from "../api.ts";
import type { SearchSource } from "../search/search.ts";
import { childrenOf } from "./element-scopes.ts";
import { joined, type NamedElement } from "./named-elements.ts";

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

/** What is done to an element instance is done to its instance. */
export interface ElementItem {
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
  // Nothing here is one of these.
  UNSPECIFIED: [],
  AD_HOC_SUB_PROCESS_INNER_INSTANCE: [],
  SEQUENCE_FLOW: [],
};
const TYPE_OF = new Map(
  Object.entries(TYPES).flatMap(([type, kinds]) => kinds.map((kind) => [kind, type])),
);
const INCIDENT =
  "(SELECT min(i.id) FROM incident i WHERE i.process_instance_id = e.process_instance_id AND i.element_instance_id = e.id)";

/** @param asked names of the elements that may be found, where it is asked for them */
export function elementSource(
  runtime: Pick<Runtime, "elementNames">,
  asked?: readonly NamedElement[],
): SearchSource<Row, ElementItem> {
  return {
    from: (parameters) =>
      `element_instance e JOIN process_instance p ON p.id = e.process_instance_id${joined(asked, parameters)}`,
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
      elementInstanceScopeKey: { of: childrenOf, field: { sql: "s.scope", type: "key" } },
      ...(asked !== undefined && {
        elementName: { sql: "coalesce(named.name, e.element_id)", type: "text" } as const,
      }),
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
