/** Other systems that are told what happens: where, of what, and with which secret it is signed, as the operator has set it. */
import { z } from "zod";
import { likePattern, reaches } from "../process-api/principal.ts";
import { EVENT_TYPES, type EventType } from "./cloud-event.ts";

/** A configured webhook. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly types: readonly EventType[];
  /** LIKE patterns; null for all. */
  readonly processes: readonly string[] | null;
}

const webhookSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .refine((url) => new URL(url).username === "", {
        error: "地址中不得有用户名 · no user name in the address",
      }),
    secret: z.string().min(24).max(256),
    types: z
      .array(z.enum(EVENT_TYPES))
      .min(1)
      .default([...EVENT_TYPES]),
    processes: z.array(z.string().min(1).max(200)).min(1).max(100).default(["*"]),
  })
  .transform(({ processes, ...webhook }): Webhook => ({
    ...webhook,
    processes: processes.includes("*") ? null : processes.map(likePattern),
  }));

/** The setting: a JSON list of webhooks. */
export const webhooksSetting = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "须为 JSON · must be JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.array(webhookSchema).max(50))
  .refine((webhooks) => new Set(webhooks.map(({ id }) => id)).size === webhooks.length, {
    error: "webhook id 重复 · two webhooks have the same id",
  });

/** Whether the webhook is to be told of it. */
export function wants(webhook: Webhook, type: EventType, processId: string): boolean {
  return webhook.types.includes(type) && reaches(webhook, processId);
}
