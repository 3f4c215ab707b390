/** Messages and signals from outside, and who waits for them. */
import { z } from "zod";
import {
  CENTURY_MS,
  type Endpoints,
  everybody,
  filled,
  optional,
  optionalWith,
  TENANT,
  tenantIdOf,
  variables,
} from "../api.ts";
import { broadcastAsked, correlationAsked, publicationAsked } from "../rejections/others.ts";
import { accepted, refusal } from "../rejections/rejection.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;
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
          name: filled(255),
          correlationKey,
          timeToLive: optionalWith(z.int().min(0).max(CENTURY_MS), 0),
          messageId: optional(z.string().min(1).max(255)),
          variables,
          tenantId: tenantIdOf("Publish Message"),
        }),
      },
    },
    async (request) => {
      everybody(request);
      const { timeToLive: timeToLiveMs, tenantId: _, ...message } = request.body;
      const result = await runtime.execute({ type: "publishMessage", ...message, timeToLiveMs });
      // That nobody waits is no failure of a publication: the message is gone, as was asked.
      if (!result.ok && result.problem.code === "MESSAGE_NOT_CORRELATED")
        return { messageKey: runtime.newKey(), tenantId: TENANT };
      const asked = publicationAsked(message.messageId);
      const { messageKey, duplicate } = accepted(asked, result);
      if (duplicate) throw refusal(asked, { code: "MESSAGE_PUBLISHED" });
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
        body: z.strictObject({
          name: filled(255, "messageName"),
          correlationKey,
          variables,
          tenantId: tenantIdOf("Correlate Message"),
        }),
      },
    },
    async (request) => {
      everybody(request);
      const { tenantId: _, ...message } = request.body;
      const { messageKey, reached } = accepted(
        correlationAsked(message.name, message.correlationKey),
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
        body: z.strictObject({
          signalName: z.string().min(1).max(255),
          variables,
          tenantId: tenantIdOf("Broadcast Signal"),
        }),
      },
    },
    async (request) => {
      everybody(request);
      const { signalName, variables: values } = request.body;
      accepted(
        broadcastAsked(signalName),
        await runtime.execute({ type: "broadcastSignal", signalName, variables: values }),
      );
      return { signalKey: runtime.newKey(), tenantId: TENANT };
    },
  );
};
