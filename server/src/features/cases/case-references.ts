/** From process instances to the cases that they belong to, as far as the viewer reaches them. */
import { caseWhere } from "../../authorisation/case-scope.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import type { Database } from "@tongban/prisma";

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What a list shows of the case behind a business key. */
export interface CaseReference {
  readonly caseId: string | null;
  readonly caseNumber: string | null;
}

const NONE: CaseReference = { caseId: null, caseNumber: null };

/** Looks the cases of business keys up together; the answer knows every key. */
export async function caseReferences(
  database: Database,
  viewer: Viewer,
  businessKeys: readonly (string | null)[],
): Promise<(businessKey: string | null) => CaseReference> {
  const ids = businessKeys.filter((key): key is string => key !== null && UUID.test(key));
  const rows =
    ids.length === 0
      ? []
      : await database.case.findMany({
          where: { AND: [{ id: { in: ids } }, caseWhere(viewer, "diagram")] },
          select: { id: true, caseNumber: true },
        });
  const found = new Map(rows.map(({ id, caseNumber }) => [id, { caseId: id, caseNumber }]));
  return (businessKey) => found.get(businessKey ?? "") ?? NONE;
}
