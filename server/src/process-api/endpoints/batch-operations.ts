/** Batch operations: one operation on all instances of a filter, and how far it is with each. */
import { z } from "zod";
import type { Routes } from "../../http.ts";
import type { Platform } from "../../platform.ts";
import type { BatchWork } from "../../runtime/index.ts";
import { type Endpoints, instant, key, operationReference, principalOf } from "../api.ts";
import { accepted, ApiProblem } from "../api-problem.ts";
import type { Principal } from "../principal.ts";
import { get, search, searchBody, type SearchSource, selection } from "../search/search.ts";
import { definitionOf, reachInstance } from "../reached.ts";
import { instanceSource } from "./instances.ts";

const tags = ["流程接口 process API"];

/** What Camunda calls our kinds. */
const TYPES = {
  cancelInstances: "CANCEL_PROCESS_INSTANCE",
  resolveIncidents: "RESOLVE_INCIDENT",
  migrateInstances: "MIGRATE_PROCESS_INSTANCE",
  modifyInstances: "MODIFY_PROCESS_INSTANCE",
} as const satisfies Record<BatchWork["kind"], string>;

const TYPE_VALUES = {
  ...Object.fromEntries(Object.entries(TYPES).map(([kind, type]) => [type, [kind]])),
  ADD_VARIABLE: [],
  UPDATE_VARIABLE: [],
  DELETE_DECISION_DEFINITION: [],
  DELETE_DECISION_INSTANCE: [],
  DELETE_PROCESS_DEFINITION: [],
  DELETE_PROCESS_INSTANCE: [],
};
const ACTORS = { USER: ["person"], CLIENT: ["client"], ANONYMOUS: [], UNKNOWN: [] };

