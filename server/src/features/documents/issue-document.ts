/**
 * Issues official documents: number and facts are written in the transaction of the step that issues them; the PDF is drawn from
 * these facts whenever it is asked for, so that no half-made file can be left behind.
 */
import type { Database, Prisma } from "@tongban/prisma";
import { addToTimeline } from "../cases/case-timeline.ts";
import { nextDocumentNumber } from "../cases/number-series.ts";
import {
  DOCUMENT_TITLES,
  type DocumentFacts,
  type DocumentFrame,
  documentContent,
  type DocumentKind,
} from "./rendering/document-content.ts";
import { renderDocument } from "./rendering/render-document.ts";

/** A document that was issued. */
export interface IssuedDocument {
  readonly id: string;
  readonly number: string;
}

/** The case that a document belongs to, as far as documents state it. */
export interface DocumentCase {
  readonly id: string;
  readonly caseNumber: string;
  readonly officeKey: string;
  readonly officeName: string;
  readonly applicantName: string;
  readonly matterName: string;
}

const PREFIXES: Readonly<Record<DocumentKind, string>> = {
  receipt: "江北政务收",
  correctionNotice: "江北市监补",
  acceptanceNotice: "江北市监受",
  refusalNotice: "江北市监不受",
  decisionGrant: "江北市监准",
  decisionDeny: "江北市监不准",
  licence: "江北市监证",
  deliveryProof: "江北政务送",
};

const TITLES_EN: Readonly<Record<DocumentKind, string>> = {
  receipt: "Receipt issued",
  correctionNotice: "Correction notice issued",
  acceptanceNotice: "Notice of acceptance issued",
  refusalNotice: "Notice of refusal issued",
  decisionGrant: "Licence granted",
  decisionDeny: "Licence denied",
  licence: "Licence issued",
  deliveryProof: "Delivery recorded",
};

/** What is kept of a document: everything that its PDF is drawn from. */
interface KeptFacts {
  readonly frame: Omit<DocumentFrame, "number" | "issuedAt">;
  readonly facts: DocumentFacts;
}

/** Issues a document and tells it in the timeline. */
export async function issueDocument(
  database: Database,
  of: DocumentCase,
  facts: DocumentFacts,
  options: { readonly now: number; readonly publicUrl: string; readonly byName?: string | null },
): Promise<IssuedDocument> {
  const { now, publicUrl } = options;
  const number = await nextDocumentNumber(
    database,
    { officeKey: of.officeKey, prefix: PREFIXES[facts.kind] },
    now,
  );
  const kept: KeptFacts = {
    frame: {
      officeName: of.officeName,
      applicantName: of.applicantName,
      matterName: of.matterName,
      caseNumber: of.caseNumber,
      trackingUrl: `${publicUrl}/track?number=${of.caseNumber}`,
    },
    facts,
  };
  const title = facts.kind === "licence" ? facts.licenceName : DOCUMENT_TITLES[facts.kind];
  const document = await database.caseDocument.create({
    data: {
      caseId: of.id,
      kind: facts.kind,
      title,
      number,
      facts: kept as unknown as Prisma.InputJsonObject,
      issuedAt: new Date(now),
    },
    select: { id: true },
  });
  await addToTimeline(database, {
    caseId: of.id,
    at: now,
    kind: `document.${facts.kind}`,
    title: `出具《${title}》`,
    titleEn: TITLES_EN[facts.kind],
    byName: options.byName ?? of.officeName,
    detail: number,
    documentId: document.id,
  });
  return { id: document.id, number };
}

/** The PDF of an issued document. */
export function drawDocument(document: {
  readonly number: string;
  readonly issuedAt: Date;
  readonly facts: unknown;
}): Promise<Buffer> {
  // Written by issueDocument only.
  const { frame, facts } = document.facts as KeptFacts;
  const { number, issuedAt } = document;
  return renderDocument(documentContent({ ...frame, number, issuedAt: issuedAt.getTime() }, facts));
}
