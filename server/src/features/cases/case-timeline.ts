/** The timeline of a case in people's words. */
import type { Database } from "@tongban/prisma";

/** One entry; instants in epoch ms. */
export interface TimelineEntry {
  readonly caseId: string;
  readonly at: number;
  readonly kind: string;
  readonly title: string;
  readonly titleEn: string;
  readonly byName?: string | null;
  readonly byId?: string | null;
  readonly detail?: string | null;
  readonly documentId?: string | null;
  /** `staff`: not shown to the applicant. */
  readonly audience?: "everyone" | "staff";
}

/** Adds an entry, in the transaction of what it tells. */
export async function addToTimeline(database: Database, entry: TimelineEntry): Promise<void> {
  await database.caseEvent.create({
    data: {
      caseId: entry.caseId,
      at: new Date(entry.at),
      kind: entry.kind,
      title: entry.title,
      titleEn: entry.titleEn,
      byName: entry.byName ?? null,
      byId: entry.byId ?? null,
      detail: entry.detail ?? null,
      documentId: entry.documentId ?? null,
      audience: entry.audience ?? "everyone",
    },
  });
}
