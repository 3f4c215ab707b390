/** The decision and what follows a grant: bill, licence, delivery, closing. */
import type { Prisma } from "@tongban/prisma";
import { licenceIdentifier } from "../../../domain/identifiers/licence-identifier.ts";
import { addDays, dateOf, localDate } from "../../../domain/working-calendar/local-date.ts";
import { startClock, stopClocks } from "../../clocks/clock-store.ts";
import { issueDocument } from "../../documents/issue-document.ts";
import type { MatterContent } from "../../matters/matter-content.ts";
import { moveCase } from "../case-status.ts";
import { addToTimeline } from "../case-timeline.ts";
import { documentCase } from "../document-case.ts";
import { nextLicenceNumber, nextNumber } from "../number-series.ts";
import type { CaseWorker } from "./case-worker.ts";
import { lastAuthor, negativeReason, remediesOf } from "./reasons.ts";

/** Type number of the food licence within the defining body's catalogue, GB/T 36904. */
const FOOD_LICENCE_TYPE = "024";
/** Art. 44: delivered within ten working days of the decision. */
const DELIVERY_LIMIT_DAYS = 10;

/** case.decide 决定: grant or denial (Art. 38). */
export const decide: CaseWorker = async (work) => {
  const { context, job, database, sql, found, matter, now } = work;
  const { content } = matter;
  const isGrant = job.headers["outcome"] === "grant";
  const at = new Date(now);
  const publicUrl = context.platform.config.publicUrl;
  await moveCase(database, found.id, isGrant ? "granted" : "denied", at, { decidedAt: at });
  await stopClocks(database, { caseId: found.id, purpose: "decision" }, now);
  const legalBasis = basisOf(content);
  const reason = isGrant
    ? null
    : negativeReason(work, "denyReasonCode", "denyReason", "denialReasons");
  const document = await issueDocument(
    database,
    documentCase(found, matter),
    reason === null
      ? { kind: "decisionGrant", licenceName: content.result.name, legalBasis }
      : { kind: "decisionDeny", reason, legalBasis, remedies: remediesOf(content) },
    { now, publicUrl },
  );
  await database.caseDecision.create({
    data: {
      caseId: found.id,
      outcome: isGrant ? "granted" : "denied",
      reason,
      ...(!isGrant && { remedies: (content.remedies ?? {}) as Prisma.InputJsonObject }),
      decidedById: await lastAuthor(database, found.id, "decide"),
      decidedAt: at,
      documentId: document.id,
    },
  });
  if (isGrant) {
    await startClock(database, await context.calendars.current(sql), {
      caseId: found.id,
      purpose: "delivery",
      label: "送达时限",
      budgetDays: content.deliveryLimitWorkdays ?? DELIVERY_LIMIT_DAYS,
      startedAt: now,
    });
  } else {
    await database.caseStage.updateMany({
      where: { caseId: found.id, state: "pending" },
      data: { state: "notNeeded" },
    });
  }
  return {};
};

/** fee.bill 收费: from the fee list only → feeTotalFen */
export const bill: CaseWorker = async ({ database, found, matter, now }) => {
  const items = matter.content.fees.map(({ name, amountFen = 0, basis }) => ({
    name,
    quantity: 1,
    unitFen: amountFen,
    reductionFen: 0,
    ...(basis !== undefined && { basis }),
  }));
  const totalFen = items.reduce((sum, { quantity, unitFen }) => sum + quantity * unitFen, 0);
  await database.bill.upsert({
    where: { caseId: found.id },
    create: {
      caseId: found.id,
      items,
      totalFen,
      state: totalFen === 0 ? "free" : "open",
      issuedAt: new Date(now),
    },
    update: {},
  });
  return { feeTotalFen: totalFen };
};

