/** Process instances, to start and to change. */
import { z } from "zod";
import { NO_CASE } from "../../features/cases/no-case.ts";
import { readFinalVariables, type Variables } from "../../runtime/index.ts";
import {
  type Endpoints,
  exactlyOneOf,
  key,
  operationReference,
  optional,
  optionalWith,
  actorOf,
  principalOf,
  TENANT,
  tenantIdOf,
  variables,
} from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { AwaitedInstances } from "../awaited-instances.ts";
import { definitionOf, foundFor, reachInstance } from "../reached.ts";
import { migrationAsked, modificationAsked } from "../rejections/changes.ts";
import { cancellationAsked, creationAsked, deletionAsked } from "../rejections/instances.ts";
import { accepted, type Asked, refusal } from "../rejections/rejection.ts";
import { mappings, modificationBody, modifyInstructions } from "./instance-changes.schema.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;
const params = z.object({ processInstanceKey: key });
const AWAITED_MS = 10_000;
const LONGEST_AWAITED_MS = 300_000;

// Camunda: TagUtil, TagsValidator.
const MOST_TAGS = 10;
const TAG =
  "Tag must start with a letter (a-z, A-Z), followed by alphanumerics, underscores, minuses, colons, or periods. It must not be blank and must be 100 characters or less.";
const instanceTags = z
  .array(
    z.string().refine((tag) => /^[A-Za-z][\w\-:.]{0,99}$/.test(tag), {
      error: ({ input }) =>
        `The provided tag '${String(input).slice(0, 200)}' is not valid. ${TAG}`,
    }),
  )
  .refine((given) => given.length <= MOST_TAGS, {
    error: ({ input }) =>
      `The provided number of tags '${String((input as readonly unknown[]).length)}' is not supported. Ensure to not add more than ${String(MOST_TAGS)} tags.`,
  });

const creationBody = z
  .strictObject({
    processDefinitionId: optional(z.string().min(1).max(255)),
    processDefinitionKey: optional(key),
    processDefinitionVersion: optionalWith(z.int(), -1),
    variables,
    tenantId: tenantIdOf("Create Process Instance"),
    operationReference,
    startInstructions: optionalWith(
      z.array(z.strictObject({ elementId: z.string().min(1).max(255) })).max(1000),
      [],
    ),
    runtimeInstructions: optionalWith(
      z
        .array(
          z.strictObject({
            type: z.literal("TERMINATE_PROCESS_INSTANCE"),
            afterElementId: z.string().min(1).max(255),
          }),
        )
        .max(1000),
      [],
    ),
    awaitCompletion: optionalWith(z.boolean(), false),
    fetchVariables: z.array(z.string()).max(1000).nullish(),
    requestTimeout: optionalWith(z.int().min(0), 0),
    tags: optionalWith(instanceTags, []),
    businessId: optional(z.string().min(1).max(255)),
  })
  .superRefine(exactlyOneOf("processDefinitionId", "processDefinitionKey"));

const migrationBody = z.strictObject({
  targetProcessDefinitionKey: key,
  mappingInstructions: mappings,
  operationReference,
});

/** See file head. */
export const instanceChanges: Endpoints = (routes, platform) => {
  creation(routes, platform);
  ending(routes, platform);
  deletion(routes, platform);
  redrawing(routes, platform);
};

const creation: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const awaited = new AwaitedInstances(sql);

  routes.post(
    "/process-instances",
    {
      config,
      schema: { tags, summary: "Starts an instance, and may wait for its end", body: creationBody },
    },
    async (request) => {
      const { body } = request;
      const asked = creationAsked(body);
      const definition = await definitionOf(sql, principalOf(request), body, asked);
      const startAt = body.startInstructions.map(({ elementId }) => elementId);
      const terminateAfter = body.runtimeInstructions.map(({ afterElementId }) => afterElementId);
      const { processInstanceId } = accepted(
        asked,
        await runtime.execute(
          {
            type: "startInstance",
            processId: definition.processId,
            version: definition.version,
            variables: body.variables,
            businessKey: body.businessId,
            tags: [...new Set(body.tags)],
            startAt: startAt.length === 0 ? undefined : startAt,
            terminateAfter: terminateAfter.length === 0 ? undefined : terminateAfter,
          },
          actorOf(request),
        ),
      );
      if (body.awaitCompletion) {
        const signal = AbortSignal.timeout(
          Math.min(body.requestTimeout || AWAITED_MS, LONGEST_AWAITED_MS),
        );
        const outcome = await awaited.outcome(processInstanceId, signal);
        if (outcome !== "completed") throw notCompleted(asked, outcome);
      }
      return {
        processDefinitionId: definition.processId,
        processDefinitionVersion: definition.version,
        processDefinitionKey: definition.key,
        processInstanceKey: processInstanceId,
        tenantId: TENANT,
        variables: body.awaitCompletion
          ? chosen(await readFinalVariables(sql, processInstanceId), body.fetchVariables ?? [])
          : {},
        tags: body.tags,
        businessId: body.businessId ?? null,
      };
    },
  );
};

