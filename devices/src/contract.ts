/**
 * What every hall device speaks over MQTT, in two parts that are both public:
 *
 * - **State and discovery** after the Homie 5 convention: `tongban/5/{device}/$state` (retained; last will `lost`) and
 *   `tongban/5/{device}/$description` (retained JSON). Homie knows no calls, therefore
 * - **Calls**: `gov/rpc/{device}/{method}`, answered on `gov/rpc-reply/{caller}`. Reply topic, correlation id and expiry
 *   stand in the payload as well as in MQTT 5 properties, because brokers that speak 3.1.1 drop the latter.
 *
 * Events (`tongban/5/{device}/events/{name}`) are not retained. Identity numbers never appear in topics or retained payloads.
 */
import { z } from "zod";

/** Device ids: lower case letters, digits and hyphens (Homie 5 §topic ids). */
const deviceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** Life of a device as Homie 5 names it. */
export const deviceState = z.enum(["init", "ready", "disconnected", "sleeping", "lost"]);
/** See {@link deviceState}. */
export type DeviceState = z.infer<typeof deviceState>;

/** The kinds of devices a hall has. */
export const deviceKindName = z.enum(["ticketMachine", "display", "cabinet", "evaluator"]);
/** See {@link deviceKindName}. */
export type DeviceKindName = z.infer<typeof deviceKindName>;

/** Retained self-description of a device. */
export const deviceDescription = z.object({
  homie: z.literal("5.0"),
  id: deviceId,
  name: z.string().min(1).max(100),
  kind: deviceKindName,
  firmware: z.string().max(50),
});
/** See {@link deviceDescription}. */
export type DeviceDescription = z.infer<typeof deviceDescription>;

/** A call to a device. */
export const rpcRequest = z.object({
  replyTo: z.string().min(1).max(200),
  correlationId: z.string().min(1).max(100),
  /** The same key asks for the same effect: a device that has done it answers again without doing it again. */
  idempotencyKey: z.string().min(1).max(100),
  /** Epoch ms after which the call must not be carried out any more. */
  expiresAt: z.number().int(),
  args: z.unknown(),
});

/** A device's answer. */
export const rpcReply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), correlationId: z.string(), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    correlationId: z.string(),
    error: z.object({ code: z.string().max(60), message: z.string().max(300) }),
  }),
]);
/** See {@link rpcReply}. */
export type RpcReply = z.infer<typeof rpcReply>;

/** Topic names, in one place. */
export const topics = {
  state: (id: string): string => `tongban/5/${id}/$state`,
  description: (id: string): string => `tongban/5/${id}/$description`,
  event: (id: string, name: string): string => `tongban/5/${id}/events/${name}`,
  call: (id: string, method: string): string => `gov/rpc/${id}/${method}`,
  reply: (caller: string): string => `gov/rpc-reply/${caller}`,
};

/** Largest payload that either side reads, in bytes. */
const MAX_PAYLOAD_BYTES = 65_536;

/** JSON of a payload, or undefined when it is none or too large. */
export function readJson(payload: Uint8Array): unknown {
  if (payload.byteLength > MAX_PAYLOAD_BYTES) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
