/** A device that will not do what is asked says why. */

/** A refusal that the device explains. */
export class DeviceRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "DeviceRefusal";
    this.code = code;
  }
}
