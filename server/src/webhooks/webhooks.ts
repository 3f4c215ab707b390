/**
 * Tells other systems what happens. An event is written in the transaction that it tells of, so none is lost and none is told that
 * did not happen; it is delivered at least once, by whichever server comes to it, and tried again for about three days.
 */
import { z } from "zod";
import { Problem } from "../errors.ts";
import { repeated } from "../lifecycle.ts";
import type { Feature, Platform } from "../platform.ts";
import { cloudEventOf } from "./cloud-event.ts";
import { ATTEMPT_MS, deliver } from "./deliver.ts";
import {
  addDeliveries,
  claimDeliveries,
  type Delivery,
  forgetDelivery,
  postponeDelivery,
  readOutbox,
  retryFailed,
} from "./outbox.ts";
import { wants, type Webhook } from "./webhook.ts";

/** Between two looks. */
const EVERY_MS = 1000;
/** Deliveries at the same time. */
const AT_A_TIME = 16;
const FIRST_BACK_OFF_MS = 5000;
const LONGEST_BACK_OFF_MS = 6 * 3_600_000;
/** With the pauses between them about three days. */
const MOST_ATTEMPTS = 24;

const tags = ["外部通知 webhooks"];
const config = { access: "webhook.manage" } as const;

/** Registers the feature. */
export const webhooks: Feature = (routes, platform) => {
  const all = platform.config.webhooks;
  routes.get(
    "/api/webhooks",
    {
      config,
      schema: {
        tags,
        summary: "Other systems that are told what happens, and how far their deliveries are",
        response: {
          200: z.object({
            items: z.array(
              z.object({
                id: z.string(),
                host: z.string(),
                waiting: z.number().int(),
                failed: z.number().int(),
                lastError: z.string().nullable(),
              }),
            ),
          }),
        },
      },
    },
    async () => {
      const states = new Map(
        (await readOutbox(platform.runtime.sql)).map((state) => [state.webhook, state]),
      );
      return {
        items: all.map(({ id, url }) => {
          const { waiting = 0, failed = 0, lastError = null } = states.get(id) ?? {};
          return { id, host: new URL(url).host, waiting, failed, lastError };
        }),
      };
    },
  );
  routes.post(
    "/api/webhooks/:id/retry",
    {
      config,
      schema: {
        tags,
        summary: "Tries again what the attempts of a webhook were used up for",
        params: z.object({ id: z.string().max(64) }),
        response: { 200: z.object({ retried: z.number().int() }) },
      },
    },
    async ({ params }) => {
      if (all.every(({ id }) => id !== params.id)) throw new Problem("NOT_FOUND");
      return { retried: await retryFailed(platform.runtime.sql, params.id) };
    },
  );
  if (all.length === 0) return;
  addOutbox(platform, all);
  platform.lifecycle.add(
    repeated(
      () => deliverDue(platform, all),
      EVERY_MS,
      (error) => routes.log.error(error, "webhooks"),
    ),
  );
};

function addOutbox({ runtime, config: { publicUrl } }: Platform, all: readonly Webhook[]): void {
  runtime.addProjection(async (events, sql) => {
    const deliveries = events.flatMap((committed) => {
      const event = cloudEventOf(committed, publicUrl);
      if (event === null) return [];
      return all
        .filter((webhook) => wants(webhook, event.type, committed.processId))
        .map(({ id }) => ({ webhook: id, event }));
    });
    await addDeliveries(sql, deliveries);
  });
}

async function deliverDue({ runtime }: Platform, all: readonly Webhook[]): Promise<void> {
  const byId = new Map(all.map((webhook) => [webhook.id, webhook]));
  for (;;) {
    const due = await claimDeliveries(runtime.sql, [...byId.keys()], AT_A_TIME, 2 * ATTEMPT_MS);
    await Promise.all(
      due.map(async (delivery) => {
        const webhook = byId.get(delivery.webhook);
        if (webhook !== undefined) await attempt(runtime.sql, webhook, delivery);
      }),
    );
    if (due.length < AT_A_TIME) return;
  }
}

async function attempt(
  sql: Platform["runtime"]["sql"],
  webhook: Webhook,
  { id, event, attempts }: Delivery,
): Promise<void> {
  const outcome = await deliver(webhook, event, Date.now());
  if (outcome.kind === "arrived") {
    await forgetDelivery(sql, id);
    return;
  }
  const isOver = outcome.kind === "gone" || attempts + 1 >= MOST_ATTEMPTS;
  const backOffMs = Math.min(FIRST_BACK_OFF_MS * 2 ** attempts, LONGEST_BACK_OFF_MS);
  await postponeDelivery(sql, id, outcome.error.slice(0, 500), isOver ? null : backOffMs);
}
