/** Cases and tasks as the API shows them: written after its contract until the server's own description takes over. */
import type { Clock } from "../design/clock-bar.tsx";
import type { Light } from "../design/light-mark.tsx";
import type { Stage } from "../design/stage-line.tsx";
import type { FormData, FormSchema } from "../forms/form-schema.ts";

/** States of a case, DOMAIN §3. */
export type CaseStatus =
  | "draft"
  | "submitted"
  | "received"
  | "correction"
  | "refused"
  | "accepted"
  | "deemedAccepted"
  | "review"
  | "suspended"
  | "granted"
  | "denied"
  | "producing"
  | "delivering"
  | "closed"
  | "withdrawn"
  | "terminated";

/** A clock as every screen draws it. */
export interface ClockView extends Clock {
  readonly purpose: "acceptance" | "decision" | "node" | "delivery" | "correction";
  readonly unit: "workingDay";
  readonly calendar: { readonly id: string; readonly version: string | number };
}

/** One uploaded or fetched file. */
export interface MaterialFile {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  readonly capturedBy: string;
  readonly uploadedAt: string;
}

/** One material of a case. */
export interface MaterialView {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly necessity: "required" | "conditional" | "tolerated";
  readonly how: "have" | "fetch" | "generate" | "photograph" | "upload";
  readonly status: "missing" | "provided" | "fetched" | "generated" | "tolerated" | "toCorrect";
  readonly dueAt?: string | null;
  readonly files: readonly MaterialFile[];
  readonly correctionReason?: string | null;
}

/** An official document of a case. */
export interface DocumentView {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly number: string | null;
  readonly issuedAt: string;
}

/** What the one correction notice says about one thing. */
export interface CorrectionReason {
  readonly materialCode?: string | null;
  readonly fieldKey?: string | null;
  readonly reasonCode: string;
  readonly reason: string;
  readonly howToFix: string;
}

/** One line of a case's history. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly titleEn?: string;
  readonly by?: string | null;
  readonly detail?: string | null;
  readonly documentId?: string | null;
}

/** What a citizen may do with a case now. */
export type CaseAction =
  | "edit"
  | "submit"
  | "withdraw"
  | "correct"
  | "chooseDelivery"
  | "evaluate"
  | "book";

/** A case as its viewer may see it. */
export interface CaseView {
  readonly id: string;
  readonly caseNumber: string | null;
  readonly queryCode?: string | null;
  readonly matter: {
    readonly id: string;
    readonly name: string;
    readonly nameEn: string | null;
    readonly version: number;
  };
  readonly status: CaseStatus;
  readonly statusText: string;
  readonly statusTextEn?: string;
  readonly channel: "online" | "window";
  readonly applicant: {
    readonly name: string;
    readonly idNumberMasked: string;
    readonly phoneMasked: string;
  };
  readonly office: string;
  readonly submittedAt: string | null;
  readonly stages: readonly (Stage & { readonly name: string })[];
  readonly currentHolder?: {
    readonly role: string;
    readonly name: string | null;
    readonly office: string;
    readonly since: string;
  } | null;
  readonly clocks: readonly ClockView[];
  readonly form: FormData;
  /** The application's form, which names the fields. */
  readonly formSchema?: FormSchema | null;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly materials: readonly MaterialView[];
  readonly documents: readonly DocumentView[];
  readonly correction?: {
    readonly noticeNumber: string;
    readonly issuedAt: string;
    readonly reasons: readonly CorrectionReason[];
    readonly deadlineAt: string;
    readonly answeredAt: string | null;
  } | null;
  readonly decision?: {
    readonly outcome: string;
    readonly reason?: string | null;
    readonly remedy?: string | null;
    readonly decidedAt: string;
  } | null;
  readonly licence?: {
    readonly number: string;
    readonly identifier: string;
    readonly validFrom: string;
    readonly validTo: string;
  } | null;
  readonly delivery?: {
    readonly kind: "window" | "cabinet" | "express" | "electronic";
    readonly receiver?: string | null;
    readonly address?: string | null;
    readonly phone?: string | null;
  } | null;
  readonly pickup?: {
    readonly cabinet: string;
    readonly slot: string;
    readonly code: string;
  } | null;
  readonly booking?: {
    readonly date: string;
    readonly slot: string;
    readonly bookingCode: string;
    readonly qr?: string | null;
  } | null;
  readonly evaluation?: {
    readonly grade: number;
    readonly tags: readonly string[];
    readonly text?: string | null;
  } | null;
  readonly timeline: readonly TimelineEntry[];
  readonly actions: readonly CaseAction[];
}

/** Where the processes of a case are. */
export interface CaseDiagram {
  readonly processes: readonly ProcessDiagram[];
}

/** One process instance with its model and its marks (BPMN element ids). */
export interface ProcessDiagram {
  readonly processInstanceId: string;
  readonly processId: string;
  readonly version: number;
  readonly name: string;
  readonly parentElementId?: string | null;
  readonly xml: string;
  readonly active: readonly string[];
  readonly completed: readonly string[];
  readonly incidents: readonly string[];
}

/** One row of the inbox. */
export interface TaskSummary {
  readonly id: string;
  readonly name: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly matterName: string;
  readonly applicantName: string;
  readonly role: string;
  readonly assignee?: { readonly id: string; readonly name: string } | null;
  readonly createdAt: string;
  readonly dueAt: string | null;
  readonly light: Light;
  readonly remainingWorkingMinutes: number | null;
  readonly fallback: boolean;
}

/** A sentence in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A structured reason of a correction notice. */
export interface CatalogueReason {
  readonly code: string;
  readonly materialCode: string | null;
  readonly fieldKey: string | null;
  readonly reason: Text;
  readonly howToFix: Text;
}

/** A structured reason against an application. */
export interface AdverseReason {
  readonly code: string;
  readonly reason: Text;
  readonly plainWords: Text;
  readonly legalBasis: string;
  readonly whatWouldHelp: Text;
}

/** What the law adds to a task's decision. */
export interface TaskLegal {
  readonly refusalRemedy: string | null;
  readonly correctionReasons: readonly CatalogueReason[];
  readonly refusalReasons: readonly AdverseReason[];
  readonly denialReasons: readonly AdverseReason[];
}

/** What an earlier step said. */
export interface OpinionView {
  readonly node: string;
  readonly outcome: string | null;
  readonly text: string | null;
  readonly author: string;
  readonly writtenAt: string;
}

/** A task with everything needed to decide it. */
export interface TaskView {
  readonly task: TaskSummary & { readonly node: string | null };
  readonly case: CaseView;
  readonly form: { readonly schema: FormSchema; readonly data: FormData } | null;
  readonly photos: readonly {
    readonly id: string;
    readonly name: string;
    readonly takenAt: string;
  }[];
  readonly photosRequired: boolean;
  readonly history: readonly TimelineEntry[];
  readonly opinions: readonly OpinionView[];
  readonly opinionsPresets: readonly string[];
  readonly legal: TaskLegal;
  /** Why this viewer may not work on the task. */
  readonly blockedBy: {
    readonly code: string;
    readonly detail: string;
    readonly detailEn: string;
  } | null;
}
