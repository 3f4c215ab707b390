/**
 * Submission: case, form, number, receipt and process instance come into being in one transaction, or not at all. The same
 * idempotency key gives the same answer again.
 */
import { randomInt } from "node:crypto";
import type { Database, Prisma } from "@tongban/prisma";
import type { Viewer } from "../../authorisation/roles.ts";
import {
  addWorkingDays,
  type WorkingCalendar,
} from "../../domain/working-calendar/working-calendar.ts";
import { dateOf, localDate, startOfDay } from "../../domain/working-calendar/local-date.ts";
import { type FieldError, Problem } from "../../errors.ts";
import { validateForm } from "../../forms/validate-form.ts";
import type { Json, Variables } from "../../runtime/index.ts";
import { type IssuedDocument, issueDocument } from "../documents/issue-document.ts";
import type { PublishedMatter } from "../matters/matters.repository.ts";
import { findOwnCase, type WholeCase } from "./case-access.ts";
import type { CaseContext } from "./case-context.ts";
import { moveCase } from "./case-status.ts";
import { addToTimeline } from "./case-timeline.ts";
import { STAGE_KEYS } from "./case.schema.ts";
import { conditionsOf, formOf } from "./draft.ts";
import { documentCase } from "./document-case.ts";
import { nextCaseNumber } from "./number-series.ts";
import { recordWrite } from "./record-write.ts";
import { openForm } from "./sealed-form.ts";

/** What the applicant gets. */
export interface Submitted {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly queryCode: string;
  readonly receiptDocumentId: string;
}

/** Without look-alikes: 0 O, 1 I L. */
const CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LENGTH = 6;
/** What is handed in, in the words of the access log. */
const APPLICATION = ["form", "materials"];

/**
 * Hands a draft in.
 * @throws Problem CASE_DECLARATION_REQUIRED, FORM_INVALID, CASE_MATERIAL_MISSING, BOOKING_NOT_OPEN, CASE_ALREADY_SUBMITTED
 */
export async function submitCase(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  input: { readonly declaration: boolean; readonly idempotencyKey?: string | undefined },
): Promise<Submitted> {
  const { platform, matters } = context;
  const found = await findOwnCase(platform.database, viewer, id);
  const earlier = answerOf(found);
  if (earlier !== null) {
    if (input.idempotencyKey !== undefined && input.idempotencyKey === found.submitKey)
      return earlier;
    throw new Problem("CASE_ALREADY_SUBMITTED");
  }
  if (!input.declaration) throw new Problem("CASE_DECLARATION_REQUIRED");
  const matter = await matters.version(found.matterVersionId);
  const form = checkComplete(context, matter, found);
  const now = platform.clock.now();
  return platform.runtime.transact(async ({ database, sql }) => {
    const { count } = await database.case.updateMany({
      where: { id, status: "draft", revision: found.revision },
      data: { revision: { increment: 1 } },
    });
    if (count === 0 || (await lacksMaterial(database, id))) {
      throw new Problem("CASE_CHANGED_MEANWHILE");
    }
    const caseNumber = await nextCaseNumber(database, matter.content.implCode, now);
    const queryCode = newQueryCode();
    await moveCase(database, id, "submitted", new Date(now), {
      caseNumber,
      queryCode,
      submitKey: input.idempotencyKey ?? null,
      submittedAt: new Date(now),
      formVersion: 1,
    });
    await keepForm(database, found, matter, now);
    await createStages(database, found, matter);
    const receipt = await issueReceipt(database, {
      calendar: await context.calendars.current(sql),
      context,
      viewer,
      found,
      matter,
      now,
      caseNumber,
      queryCode,
    });
    const started = await platform.runtime.executeIn(sql, {
      type: "startInstance",
      processId: matter.content.process?.processId ?? "",
      businessKey: id,
      variables: startVariables(found, matter, caseNumber, form),
    });
    if (!started.ok) {
      const { zh, en } = started.problem.message;
      throw new Problem("COMMAND_REJECTED", { detail: zh, detailEn: en });
    }
    await database.case.update({
      where: { id },
      data: { processInstanceId: started.value.processInstanceId },
    });
    await platform.runtime.notify(sql, { kind: "case", id });
    const purpose = `提交申请：${caseNumber}`;
    await recordWrite(context, database, viewer, { case: found, fields: APPLICATION, purpose });
    return { caseId: id, caseNumber, queryCode, receiptDocumentId: receipt.id };
  });
}

/** Tells the timeline and issues the receipt 收件凭证. */
async function issueReceipt(
  database: Database,
  of: {
    readonly calendar: WorkingCalendar;
    readonly context: CaseContext;
    readonly viewer: Viewer;
    readonly found: WholeCase;
    readonly matter: PublishedMatter;
    readonly now: number;
    readonly caseNumber: string;
    readonly queryCode: string;
  },
): Promise<IssuedDocument> {
  const { calendar, context, viewer, found, matter, now, caseNumber, queryCode } = of;
  await addToTimeline(database, {
    caseId: found.id,
    at: now,
    kind: "case.submitted",
    title: "提交申请",
    titleEn: "Application submitted",
    byName: viewer.name,
    byId: viewer.accountId,
  });
  return issueDocument(
    database,
    documentCase({ ...found, caseNumber }, matter),
    {
      kind: "receipt",
      queryCode,
      acceptanceDueDate: addWorkingDays(calendar, dateOf(now), matter.content.acceptLimitWorkdays),
      materials: found.materials
        .filter(({ status }) => status !== "missing")
        .map(({ name, status }) => ({ name, how: HOW[status] ?? "上传" })),
    },
    { now, publicUrl: context.platform.config.publicUrl },
  );
}

