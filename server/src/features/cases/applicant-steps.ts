/** What the applicant does after the submission: correct, choose delivery, withdraw, evaluate. */
import type { Prisma } from "@tongban/prisma";
import type { Viewer } from "../../authorisation/roles.ts";
import { type FieldError, Problem } from "../../errors.ts";
import { validateForm } from "../../forms/validate-form.ts";
import { findOwnCase, lockCase, type WholeCase } from "./case-access.ts";
import { isDeliveryOpen } from "./case-actions.ts";
import type { CaseContext } from "./case-context.ts";
import { type CaseStatus, isWithdrawable } from "./case-status.ts";
import { addToTimeline } from "./case-timeline.ts";
import type { CorrectionReason } from "./case.schema.ts";
import { conditionsOf, formOf } from "./draft.ts";
import { recordWrite } from "./record-write.ts";
import { openForm, sealForm } from "./sealed-form.ts";

/** A message may come before its process waits for it, by a moment. */
const MESSAGE_LIFE_MS = 600_000;
const MOBILE = /^1[3-9]\d{9}$/;

/**
 * Answers the correction notice.
 * @throws Problem CORRECTION_NOT_OPEN, CASE_DECLARATION_REQUIRED, CORRECTION_INCOMPLETE, FORM_INVALID
 */
export async function answerCorrection(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  input: {
    readonly declaration: boolean;
    readonly form?: Readonly<Record<string, unknown>> | undefined;
  },
): Promise<void> {
  const { platform, matters } = context;
  const found = await findOwnCase(platform.database, viewer, id);
  const { correction } = found;
  if (found.status !== "correction" || correction === null || correction.answeredAt !== null) {
    throw new Problem("CORRECTION_NOT_OPEN");
  }
  if (!input.declaration) throw new Problem("CASE_DECLARATION_REQUIRED");
  const matter = await matters.version(found.matterVersionId);
  const schema = formOf(matter);
  const before = openForm(
    schema,
    found.form as Record<string, unknown>,
    platform.protection,
    false,
  );
  const checked = validateForm(schema, { ...before, ...input.form }, conditionsOf(context));
  if (!checked.ok) throw new Problem("FORM_INVALID", { errors: checked.errors });
  const now = platform.clock.now();
  const form = sealForm(schema, checked.data, platform.protection) as Prisma.InputJsonObject;
  await platform.runtime.transact(async ({ database, sql }) => {
    const { count } = await database.correctionNotice.updateMany({
      where: { caseId: id, answeredAt: null },
      data: { answeredAt: new Date(now) },
    });
    if (count === 0) throw new Problem("CORRECTION_NOT_OPEN");
    refuseIncomplete(await lockCase(database, id), before, checked.data);
    await database.case.update({ where: { id }, data: { form, updatedAt: new Date(now) } });
    await database.caseForm.create({
      data: {
        caseId: id,
        revision: 2,
        formId: schema.id,
        formVersion: matter.number,
        data: form,
        submittedAt: new Date(now),
      },
    });
    await addToTimeline(database, {
      caseId: id,
      at: now,
      kind: "case.corrected",
      title: "提交补正",
      titleEn: "Correction handed in",
      byName: viewer.name,
      byId: viewer.accountId,
    });
    await platform.runtime.executeIn(sql, {
      type: "publishMessage",
      name: "case.corrected",
      correlationKey: id,
      variables: {},
      timeToLiveMs: MESSAGE_LIFE_MS,
      messageId: `corrected/${id}`,
    });
    await platform.runtime.notify(sql, { kind: "case", id });
    const write = { case: found, fields: ["form", "materials"], purpose: "提交补正" };
    await recordWrite(context, database, viewer, write);
  });
}

/** Each material of the notice has a new file, each field of it a new value. */
function refuseIncomplete(
  found: WholeCase,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): void {
  const reasons = (found.correction?.reasons ?? []) as unknown as CorrectionReason[];
  const errors = reasons.flatMap(({ materialCode, fieldKey, howToFix }): FieldError[] => {
    if (fieldKey !== null) {
      const isSame = JSON.stringify(before[fieldKey]) === JSON.stringify(after[fieldKey]);
      return isSame ? [notCorrected(`form.${fieldKey}`, howToFix)] : [];
    }
    const material = found.materials.find(({ code }) => code === materialCode);
    const isOpen = material?.status === "toCorrect" || material?.status === "missing";
    return isOpen ? [notCorrected(`materials.${material.code}`, howToFix)] : [];
  });
  if (errors.length > 0) throw new Problem("CORRECTION_INCOMPLETE", { errors });
}

function notCorrected(path: string, howToFix: string): FieldError {
  return {
    path,
    code: "NOT_CORRECTED",
    detail: howToFix,
    detailEn: `Not corrected yet: ${howToFix}`,
  };
}

