/** A ticket machine on the screen. */
import { z } from "zod";
import { bookingScanned, issueTicket } from "../kinds/ticket-machine.ts";
import { DeviceRefusal } from "./device-refusal.ts";
import { SimulatedDevice } from "./simulated-device.ts";

const scan = z.object({ action: z.literal("scan"), bookingCode: z.string() });
/** Tickets that stay visible in the tray. */
const TRAY = 5;

interface PrintedTicket {
  readonly ticketNumber: string;
  readonly matterName: string;
  readonly waiting: number;
}

/** See file head. */
export class TicketMachineSimulator extends SimulatedDevice {
  #tickets: readonly PrintedTicket[] = [];

  constructor(options: ConstructorParameters<typeof SimulatedDevice>[0]) {
    super(options);
    this.handle(issueTicket, (ticket) => {
      this.#tickets = [ticket, ...this.#tickets].slice(0, TRAY);
      return { printed: true };
    });
  }

  protected override face(): Readonly<Record<string, unknown>> {
    return { tickets: this.#tickets };
  }

  override act(action: Readonly<Record<string, unknown>>): void {
    const parsed = scan.safeParse(action);
    if (!parsed.success) throw new DeviceRefusal("ACTION_UNKNOWN", "取号机不支持此操作。");
    const payload = bookingScanned.payload.safeParse({
      bookingCode: parsed.data.bookingCode.trim().toUpperCase(),
    });
    if (!payload.success)
      throw new DeviceRefusal("BOOKING_CODE_FORMAT", "预约码应为 6 至 12 位字母或数字。");
    this.report(bookingScanned, payload.data);
  }
}
