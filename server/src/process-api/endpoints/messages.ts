/** Messages and signals from outside, and who waits for them. */
import { z } from "zod";
import {
  CENTURY_MS,
  type Endpoints,
  optional,
  optionalWith,
  principalOf,
  TENANT,
  tenantId,
  variables,
} from "../api.ts";
import { accepted, ApiProblem } from "../api-problem.ts";
import type { Principal } from "../principal.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;
const name = z.string().min(1).max(255);
const correlationKey = optionalWith(z.string().max(1000), "");

/** See file head. */
export const messages: Endpoints = (routes, platform) => {
  publication(routes, platform);
  correlation(routes, platform);
};

const publication: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/messages/publication",
    {
      config,
      schema: {
        tags,
        summary: "Publishes a message, which waits for its time to live",
        body: z.strictObject({
          name,
          correlationKey,
          timeToLive: optionalWith(z.int().min(0).max(CENTURY_MS), 0),
          messageId: optional(z.string().min(1).max(255)),
          variables,
          tenantId,
        }),
      },
    },
    async (request) => {
      reachAll(principalOf(request));
      const { timeToLive: timeToLiveMs, tenantId: _, ...message } = request.body;
      const result = await runtime.execute({ type: "publishMessage", ...message, timeToLiveMs });
      // That nobody waits is no failure of a publication: the message is gone, as was asked.
      if (!result.ok && result.problem.code === "MESSAGE_NOT_CORRELATED")
        return { messageKey: runtime.newKey(), tenantId: TENANT };
      const { messageKey, duplicate } = accepted("PUBLISH", result);
      if (duplicate)
        throw new ApiProblem(
          "ALREADY_EXISTS",
          `Command 'PUBLISH' rejected with code 'ALREADY_EXISTS': Expected to publish a new message with id '${message.messageId ?? ""}', but a message with that id was already published`,
        );
      return { messageKey, tenantId: TENANT };
    },
  );
};

const correlation: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/messages/correlation",
    {
      config,
      schema: {
        tags,
        summary: "Correlates a message now; tells the instance that received it",
        body: z.strictObject({ name, correlationKey, variables, tenantId }),
      },
    },
    async (request) => {
      reachAll(principalOf(request));
      const { tenantId: _, ...message } = request.body;
      const { messageKey, reached } = accepted(
        "CORRELATE",
        await runtime.execute({ type: "publishMessage", ...message, timeToLiveMs: 0 }),
      );
      return { messageKey, processInstanceKey: reached[0], tenantId: TENANT };
    },
  );
  routes.post(
    "/signals/broadcast",
    {
      config,
      schema: {
        tags,
        summary: "Broadcasts a signal to all who wait for it",
        body: z.strictObject({ signalName: name, variables, tenantId }),
      },
    },
    async (request) => {
      reachAll(principalOf(request));
      const { signalName, variables: values } = request.body;
      accepted(
        "BROADCAST",
        await runtime.execute({ type: "broadcastSignal", signalName, variables: values }),
      );
      return { signalKey: runtime.newKey(), tenantId: TENANT };
    },
  );
};

/** Messages and signals go wherever somebody waits, so they are for who reaches every process. @throws ApiProblem FORBIDDEN */
export function reachAll({ name: who, processes }: Principal): void {
  if (processes !== null)
    throw new ApiProblem("FORBIDDEN", `'${who}' is limited to some processes; messages go to all.`);
}
