/** What a person does at a device. */
export type Act = (body: { action: string; [argument: string]: unknown }) => void;

/** A device's face and hands. */
export interface DeviceProps {
  readonly face: Readonly<Record<string, unknown>>;
  readonly act: Act;
}
