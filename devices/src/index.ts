/** Hall devices over MQTT: the contract, the kinds, and the platform's connection to them. */
export {
  type CallOptions,
  connectDevices,
  type ConnectionOptions,
  type DeviceConnection,
  type DeviceStatus,
} from "./connection.ts";
export type { DeviceFault, DeviceResult } from "./device-result.ts";
export type { DeviceDescription, DeviceKindName, DeviceState } from "./contract.ts";
export type { DeviceEvent, DeviceMethod } from "./kinds/device-kind.ts";
export { openSlot, pickedUp } from "./kinds/cabinet.ts";
export { showCall } from "./kinds/display.ts";
export { askForRating, rated } from "./kinds/evaluator.ts";
export { bookingScanned, issueTicket } from "./kinds/ticket-machine.ts";