/** case.issueLicence 制证 → licenceNumber */
export const issueLicence: CaseWorker = async ({ context, database, found, matter, now }) => {
  const { content } = matter;
  const from = dateOf(now);
  const years = Number(/^P(\d+)Y$/.exec(content.result.validity ?? "")?.[1] ?? "5");
  const validTo = addDays(localDate(`${Number(from.slice(0, 4)) + years}${from.slice(4)}`), -1);
  const licenceNumber = await nextLicenceNumber(database, found.regionCode);
  const office = await database.office.findUniqueOrThrow({ where: { key: found.officeKey } });
  const day = from.replaceAll("-", "");
  const serial = await nextNumber(database, `identifier/${found.officeKey}/${day}`);
  const identifier = licenceIdentifier({
    typeCode: `${office.uscc}${FOOD_LICENCE_TYPE}`,
    issuerCode: office.uscc,
    serial: `${day}${String(serial).padStart(6, "0")}`,
    version: "001",
  });
  const form = found.form as Record<string, unknown>;
  const operator = textOf(form["operatorName"]) || found.applicantName;
  const fields = [
    { label: "经营者名称", value: operator },
    { label: "统一社会信用代码", value: textOf(form["uscc"]) },
    { label: "经营场所", value: textOf(form["address"]) },
    { label: "主体业态", value: textOf(form["bizForm"]) },
    { label: "经营项目", value: textOf(form["items"]) },
  ].filter(({ value }) => value !== "");
  await moveCase(database, found.id, "producing", new Date(now));
  const document = await issueDocument(
    database,
    documentCase(found, matter),
    {
      kind: "licence",
      licenceName: content.result.name,
      licenceNumber,
      identifier,
      fields,
      validFrom: from,
      validTo,
    },
    { now, publicUrl: context.platform.config.publicUrl },
  );
  const enterprise = await database.enterprise.findUnique({
    where: { uscc: textOf(form["uscc"]) },
  });
  await database.heldLicence.create({
    data: {
      typeName: content.result.licenceTypeName ?? content.result.name,
      number: licenceNumber,
      identifier,
      holderName: operator,
      holderPersonId: enterprise === null ? found.applicantPersonId : null,
      holderEnterpriseId: enterprise?.id ?? null,
      issuerName: office.name,
      validFrom: from,
      validTo,
      fields: Object.fromEntries(fields.map(({ label, value }) => [label, value])),
      caseId: found.id,
      documentId: document.id,
    },
  });
  return { licenceNumber };
};

/** case.startDelivery 送达: as the applicant chose, electronic by default → deliveryKind */
export const startDelivery: CaseWorker = async ({ database, found, now }) => {
  const kind = found.delivery?.kind ?? "electronic";
  await moveCase(database, found.id, "delivering", new Date(now));
  await database.delivery.upsert({
    where: { caseId: found.id },
    create: { caseId: found.id, kind, state: "prepared", chosenAt: new Date(now) },
    update: { state: "prepared" },
  });
  return { deliveryKind: kind };
};

const DELIVERED_BY: Readonly<Record<string, string>> = {
  electronic: "电子送达",
  window: "窗口领取",
  cabinet: "智能取件柜",
  express: "邮寄送达",
};

/** case.close 办结归档: the result has reached the applicant. */
export const close: CaseWorker = async ({ context, database, found, matter, now }) => {
  const at = new Date(now);
  const kind = found.delivery?.kind ?? "electronic";
  await moveCase(database, found.id, "closed", at);
  await stopClocks(database, { caseId: found.id }, now);
  await database.delivery.updateMany({
    where: { caseId: found.id },
    data: { state: "delivered", deliveredAt: at },
  });
  const minute = new Date(now + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  await issueDocument(
    database,
    documentCase(found, matter),
    {
      kind: "deliveryProof",
      how: DELIVERED_BY[kind] ?? kind,
      receiver: found.delivery?.receiver ?? found.applicantName,
      deliveredAt: minute,
      delivered: [matter.content.result.name],
    },
    { now, publicUrl: context.platform.config.publicUrl },
  );
  await addToTimeline(database, {
    caseId: found.id,
    at: now,
    kind: "case.closed",
    title: "办结归档",
    titleEn: "Closed and filed",
  });
  return {};
};

function basisOf(content: MatterContent): string {
  return content.legalBasis.map(({ name, article }) => `《${name}》${article}`).join("、");
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.filter((item) => typeof item === "string").join("、") : "";
}
