/** Element instances: where tokens are and have been. */
import { z } from "zod";
import {
  actorOf,
  type Endpoints,
  key,
  operationReference,
  principalOf,
  someVariables,
  givenVariables,
  optional,
  optionalWith,
} from "../api.ts";
import { foundFor } from "../reached.ts";
import { adHocActivationAsked, variablesAsked } from "../rejections/instances.ts";
import { accepted } from "../rejections/rejection.ts";
import { get, search, searchBody } from "../search/search.ts";
import { elementSource } from "./element-source.ts";
import { incidentSource } from "./incidents.ts";
import { namesAskedFor } from "./named-elements.ts";

const tags = ["流程接口 process API"];

const params = z.object({ elementInstanceKey: key });

/** See file head. */
export const elementInstances: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const source = elementSource(runtime);
  const config = { right: "read" } as const;
  routes.post(
    "/element-instances/search",
    { config, schema: { tags, summary: "Element instances", body: searchBody } },
    async (request) => {
      const principal = principalOf(request);
      const names = await namesAskedFor(runtime, principal, request.body);
      return search(sql, elementSource(runtime, names), principal, request.body);
    },
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
          variables: someVariables,
          local: optionalWith(z.boolean(), false),
          operationReference,
        }),
      },
    },
    async (request, reply) => {
      const { elementInstanceKey: elementInstanceId } = request.params;
      const { variables, local: isLocal } = request.body;
      const asked = variablesAsked(elementInstanceId);
      const lookup = get(sql, source, principalOf(request), named(request.params));
      const found = await foundFor(asked, "ELEMENT_INSTANCE_NOT_FOUND", lookup);
      const { processInstanceKey: processInstanceId } = found;
      const scope = { elementInstanceId, isLocal };
      accepted(
        asked,
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
        variables: optional(givenVariables),
      }),
    )
    .min(1)
    .max(1000),
  cancelRemainingInstances: optionalWith(z.boolean(), false),
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
      const asked = adHocActivationAsked(elementInstanceId);
      const { processInstanceKey: processInstanceId } = await foundFor(
        asked,
        "ELEMENT_INSTANCE_NOT_FOUND",
        get(
          runtime.sql,
          source,
          principalOf(request),
          named({ elementInstanceKey: elementInstanceId }),
        ),
      );
      accepted(
        asked,
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
