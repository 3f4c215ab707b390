/** A pickup cabinet on the screen, with twelve slots. */
import { z } from "zod";
import { openSlot, pickedUp } from "../kinds/cabinet.ts";
import { DeviceRefusal } from "./device-refusal.ts";
import { SimulatedDevice } from "./simulated-device.ts";

const SLOTS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));
const pickUp = z.object({ action: z.literal("pickUp"), code: z.string() });

interface Parcel {
  readonly pickupCode: string;
  readonly label: string;
}

/** What lies in a slot. */
export interface StoredParcel extends Parcel {
  readonly slot: string;
}

/** See file head. */
export class CabinetSimulator extends SimulatedDevice {
  readonly #parcels = new Map<string, Parcel>();
  #openedSlot: string | null = null;

  constructor(options: ConstructorParameters<typeof SimulatedDevice>[0]) {
    super(options);
    this.handle(openSlot, (parcel) => {
      const slot = SLOTS.find((free) => !this.#parcels.has(free));
      if (slot === undefined) throw new DeviceRefusal("CABINET_FULL", "取件柜没有空格口。");
      this.#parcels.set(slot, parcel);
      this.#openedSlot = slot;
      return { slot };
    });
  }

  /** Puts back what lay in the slots: a real cabinet does not forget when it is switched off. */
  restore(parcels: readonly StoredParcel[]): void {
    for (const { slot, ...parcel } of parcels) this.#parcels.set(slot, parcel);
  }

  /** The page shows which slots are taken, never the codes: a visitor types the own one. */
  protected override face(): Readonly<Record<string, unknown>> {
    const slots = SLOTS.map((slot) => ({ slot, label: this.#parcels.get(slot)?.label ?? null }));
    return { slots, openedSlot: this.#openedSlot };
  }

  override act(action: Readonly<Record<string, unknown>>): void {
    const parsed = pickUp.safeParse(action);
    if (!parsed.success) throw new DeviceRefusal("ACTION_UNKNOWN", "取件柜不支持此操作。");
    const code = parsed.data.code.trim();
    const found = [...this.#parcels].find(([, parcel]) => parcel.pickupCode === code);
    if (found === undefined)
      throw new DeviceRefusal("PICKUP_CODE_WRONG", "取件码不正确，请核对后重新输入。");
    const [slot, parcel] = found;
    this.report(pickedUp, { slot, pickupCode: parcel.pickupCode });
    this.#parcels.delete(slot);
    this.#openedSlot = slot;
    this.faceChanged();
  }
}
