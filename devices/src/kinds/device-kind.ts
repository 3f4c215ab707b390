/** How a kind of device is described: its methods and events, each with the schema of what goes over the wire. */
import type { z } from "zod";
import type { DeviceKindName } from "../contract.ts";

/** A call that a kind of device understands. */
export interface DeviceMethod<Args, Result> {
  readonly kind: DeviceKindName;
  readonly name: string;
  readonly args: z.ZodType<Args>;
  readonly result: z.ZodType<Result>;
}

/** Something that a kind of device reports by itself. */
export interface DeviceEvent<Payload> {
  readonly kind: DeviceKindName;
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
}
