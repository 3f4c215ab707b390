/** The hall's devices as simulators play them, with what lies in the cabinets. */
import type { SimulatedDevices } from "../../infrastructure/hall-devices.ts";
import type { Platform } from "../../platform.ts";
import { deviceKindSchema } from "./hall.schema.ts";
import { parcelLabel } from "./workers/cabinet.ts";

/** All devices of the installation. */
export async function simulatedDevices({ database }: Platform): Promise<SimulatedDevices> {
  const devices = await database.device.findMany({ orderBy: { id: "asc" } });
  const deposited = await database.delivery.findMany({
    where: { state: "deposited" },
    include: { case: { select: { caseNumber: true } } },
  });
  const parcels = deposited.flatMap(({ cabinetId, slot, pickupCode, case: { caseNumber } }) =>
    cabinetId === null || slot === null || pickupCode === null
      ? []
      : [{ cabinetId, slot, pickupCode, label: parcelLabel(caseNumber) }],
  );
  return {
    devices: devices.map(({ id, kind, name }) => ({
      id,
      name,
      kind: deviceKindSchema.parse(kind),
    })),
    parcels: Map.groupBy(parcels, ({ cabinetId }) => cabinetId),
  };
}