const HOW: Readonly<Record<string, string>> = {
  fetched: "调取电子证照",
  generated: "系统生成",
  provided: "上传",
};

function answerOf(found: WholeCase): Submitted | null {
  const receipt = found.documents.find(({ kind }) => kind === "receipt");
  if (found.caseNumber === null || found.queryCode === null || receipt === undefined) return null;
  return {
    caseId: found.id,
    caseNumber: found.caseNumber,
    queryCode: found.queryCode,
    receiptDocumentId: receipt.id,
  };
}

/** Everything that is missing, at once. */
function checkComplete(
  context: CaseContext,
  matter: PublishedMatter,
  found: WholeCase,
): Record<string, unknown> {
  const schema = formOf(matter);
  const opened = openForm(
    schema,
    found.form as Record<string, unknown>,
    context.platform.protection,
    false,
  );
  const checked = validateForm(schema, opened, conditionsOf(context));
  if (!checked.ok) throw new Problem("FORM_INVALID", { errors: checked.errors });
  const missing = found.materials.filter(
    ({ status, necessity }) => status === "missing" && necessity !== "tolerated",
  );
  if (missing.length > 0) {
    throw new Problem("CASE_MATERIAL_MISSING", { errors: missing.map(missingMaterial) });
  }
  if (found.channel === "window" && found.booking[0]?.state !== "booked") {
    throw new Problem("BOOKING_NOT_OPEN", {
      detail: "选择窗口办理的，请先预约到场时间。",
      detailEn: "To be served at a window, book a visit first.",
    });
  }
  return checked.data;
}

/** Files come and go without a new revision of the form, so they are counted once more where nobody can remove them. */
async function lacksMaterial(database: Database, caseId: string): Promise<boolean> {
  const missing = { caseId, status: "missing", necessity: { not: "tolerated" } };
  return (await database.caseMaterial.count({ where: missing })) > 0;
}

function missingMaterial({ code, name }: { code: string; name: string }): FieldError {
  return {
    path: `materials.${code}`,
    code: "MATERIAL_MISSING",
    detail: `请提供「${name}」。`,
    detailEn: `Provide "${name}".`,
  };
}

function newQueryCode(): string {
  return Array.from(
    { length: CODE_LENGTH },
    () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)],
  ).join("");
}

async function keepForm(
  database: Database,
  found: WholeCase,
  matter: PublishedMatter,
  now: number,
): Promise<void> {
  await database.caseForm.create({
    data: {
      caseId: found.id,
      revision: 1,
      formId: formOf(matter).id,
      formVersion: matter.number,
      data: found.form as Prisma.InputJsonObject,
      submittedAt: new Date(now),
    },
  });
}

/** Stages that this case can do without are marked so from the start. */
async function createStages(
  database: Database,
  found: WholeCase,
  matter: PublishedMatter,
): Promise<void> {
  const notNeeded = new Set<string>();
  if (found.channel === "online") notNeeded.add("booking");
  if (matter.content.fees.length === 0) notNeeded.add("fee");
  await database.caseStage.createMany({
    data: STAGE_KEYS.map((key) => ({
      caseId: found.id,
      key,
      state: notNeeded.has(key) ? "notNeeded" : "pending",
    })),
  });
}

/** No personal data: ids, codes and what the model decides by. */
function startVariables(
  found: WholeCase,
  matter: PublishedMatter,
  caseNumber: string,
  form: Readonly<Record<string, unknown>>,
): Variables {
  const answers = found.answers as Record<string, unknown>;
  const [booking] = found.booking;
  const endsAt =
    booking?.state === "booked"
      ? new Date(
          slotEnd(booking.date, booking.slot, matter.content.booking.slotMinutes),
        ).toISOString()
      : null;
  return {
    caseId: found.id,
    caseNumber,
    matterId: matter.id,
    office: found.officeKey,
    windowOffice: found.windowOfficeKey,
    region: found.regionCode,
    channel: found.channel,
    bookingEndsAt: endsAt,
    viaAgent: found.viaAgent,
    business: {
      form: asJson(form["bizForm"]),
      items: asJson(form["items"]) ?? [],
      area: asJson(form["area"]),
      hasStaff: answers["hasStaff"] === true,
    },
  };
}

/** A value of a validated form is JSON. */
function asJson(value: unknown): Json {
  return (value ?? null) as Json;
}

/** Half a day of grace: who comes late is still served. */
const GRACE_MS = 4 * 3_600_000;

function slotEnd(date: string, slot: string, minutes: number): number {
  const [hour = 0, minute = 0] = slot.split(":").map(Number);
  return startOfDay(localDate(date)) + (hour * 60 + minute + minutes) * 60_000 + GRACE_MS;
}
