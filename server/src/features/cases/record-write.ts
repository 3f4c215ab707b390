/** Records who changed whose case, in the transaction of the change. */
import type { Database } from "@tongban/prisma";
import type { Viewer } from "../../authorisation/roles.ts";
import { logAccess } from "../audit/access-log.ts";
import type { CaseContext } from "./case-context.ts";

/** What was changed. */
export interface CaseWrite {
  readonly case: { readonly id: string; readonly applicantPersonId: string };
  /** Which data, in the field's words. */
  readonly fields: readonly string[];
  /** Why, in words that the person whose data it is understands. */
  readonly purpose: string;
}

/** Writes the entry; last in its transaction, because the next entry of the chain waits for the commit. */
export function recordWrite(
  { platform }: Pick<CaseContext, "platform">,
  database: Database,
  viewer: Viewer,
  { case: { id, applicantPersonId }, fields, purpose }: CaseWrite,
): Promise<void> {
  return logAccess(database, {
    viewer,
    action: "write",
    resource: "case",
    resourceId: id,
    caseId: id,
    personId: applicantPersonId,
    fields,
    purpose,
    at: platform.clock.now(),
  });
}
