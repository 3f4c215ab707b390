/** A case as its viewer may see it. */
import { hasRole, type Viewer } from "../../authorisation/roles.ts";
import { maskCitizenNumber } from "../../domain/identifiers/citizen-number.ts";
import type { FormSchema } from "../../forms/form-schema.ts";
import type { Platform } from "../../platform.ts";
import { clockView } from "../clocks/clock-view.ts";
import type { WorkingCalendars } from "../clocks/working-calendars.ts";
import { templateAddress } from "../matters/matter-guide.ts";
import type { PublishedMatter } from "../matters/matters.repository.ts";
import { actionsFor } from "./case-actions.ts";
import type { WholeCase } from "./case-access.ts";
import { type CaseView, type CorrectionReason, STAGE_KEYS } from "./case.schema.ts";
import { type CaseStatus, STATUS_TEXTS } from "./case-status.ts";
import { openForm } from "./sealed-form.ts";

/** Names of the seven stages. */
export const STAGE_NAMES: Readonly<Record<(typeof STAGE_KEYS)[number], string>> = {
  booking: "预约",
  acceptance: "受理",
  review: "审查",
  approval: "决定",
  fee: "收费",
  delivery: "送达",
  evaluation: "评价",
};

/** What a view is made with. */
export interface ViewContext {
  readonly platform: Platform;
  readonly calendars: WorkingCalendars;
  /** The version that the case pins. */
  readonly matter: PublishedMatter;
  /** Office names by key. */
  readonly officeNames: ReadonlyMap<string, string>;
}

/** Builds the view; the caller has checked the scope and records the access. */
export async function caseView(
  found: WholeCase,
  viewer: Viewer,
  context: ViewContext,
): Promise<CaseView> {
  const { platform, matter } = context;
  const isOwn = viewer.personId !== null && viewer.personId === found.applicantPersonId;
  const schema = matter.content.applicationForm;
  return {
    id: found.id,
    caseNumber: found.caseNumber,
    queryCode: isOwn ? found.queryCode : null,
    matter: {
      id: matter.id,
      name: matter.content.name,
      nameEn: matter.content.nameEn ?? null,
      version: matter.number,
    },
    status: found.status as CaseStatus,
    statusText: STATUS_TEXTS[found.status as CaseStatus].zh,
    statusTextEn: STATUS_TEXTS[found.status as CaseStatus].en,
    channel: found.channel as CaseView["channel"],
    applicant: applicantView(found, platform),
    office: matter.officeName,
    submittedAt: iso(found.submittedAt),
    stages: stagesView(found.stages),
    currentHolder: holderView(found, context.officeNames),
    clocks: await clockViews(found, context),
    form: formView(schema, found.form, platform, !isOwn),
    formSchema: schema ?? null,
    answers: found.answers as Record<string, unknown>,
    revision: found.revision,
    materials: materialViews(found, matter),
    documents: found.documents.map(({ id, kind, title, number, issuedAt }) => ({
      id,
      kind,
      title,
      number,
      issuedAt: issuedAt.toISOString(),
    })),
    correction: correctionView(found),
    decision: decisionView(found),
    licence: licenceView(found),
    // Whoever sends the parcel needs the number, nobody else does.
    delivery: deliveryView(found, platform, isOwn || hasRole(viewer, "window")),
    pickup: isOwn ? pickupView(found) : null,
    booking: bookingView(found),
    ticket: ticketView(found),
    evaluation: found.evaluation && {
      grade: found.evaluation.grade,
      tags: found.evaluation.tags,
      text: found.evaluation.text,
    },
    timeline: timelineView(found, isOwn),
    actions: actionsFor(viewer, {
      status: found.status,
      channel: found.channel,
      applicantPersonId: found.applicantPersonId,
      hasOpenCorrection: found.correction !== null && found.correction.answeredAt === null,
      hasEvaluation: found.evaluation !== null,
      bookingState: found.booking[0]?.state ?? null,
    }),
  };
}

/** The clocks of a case, oldest first. */
export function clockViews(
  found: WholeCase,
  { calendars, platform }: ViewContext,
): Promise<CaseView["clocks"]> {
  return Promise.all(
    found.clocks.map((clock) => clockView(clock, calendars, platform.clock.now())),
  );
}

/** All seven stages in order; those without a row have not begun. */
export function stagesView(rows: WholeCase["stages"]): CaseView["stages"] {
  return STAGE_KEYS.map((key) => {
    const row = rows.find((one) => one.key === key);
    return {
      key,
      name: STAGE_NAMES[key],
      state: (row?.state ?? "pending") as CaseView["stages"][number]["state"],
      startedAt: iso(row?.startedAt),
      endedAt: iso(row?.endedAt),
    };
  });
}

/** Who has the case now. */
export function holderView(
  found: Pick<WholeCase, "holderRole" | "holderName" | "holderOfficeKey" | "holderSince">,
  officeNames: ReadonlyMap<string, string>,
): CaseView["currentHolder"] {
  if (found.holderRole === null || found.holderSince === null) return null;
  return {
    role: found.holderRole,
    name: found.holderName,
    office: officeNames.get(found.holderOfficeKey ?? "") ?? "",
    since: found.holderSince.toISOString(),
  };
}