interface BatchRow {
  readonly key: string;
  readonly kind: BatchWork["kind"];
  readonly state: string;
  readonly actorKind: "person" | "client";
  readonly actor: string;
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

const counted = (state: string): string =>
  `(SELECT count(*)::int FROM batch_item i WHERE i.batch_id = b.id AND i.state = '${state}')`;

/** Operations; whose they are is added where they are asked for. */
const batchSource: SearchSource<BatchRow, object> = {
  from: "batch_operation b",
  columns: `b.kind, b.state, b.actor_kind AS "actorKind", b.actor, b.total, ${counted("completed")} AS completed,
            ${counted("failed")} AS failed, (extract(epoch FROM b.started_at) * 1000)::float8 AS "startedAt",
            (extract(epoch FROM b.ended_at) * 1000)::float8 AS "endedAt"`,
  key: "b.id",
  processId: "NULL::text",
  fields: {
    batchOperationKey: { sql: "b.id", type: "key" },
    operationType: { sql: "b.kind", type: "text", values: TYPE_VALUES },
    state: {
      sql: "b.state",
      type: "text",
      values: {
        CREATED: [],
        ACTIVE: ["active"],
        SUSPENDED: ["suspended"],
        COMPLETED: ["completed"],
        PARTIALLY_COMPLETED: [],
        CANCELED: ["cancelled"],
        FAILED: [],
      },
    },
    actorType: { sql: "b.actor_kind", type: "text", values: ACTORS },
    actorId: { sql: "b.actor", type: "text" },
    startDate: { sql: "b.started_at", type: "instant" },
    endDate: { sql: "b.ended_at", type: "instant" },
  },
  item: (row) => ({
    batchOperationKey: row.key,
    state: row.state === "cancelled" ? "CANCELED" : row.state.toUpperCase(),
    batchOperationType: TYPES[row.kind],
    startDate: instant(row.startedAt),
    endDate: row.endedAt === null ? null : instant(row.endedAt),
    actorType: row.actorKind === "person" ? "USER" : "CLIENT",
    actorId: row.actor,
    operationsTotalCount: row.total,
    operationsFailedCount: row.failed,
    operationsCompletedCount: row.completed,
    errors: [],
  }),
};

interface ItemRow {
  /** The operation and the item: keys of items are unique only within their operation. */
  readonly key: string;
  readonly batchKey: string;
  readonly itemKey: string;
  readonly instanceKey: string;
  readonly rootKey: string | null;
  readonly kind: BatchWork["kind"];
  readonly state: string;
  readonly processedAt: number | null;
  readonly message: string | null;
}

const itemSource: SearchSource<ItemRow, object> = {
  from: "batch_item i JOIN batch_operation b ON b.id = i.batch_id LEFT JOIN process_instance p ON p.id = i.process_instance_id",
  columns: `i.batch_id::text AS "batchKey", i.item_id::text AS "itemKey", i.process_instance_id::text AS "instanceKey",
            p.root_id::text AS "rootKey", b.kind, i.state, (extract(epoch FROM i.processed_at) * 1000)::float8 AS "processedAt",
            i.message_en AS message`,
  key: "i.item_id",
  processId: "p.process_id",
  fields: {
    batchOperationKey: { sql: "i.batch_id", type: "key" },
    itemKey: { sql: "i.item_id", type: "key" },
    processInstanceKey: { sql: "i.process_instance_id", type: "key" },
    state: {
      sql: "i.state",
      type: "text",
      values: {
        ACTIVE: ["active"],
        COMPLETED: ["completed"],
        SKIPPED: [],
        CANCELED: ["cancelled"],
        FAILED: ["failed"],
      },
    },
    operationType: { sql: "b.kind", type: "text", values: TYPE_VALUES },
    processedDate: { sql: "i.processed_at", type: "instant" },
  },
  item: (row) => ({
    operationType: TYPES[row.kind],
    batchOperationKey: row.batchKey,
    itemKey: row.itemKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    state: row.state === "cancelled" ? "CANCELED" : row.state.toUpperCase(),
    processedDate: row.processedAt === null ? null : instant(row.processedAt),
    errorMessage: row.message,
  }),
};

const filter = z.record(z.string(), z.unknown());
const selected = z.strictObject({ filter, operationReference });
const elementId = z.string().min(1).max(255);
const migration = selected.extend({
  migrationPlan: z.strictObject({
    targetProcessDefinitionKey: key,
    mappingInstructions: z
      .array(z.strictObject({ sourceElementId: elementId, targetElementId: elementId }))
      .max(5000),
  }),
});
const modification = selected.extend({
  moveInstructions: z
    .array(z.strictObject({ sourceElementId: elementId, targetElementId: elementId }))
    .min(1)
    .max(500),
});

/** See file head. */
export const batchOperations: Endpoints = (routes, platform) => {
  beginnings(routes, platform);
  looking(routes, platform);
  steering(routes, platform);
};

const operate = { right: "operate" } as const;

type Begin = (
  principal: Principal,
  work: BatchWork,
  wanted: z.infer<typeof filter>,
) => Promise<object>;

const beginnings: Endpoints = (routes, { runtime }) => {
  const begin: Begin = async (principal, work, wanted) => {
    const chosen = selection(instanceSource, principal, wanted, { state: "ACTIVE" });
    const actor = { kind: principal.kind, name: principal.name };
    const { id } = accepted("CREATE", await runtime.batches.begin(work, chosen, actor));
    return { batchOperationKey: id, batchOperationType: TYPES[work.kind] };
  };
  simple(routes, runtime, begin);
  redrawing(routes, runtime, begin);
};

function simple(routes: Routes, { sql }: Platform["runtime"], begin: Begin): void {
  for (const [path, summary, kind] of [
    ["cancellation", "Ends all of a filter", "cancelInstances"],
    ["incident-resolution", "Tries again all of a filter", "resolveIncidents"],
  ] as const) {
    routes.post(
      `/process-instances/${path}`,
      { config: operate, schema: { tags, summary, body: selected } },
      (request) => begin(principalOf(request), { kind }, request.body.filter),
    );
  }
  routes.post(
    "/process-instances/:processInstanceKey/incident-resolution",
    {
      config: operate,
      schema: {
        tags,
        summary: "Tries again all that stands still in an instance",
        params: z.object({ processInstanceKey: key }),
      },
    },
    async (request) => {
      const principal = principalOf(request);
      await reachInstance(sql, principal, request.params.processInstanceKey);
      return begin(principal, { kind: "resolveIncidents" }, request.params);
    },
  );
}

function redrawing(routes: Routes, { sql }: Platform["runtime"], begin: Begin): void {
  routes.post(
    "/process-instances/migration",
    {
      config: operate,
      schema: { tags, summary: "All of a filter go on with another version", body: migration },
    },
    async (request) => {
      const principal = principalOf(request);
      const { targetProcessDefinitionKey, mappingInstructions } = request.body.migrationPlan;
      const { processId, version } = await definitionOf(sql, principal, {
        processDefinitionKey: targetProcessDefinitionKey,
      });
      const elements = mappingInstructions.map(({ sourceElementId, targetElementId }) => ({
        source: sourceElementId,
        target: targetElementId,
      }));
      const work = { kind: "migrateInstances", processId, version, plan: { elements } } as const;
      return begin(principal, work, request.body.filter);
    },
  );
  routes.post(
    "/process-instances/modification",
    { config: operate, schema: { tags, summary: "Moves tokens of a filter", body: modification } },
    (request) => {
      const instructions = request.body.moveInstructions.map(
        ({ sourceElementId, targetElementId }) => ({
          kind: "move" as const,
          from: { elementId: sourceElementId },
          elementId: targetElementId,
          variables: [],
        }),
      );
      const work = { kind: "modifyInstances", instructions } as const;
      return begin(principalOf(request), work, request.body.filter);
    },
  );
}

const params = z.object({ batchOperationKey: key });

const looking: Endpoints = (routes, { runtime: { sql } }) => {
  const config = { right: "read" } as const;
  routes.post(
    "/batch-operations/search",
    { config, schema: { tags, summary: "Batch operations", body: searchBody } },
    (request) => {
      const principal = principalOf(request);
      return search(sql, batchSource, ANY, request.body, ownOf(principal));
    },
  );
  routes.get(
    "/batch-operations/:batchOperationKey",
    { config, schema: { tags, summary: "How far a batch operation is", params } },
    (request) => reachBatch(sql, principalOf(request), request.params.batchOperationKey),
  );
  routes.post(
    "/batch-operation-items/search",
    { config, schema: { tags, summary: "How far it is with each instance", body: searchBody } },
    (request) => search(sql, itemSource, principalOf(request), request.body),
  );
};

const steering: Endpoints = (routes, { runtime }) => {
  for (const [path, summary, move] of [
    ["suspension", "Rests until it is resumed", "suspend"],
    ["resumption", "Goes on", "resume"],
    ["cancellation", "Leaves undone what is not done yet", "cancel"],
  ] as const) {
    routes.post(
      `/batch-operations/:batchOperationKey/${path}`,
      { config: operate, schema: { tags, summary, params, body: z.strictObject({}).nullish() } },
      async (request, reply) => {
        const { batchOperationKey } = request.params;
        await reachBatch(runtime.sql, principalOf(request), batchOperationKey);
        accepted(move.toUpperCase(), await runtime.batches[move](batchOperationKey));
        return reply.code(204).send();
      },
    );
  }
};

/** Operations have no process of their own. */
const ANY = { processes: null };

/** Who does not reach every process sees only what is their own. */
function ownOf({ processes, name }: Principal): Record<string, string> {
  return processes === null ? {} : { actorId: name };
}

/** @throws ApiProblem NOT_FOUND when there is none for the caller */
async function reachBatch(
  sql: Parameters<typeof get>[0],
  principal: Principal,
  batchOperationKey: string,
): Promise<object> {
  const found = await search(sql, batchSource, ANY, null, {
    batchOperationKey,
    ...ownOf(principal),
  });
  const [batch] = found.items;
  if (batch === undefined)
    throw new ApiProblem("NOT_FOUND", `Batch operation with key '${batchOperationKey}' not found`);
  return batch;
}
