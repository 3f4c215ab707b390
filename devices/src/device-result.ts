/** How a call to a device ends. */

/** Why a call brought no result. */
export type DeviceFault =
  | "BROKER_UNREACHABLE"
  | "DEVICE_UNKNOWN"
  | "DEVICE_LOST"
  | "DEVICE_TIMEOUT"
  | "DEVICE_REFUSED"
  | "DEVICE_ANSWER_INVALID";

/** A device's answer, or why there is none. */
export type DeviceResult<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly fault: DeviceFault; readonly message: string };
