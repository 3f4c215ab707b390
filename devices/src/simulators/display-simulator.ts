/** A calling screen on the screen. */
import { showCall } from "../kinds/display.ts";
import { DeviceRefusal } from "./device-refusal.ts";
import { SimulatedDevice } from "./simulated-device.ts";

/** Calls that stay visible. */
const LINES = 4;

/** See file head. */
export class DisplaySimulator extends SimulatedDevice {
  #lines: readonly { ticketNumber: string; windowName: string }[] = [];
  #waiting = 0;

  constructor(options: ConstructorParameters<typeof SimulatedDevice>[0]) {
    super(options);
    this.handle(showCall, ({ ticketNumber, windowName, waiting }) => {
      this.#lines = [{ ticketNumber, windowName }, ...this.#lines].slice(0, LINES);
      this.#waiting = waiting;
      return { shown: true };
    });
  }

  protected override face(): Readonly<Record<string, unknown>> {
    return { lines: this.#lines, waiting: this.#waiting };
  }

  override act(): void {
    throw new DeviceRefusal("ACTION_UNKNOWN", "叫号屏没有可操作的按键。");
  }
}