function applicantView(found: WholeCase, { protection }: Platform): CaseView["applicant"] {
  const { idNumberSealed, mobileSealed } = found.applicant;
  const phone = mobileSealed === null ? "" : protection.open("mobile", mobileSealed);
  return {
    name: found.applicantName,
    idNumberMasked: maskCitizenNumber(protection.open("idNumber", idNumberSealed)),
    phoneMasked: maskMobile(phone),
  };
}

function maskMobile(phone: string): string {
  return phone.replace(/^(\d{3})\d{4}/, "$1****");
}

function formView(
  schema: FormSchema | undefined,
  form: unknown,
  { protection }: Platform,
  covered: boolean,
): Record<string, unknown> {
  const data = form as Record<string, unknown>;
  return schema === undefined ? data : openForm(schema, data, protection, covered);
}

function materialViews(found: WholeCase, matter: PublishedMatter): CaseView["materials"] {
  return found.materials.map((row) => {
    const material = matter.content.materials.find(({ code }) => code === row.code);
    return {
      code: row.code,
      name: row.name,
      nameEn: material?.nameEn ?? null,
      necessity: row.necessity as CaseView["materials"][number]["necessity"],
      how: row.how as CaseView["materials"][number]["how"],
      status: row.status as CaseView["materials"][number]["status"],
      dueAt: iso(row.dueAt),
      files: row.files.map(({ id, name, mimeType, size, capturedBy, uploadedAt }) => ({
        id,
        name,
        mimeType,
        size,
        capturedBy,
        uploadedAt: uploadedAt.toISOString(),
      })),
      correctionReason: row.correctionReason,
      accept: material?.accept ?? [],
      maxBytes: Math.round((material?.maxMB ?? 0) * 1024 * 1024),
      notes: material?.notes ?? null,
      template: material === undefined ? null : templateAddress(matter.content, material),
    };
  });
}

function correctionView({ correction }: WholeCase): CaseView["correction"] {
  return (
    correction && {
      noticeNumber: correction.number,
      issuedAt: correction.issuedAt.toISOString(),
      reasons: correction.reasons as unknown as CorrectionReason[],
      deadlineAt: correction.deadlineAt.toISOString(),
      answeredAt: iso(correction.answeredAt),
    }
  );
}

function decisionView({ decision }: WholeCase): CaseView["decision"] {
  if (decision === null) return null;
  const remedies = decision.remedies as { text?: { zh?: string } } | null;
  return {
    outcome: decision.outcome,
    reason: decision.reason,
    remedy: remedies?.text?.zh ?? null,
    decidedAt: decision.decidedAt.toISOString(),
  };
}

function licenceView(found: WholeCase): CaseView["licence"] {
  const document = found.documents.find(({ kind }) => kind === "licence");
  const facts = (document?.facts as { facts?: unknown } | undefined)?.facts as
    | { licenceNumber: string; identifier: string; validFrom: string; validTo: string }
    | undefined;
  return facts === undefined
    ? null
    : {
        number: facts.licenceNumber,
        identifier: facts.identifier,
        validFrom: facts.validFrom,
        validTo: facts.validTo,
      };
}

function deliveryView(
  { delivery }: WholeCase,
  { protection }: Platform,
  isPhoneShown: boolean,
): CaseView["delivery"] {
  if (delivery === null) return null;
  const { phoneSealed, receiver, address, waybill } = delivery;
  const phone = phoneSealed && protection.open("mobile", phoneSealed);
  return {
    kind: delivery.kind as NonNullable<CaseView["delivery"]>["kind"],
    receiver,
    address,
    phone: phone && (isPhoneShown ? phone : maskMobile(phone)),
    waybill,
  };
}

function pickupView({ delivery }: WholeCase): CaseView["pickup"] {
  if (delivery === null || delivery.state !== "deposited") return null;
  const { cabinetId: cabinet, slot, pickupCode: code } = delivery;
  return cabinet === null || slot === null || code === null ? null : { cabinet, slot, code };
}

function bookingView({ booking: [latest] }: WholeCase): CaseView["booking"] {
  return latest === undefined || latest.state === "cancelled"
    ? null
    : { date: latest.date, slot: latest.slot, bookingCode: latest.code, state: latest.state };
}

function ticketView({ tickets: [latest] }: WholeCase): CaseView["ticket"] {
  return latest === undefined
    ? null
    : { number: latest.number, state: latest.state, window: latest.window?.name ?? null };
}

function timelineView(found: WholeCase, isOwn: boolean): CaseView["timeline"] {
  return found.events
    .filter(({ audience }) => !isOwn || audience === "everyone")
    .map(({ at, kind, title, titleEn, byName, detail, documentId }) => ({
      at: at.toISOString(),
      kind,
      title,
      titleEn,
      by: byName,
      detail,
      documentId,
    }));
}

function iso(date: Date | null | undefined): string | null {
  return date?.toISOString() ?? null;
}
