/** Simulated hall devices: the hall works on a laptop, and tests pull real plugs. */
import type { DeviceDescription } from "../contract.ts";
import { CabinetSimulator, type StoredParcel } from "./cabinet-simulator.ts";
import { DisplaySimulator } from "./display-simulator.ts";
import { EvaluatorSimulator } from "./evaluator-simulator.ts";
import { DeviceRefusal } from "./device-refusal.ts";
import type { SimulatedDevice, SimulatorView } from "./simulated-device.ts";
import { TicketMachineSimulator } from "./ticket-machine-simulator.ts";

export { DeviceRefusal, type SimulatorView };

/** The running simulators of a hall. */
export interface Simulators {
  /** All devices as they look now, in the order they were given. */
  list(): readonly SimulatorView[];
  /**
   * What a person does at a device: `{action: "plug" | "unplug"}` for all, and what the kind knows.
   * @throws DeviceRefusal `DEVICE_UNKNOWN`, or as the device says
   */
  act(id: string, action: Readonly<Record<string, unknown>>): Promise<SimulatorView>;
  /** Hears that a device looks different; returns the way to stop hearing. */
  onChange(listener: (id: string) => void): () => void;
  /** Disconnects all devices properly. */
  close(): Promise<void>;
}

const SIMULATORS = {
  ticketMachine: TicketMachineSimulator,
  display: DisplaySimulator,
  cabinet: CabinetSimulator,
  evaluator: EvaluatorSimulator,
} as const;

/** Starts one simulator for each description and plugs it in. */
export async function startSimulators(options: {
  readonly mqttUrl: string;
  readonly devices: readonly Omit<DeviceDescription, "homie" | "firmware">[];
  readonly now: () => number;
  /** What lies in the cabinets from before, by the cabinet's id. */
  readonly parcels?: ReadonlyMap<string, readonly StoredParcel[]>;
}): Promise<Simulators> {
  const listeners = new Set<(id: string) => void>();
  const devices = new Map<string, SimulatedDevice>();
  for (const device of options.devices) {
    const changed = (): void => {
      for (const listener of listeners) listener(device.id);
    };
    const description = { ...device, homie: "5.0", firmware: "simulator-1" } as const;
    const { mqttUrl, now } = options;
    const simulated = new SIMULATORS[device.kind]({ description, mqttUrl, now, changed });
    if (simulated instanceof CabinetSimulator) {
      simulated.restore(options.parcels?.get(device.id) ?? []);
    }
    devices.set(device.id, simulated);
  }
  await Promise.all([...devices.values()].map((device) => device.plug()));
  return {
    list: () => [...devices.values()].map((device) => device.view()),
    act: async (id, action) => {
      const device = devices.get(id);
      if (device === undefined) throw new DeviceRefusal("DEVICE_UNKNOWN", "没有这台设备。");
      if (action["action"] === "unplug") device.unplug();
      else if (action["action"] === "plug") await device.plug();
      else device.act(action);
      return device.view();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await Promise.all([...devices.values()].map((device) => device.close()));
    },
  };
}
