/** device.cabinet.open 存证 → cabinetId, slot, pickupCode */
import { createHmac } from "node:crypto";
import { openSlot } from "@tongban/devices";
import type { Database } from "@tongban/prisma";
import type { JobHandler } from "../../../runtime/index.ts";
import { addToTimeline } from "../../cases/case-timeline.ts";
import { hallOfCase } from "../find-hall.ts";
import { callDevice, chooseDevice, type DeviceWork } from "./call-device.ts";
import { caseIdOf } from "./case-of-job.ts";

/** What lies where. */
interface Deposit {
  readonly cabinetId: string;
  readonly cabinetName: string;
  readonly slot: string;
  readonly pickupCode: string;
}

/** Opens a slot with a code that follows from the job, so that trying again gives the same code. */
export function cabinetWorker(work: DeviceWork): JobHandler<Deposit> {
  const { database, config, clock, runtime } = work.platform;
  return {
    async perform(job) {
      const caseId = caseIdOf(job);
      const { id: hallId } = await hallOfCase(database, caseId);
      const cabinet = await chooseDevice(work, hallId, "cabinet");
      const pickupCode = await freeCode(database, config.sessionSecret, {
        jobId: job.id,
        caseId,
        cabinetId: cabinet.id,
      });
      const { caseNumber } = await database.case.findUniqueOrThrow({ where: { id: caseId } });
      const { slot } = await callDevice(work, job, cabinet, openSlot, {
        pickupCode,
        label: parcelLabel(caseNumber),
      });
      return { cabinetId: cabinet.id, cabinetName: cabinet.name, slot, pickupCode };
    },
    async complete(job, { database: tx, sql }, { cabinetName, ...deposit }) {
      const caseId = caseIdOf(job);
      await tx.delivery.update({
        where: { caseId },
        data: { ...deposit, state: "deposited", depositedAt: clock.date() },
      });
      await addToTimeline(tx, {
        caseId,
        at: clock.now(),
        kind: "delivery.deposited",
        title: `证照已存入${cabinetName} ${deposit.slot} 号格，请凭取件码领取`,
        titleEn: `Put into slot ${deposit.slot} of the pickup cabinet; collect it with the pickup code`,
      });
      await runtime.notify(sql, { kind: "case", id: caseId });
      return { ...deposit };
    },
  };
}

/** What stands on the slot's display: nothing that names a person. */
export function parcelLabel(caseNumber: string | null): string {
  return `办件 ${(caseNumber ?? "").slice(-4)}`;
}

/** Six digits that no other parcel of the cabinet has now. */
async function freeCode(
  database: Database,
  secret: string,
  { jobId, caseId, cabinetId }: { jobId: string; caseId: string; cabinetId: string },
): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const pickupCode = codeOf(secret, `pickup/${jobId}/${attempt}`);
    const others = await database.delivery.count({
      where: { cabinetId, pickupCode, state: "deposited", caseId: { not: caseId } },
    });
    if (others === 0) return pickupCode;
  }
}

function codeOf(secret: string, text: string): string {
  const digest = createHmac("sha256", secret).update(text).digest();
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, "0");
}