const ending: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/process-instances/:processInstanceKey/cancellation",
    {
      config,
      schema: {
        tags,
        summary: "Ends an instance before its time",
        params,
        body: z.strictObject({ operationReference }).nullish(),
      },
    },
    async (request, reply) => {
      const { processInstanceKey: processInstanceId } = request.params;
      const asked = cancellationAsked(processInstanceId);
      await foundFor(
        asked,
        "INSTANCE_NOT_FOUND",
        reachInstance(sql, principalOf(request), processInstanceId),
      );
      accepted(
        asked,
        await runtime.execute({ type: "cancelInstance", processInstanceId }, actorOf(request)),
      );
      return reply.code(204).send();
    },
  );
};

const deletion: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/process-instances/:processInstanceKey/deletion",
    {
      config,
      schema: {
        tags,
        summary: "Deletes an ended instance with its history",
        params,
        body: z.strictObject({ operationReference }).nullish(),
      },
    },
    async (request, reply) => {
      const { processInstanceKey } = request.params;
      await reachInstance(runtime.sql, principalOf(request), processInstanceKey);
      const free = await runtime.sql.query(
        `SELECT FROM process_instance p WHERE p.id = $1::bigint AND (p.parent_id IS NOT NULL OR ${NO_CASE})`,
        [processInstanceKey],
      );
      const asked = deletionAsked(processInstanceKey);
      if (free.length === 0) throw refusal(asked, { code: "INSTANCE_OF_CASE", message: OF_CASE });
      accepted(asked, await runtime.forgetInstance(processInstanceKey, actorOf(request)));
      return reply.code(204).send();
    },
  );
};

const redrawing: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/process-instances/:processInstanceKey/modification",
    { config, schema: { tags, summary: "Moves tokens", params, body: modificationBody } },
    async (request, reply) => {
      const { processInstanceKey: processInstanceId } = request.params;
      const processId = await foundFor(
        modificationAsked(processInstanceId),
        "INSTANCE_NOT_FOUND",
        reachInstance(sql, principalOf(request), processInstanceId),
      );
      const instructions = modifyInstructions(request.body);
      accepted(
        modificationAsked(processInstanceId, processId, instructions),
        await runtime.execute(
          { type: "modifyInstance", processInstanceId, instructions },
          actorOf(request),
        ),
      );
      return reply.code(204).send();
    },
  );
  routes.post(
    "/process-instances/:processInstanceKey/migration",
    {
      config,
      schema: { tags, summary: "Goes on with another version", params, body: migrationBody },
    },
    async (request, reply) => {
      const { processInstanceKey: processInstanceId } = request.params;
      const { targetProcessDefinitionKey, mappingInstructions } = request.body;
      const elements = mappingInstructions.map(({ sourceElementId, targetElementId }) => ({
        source: sourceElementId,
        target: targetElementId,
      }));
      const asked = migrationAsked(processInstanceId, targetProcessDefinitionKey, elements);
      await foundFor(
        asked,
        "INSTANCE_NOT_FOUND",
        reachInstance(sql, principalOf(request), processInstanceId),
      );
      const target = { processDefinitionKey: targetProcessDefinitionKey };
      const { processId, version } = await definitionOf(sql, principalOf(request), target, asked);
      accepted(
        asked,
        await runtime.execute(
          {
            type: "migrateInstance",
            processInstanceId,
            processId,
            version,
            plan: { elements },
          },
          actorOf(request),
        ),
      );
      return reply.code(204).send();
    },
  );
};

const OF_CASE = { en: "it belongs to a case, whose record is kept." };

function notCompleted(asked: Asked, outcome: "terminated" | "active"): ApiProblem {
  return outcome === "active"
    ? new ApiProblem(
        "DEADLINE_EXCEEDED",
        "Expected to handle request, but request timed out between gateway and broker",
      )
    : refusal(asked, { code: "INSTANCE_CANCELLED", message: { en: "it was cancelled." } });
}

function chosen(all: Variables, names: readonly string[]): Variables {
  if (names.length === 0) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
