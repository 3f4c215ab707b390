/** Finding a case that the viewer reaches. Outside of the scope a case does not exist: 404. */
import type { Database, Prisma } from "@tongban/prisma";
import { type CaseSight, caseWhere } from "../../authorisation/case-scope.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";

/** A case with everything that a view needs. */
export const WHOLE_CASE = {
  matterVersion: true,
  applicant: true,
  stages: true,
  materials: {
    include: { files: { orderBy: { uploadedAt: "asc" } } },
    orderBy: { position: "asc" },
  },
  documents: { orderBy: { issuedAt: "asc" } },
  correction: true,
  decision: true,
  clocks: { include: { segments: true }, orderBy: { startedAt: "asc" } },
  events: { orderBy: [{ at: "asc" }, { id: "asc" }] },
  booking: { where: { state: { not: "cancelled" } }, orderBy: { createdAt: "desc" }, take: 1 },
  tickets: { include: { window: true }, orderBy: { issuedAt: "desc" }, take: 1 },
  delivery: true,
  evaluation: true,
} as const satisfies Prisma.CaseInclude;

/** See {@link WHOLE_CASE}. */
export type WholeCase = Prisma.CaseGetPayload<{ include: typeof WHOLE_CASE }>;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** @throws Problem NOT_FOUND */
export async function findCase(
  database: Database,
  viewer: Viewer,
  id: string,
  sight: CaseSight = "read",
): Promise<WholeCase> {
  if (!UUID.test(id)) throw new Problem("NOT_FOUND");
  const found = await database.case.findFirst({
    where: { AND: [{ id }, caseWhere(viewer, sight)] },
    include: WHOLE_CASE,
  });
  if (found === null) throw new Problem("NOT_FOUND");
  return found;
}

/** The applicant's own case. @throws Problem NOT_FOUND */
export async function findOwnCase(
  database: Database,
  viewer: Viewer,
  id: string,
): Promise<WholeCase> {
  const found = await findCase(database, viewer, id);
  if (viewer.personId === null || found.applicantPersonId !== viewer.personId) {
    throw new Problem("NOT_FOUND");
  }
  return found;
}

/**
 * The case as it stands now, and for as long as the transaction lasts: what was looked up before may have been handed in
 * meanwhile.
 * @throws Problem NOT_FOUND when it was deleted
 */
export async function lockCase(database: Database, id: string): Promise<WholeCase> {
  await database.$queryRaw`SELECT 1 FROM cases WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const found = await database.case.findUnique({ where: { id }, include: WHOLE_CASE });
  if (found === null) throw new Problem("NOT_FOUND");
  return found;
}
