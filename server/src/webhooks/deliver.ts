/** One attempt to deliver an event, signed as Standard Webhooks says, so that its receiver can check who sent it and when. */
import { createHmac } from "node:crypto";
import type { CloudEvent } from "./cloud-event.ts";
import type { Webhook } from "./webhook.ts";

/** How an attempt came out. */
export type Outcome =
  | { readonly kind: "arrived" }
  | { readonly kind: "failed"; readonly error: string }
  /** The receiver wants no more (410). */
  | { readonly kind: "gone"; readonly error: string };

/** Longest time for an answer. */
export const ATTEMPT_MS = 10_000;

/** Sends it; never rejects. `now` is real time, epoch ms: receivers refuse what is old. */
export async function deliver(webhook: Webhook, event: CloudEvent, now: number): Promise<Outcome> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(now / 1000));
  try {
    const answer = await fetch(webhook.url, {
      method: "POST",
      headers: {
        "content-type": "application/cloudevents+json; charset=utf-8",
        "webhook-id": event.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature(webhook.secret, `${event.id}.${timestamp}.${body}`)}`,
      },
      body,
      // Whoever moves says so to the operator; an address that the operator did not set is not told anything.
      redirect: "manual",
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return { kind: "arrived" };
    const error = `HTTP ${String(answer.status)}`;
    return { kind: answer.status === 410 ? "gone" : "failed", error };
  } catch (error) {
    return { kind: "failed", error: reasonOf(error) };
  }
}

/** Base64 of HMAC-SHA256. */
function signature(secret: string, signed: string): string {
  return createHmac("sha256", secret).update(signed).digest("base64");
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error instanceof Error ? error : new Error(String(error));
  if (name === "TimeoutError") return `no answer in ${String(ATTEMPT_MS / 1000)} s`;
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}