/** Chooses, or changes, how the result is delivered. @throws Problem DELIVERY_NOT_OPEN, FORM_INVALID */
export async function chooseDelivery(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  choice: {
    readonly kind: "window" | "cabinet" | "express" | "electronic";
    readonly receiver?: string | undefined;
    readonly address?: string | undefined;
    readonly phone?: string | undefined;
  },
): Promise<void> {
  const { platform, matters } = context;
  const found = await findOwnCase(platform.database, viewer, id);
  const { content } = await matters.version(found.matterVersionId);
  const isOffered = content.deliveryKinds?.includes(choice.kind) ?? choice.kind === "electronic";
  if (!isOffered) throw new Problem("DELIVERY_NOT_OPEN");
  if (choice.kind === "express") refuseIncompleteAddress(choice);
  const row = {
    kind: choice.kind,
    receiver: choice.receiver ?? null,
    address: choice.address ?? null,
    phoneSealed:
      choice.phone === undefined ? null : platform.protection.seal("mobile", choice.phone),
    chosenAt: platform.clock.date(),
  };
  await platform.runtime.transact(async ({ database, sql }) => {
    const { status } = await lockCase(database, id);
    if (!isDeliveryOpen(status)) throw new Problem("DELIVERY_NOT_OPEN");
    await database.delivery.upsert({
      where: { caseId: id },
      create: { caseId: id, ...row },
      update: row,
    });
    await platform.runtime.notify(sql, { kind: "case", id });
    await recordWrite(context, database, viewer, {
      case: found,
      fields: ["delivery"],
      purpose: "选择领取方式",
    });
  });
}

function refuseIncompleteAddress(choice: {
  readonly receiver?: string | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
}): void {
  const required = (path: string, zh: string, en: string): FieldError => ({
    path,
    code: "FORM_FIELD_REQUIRED",
    detail: `邮寄需要填写${zh}。`,
    detailEn: `For express delivery state the ${en}.`,
  });
  const errors: FieldError[] = [];
  if (!choice.receiver) errors.push(required("receiver", "收件人", "receiver"));
  if (!choice.address) errors.push(required("address", "收件地址", "address"));
  if (!MOBILE.test(choice.phone ?? ""))
    errors.push(required("phone", "11 位手机号", "mobile number"));
  if (errors.length > 0) throw new Problem("FORM_INVALID", { errors });
}

/** Withdraws, any time before the decision. @throws Problem CASE_NOT_WITHDRAWABLE */
export async function withdrawCase(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  input: { readonly reason: string },
): Promise<void> {
  const { platform } = context;
  const found = await findOwnCase(platform.database, viewer, id);
  if (!isWithdrawable(found.status as CaseStatus)) throw new Problem("CASE_NOT_WITHDRAWABLE");
  const now = platform.clock.now();
  await platform.runtime.transact(async ({ database, sql }) => {
    await addToTimeline(database, {
      caseId: id,
      at: now,
      kind: "case.withdrawalAsked",
      title: "申请撤回",
      titleEn: "Withdrawal asked for",
      byName: viewer.name,
      byId: viewer.accountId,
      detail: input.reason,
    });
    const result = await platform.runtime.executeIn(sql, {
      type: "publishMessage",
      name: "case.withdrawn",
      correlationKey: id,
      variables: {},
      timeToLiveMs: found.status === "submitted" ? MESSAGE_LIFE_MS : 0,
    });
    if (!result.ok) throw new Problem("CASE_NOT_WITHDRAWABLE");
    await platform.runtime.notify(sql, { kind: "case", id });
    await recordWrite(context, database, viewer, {
      case: found,
      fields: ["status"],
      purpose: "申请撤回",
    });
  });
}

/** Rates a closed case, once. @throws Problem EVALUATION_NOT_OPEN, EVALUATION_ALREADY_GIVEN */
export async function evaluateCase(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  rating: {
    readonly grade: number;
    readonly tags: readonly string[];
    readonly text?: string | undefined;
    readonly anonymous?: boolean | undefined;
  },
): Promise<void> {
  const { platform } = context;
  const found = await findOwnCase(platform.database, viewer, id);
  if (found.status !== "closed") throw new Problem("EVALUATION_NOT_OPEN");
  if (found.evaluation !== null) throw new Problem("EVALUATION_ALREADY_GIVEN");
  const now = platform.clock.now();
  await platform.runtime.transact(async ({ database, sql }) => {
    const { count } = await database.evaluation.createMany({
      data: {
        caseId: id,
        channel: "web",
        grade: rating.grade,
        tags: [...rating.tags],
        text: rating.text ?? null,
        isAnonymous: rating.anonymous ?? false,
        ratedAt: new Date(now),
      },
      skipDuplicates: true,
    });
    if (count === 0) throw new Problem("EVALUATION_ALREADY_GIVEN");
    await addToTimeline(database, {
      caseId: id,
      at: now,
      kind: "case.evaluated",
      title: "申请人已评价",
      titleEn: "Rated by the applicant",
    });
    // Who waits for it may have stopped waiting (15 days); the rating counts all the same.
    await platform.runtime.executeIn(sql, {
      type: "publishMessage",
      name: "case.evaluated",
      correlationKey: id,
      variables: {},
      timeToLiveMs: 0,
    });
    await platform.runtime.notify(sql, { kind: "case", id });
  });
}
