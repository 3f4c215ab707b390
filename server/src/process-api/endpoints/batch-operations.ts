/** Batch operations: one operation on all instances of a filter, and how far it is with each. */
import { z } from "zod";
import { NO_CASE } from "../../features/cases/no-case.ts";
import type { Routes } from "../../http.ts";
import type { Platform } from "../../platform.ts";
import type { BatchWork, InstanceSelection } from "../../runtime/index.ts";
import { type Endpoints, filled, key, operationReference, principalOf } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import type { Principal } from "../principal.ts";
import { saysNothing } from "../search/filter.ts";
import { type get, search, searchBody, selection } from "../search/search.ts";
import { definitionOf, foundFor, reachInstance } from "../reached.ts";
import { batchAsked, batchMigrationAsked, steeringAsked } from "../rejections/batches.ts";
import { accepted } from "../rejections/rejection.ts";
import { mappings } from "./instance-changes.schema.ts";
import { BATCH_TYPES, batchItemSource, batchSource } from "./batch-sources.ts";
import { instanceSource } from "./instances.ts";

const tags = ["流程接口 process API"];

// A forgotten field must not end all that runs.
const filter = z.record(z.string(), z.unknown()).refine((wanted) => !saysNothing(wanted), {
  error: "At least one of filter criteria is required",
});
const selected = z.strictObject({ filter, operationReference });
const elementId = filled(255);
const migration = selected.extend({
  migrationPlan: z.strictObject({
    targetProcessDefinitionKey: key,
    mappingInstructions: mappings,
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

/** What has ended, of no case: the record of a case is kept by law. */
function ended({ statement, values }: InstanceSelection): InstanceSelection {
  return {
    statement: `SELECT p.id FROM process_instance p
      WHERE p.id IN (${statement}) AND p.state <> 'active' AND ${NO_CASE}`,
    values,
  };
}

const beginnings: Endpoints = (routes, { runtime }) => {
  const begin: Begin = async (principal, work, wanted) => {
    const chosen =
      work.kind === "deleteInstances"
        ? ended(selection(instanceSource, principal, wanted))
        : selection(instanceSource, principal, wanted, { state: "ACTIVE" });
    const actor = { kind: principal.kind, name: principal.name };
    const { id } = accepted(batchAsked, await runtime.batches.begin(work, chosen, actor));
    return { batchOperationKey: id, batchOperationType: BATCH_TYPES[work.kind] };
  };
  simple(routes, runtime, begin);
  redrawing(routes, runtime, begin);
};

function simple(routes: Routes, { sql }: Platform["runtime"], begin: Begin): void {
  for (const [path, summary, kind] of [
    ["cancellation", "Ends all of a filter", "cancelInstances"],
    ["incident-resolution", "Tries again all of a filter", "resolveIncidents"],
    ["deletion", "Deletes what has ended, of a filter", "deleteInstances"],
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
        body: z.strictObject({ operationReference }).nullish(),
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
      const { processId, version } = await definitionOf(
        sql,
        principal,
        { processDefinitionKey: targetProcessDefinitionKey },
        batchMigrationAsked(targetProcessDefinitionKey),
      );
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
    (request) => search(sql, batchItemSource, principalOf(request), request.body),
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
        const asked = steeringAsked(move, batchOperationKey);
        const lookup = reachBatch(runtime.sql, principalOf(request), batchOperationKey);
        await foundFor(asked, "BATCH_NOT_FOUND", lookup);
        accepted(asked, await runtime.batches[move](batchOperationKey));
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
    throw new ApiProblem("NOT_FOUND", `Batch Operation with id '${batchOperationKey}' not found`);
  return batch;
}
