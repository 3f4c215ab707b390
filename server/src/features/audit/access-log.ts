/**
 * Writes the access log: who saw or changed whose data, and why. The database chains the rows by hash and refuses changes
 * (migration `features`). Write it in the transaction of what it describes; a read is logged before its answer leaves.
 */
import type { Database } from "@tongban/prisma";
import { groupsOf, type Viewer } from "../../authorisation/roles.ts";

/** Chains: writers about different subjects seldom wait for each other. */
const CHAINS = 16;

/** What was done. */
export type AccessAction = "read" | "write" | "download" | "search";

/** One entry. */
export interface AccessEntry {
  /** Null: the system itself (timers, device events), or an unknown visitor. */
  readonly viewer: Viewer | null;
  /** Name of the actor where there is no viewer; by default 系统. */
  readonly actorName?: string;
  readonly action: AccessAction;
  /** Kind of thing: case, material, document, person, matterForm … */
  readonly resource: string;
  readonly resourceId?: string | null;
  readonly caseId?: string | null;
  /** Whose data. */
  readonly personId?: string | null;
  /** Which data, in the field's words. */
  readonly fields: readonly string[];
  /** Why, in words that the person whose data it is understands. */
  readonly purpose: string;
  readonly requestId?: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Appends entries, in order. */
export async function logAccess(
  database: Database,
  ...entries: readonly AccessEntry[]
): Promise<void> {
  for (const entry of entries) {
    await database.accessLog.create({
      data: {
        chain: chainOf(entry),
        at: new Date(entry.at),
        accountId: entry.viewer?.accountId ?? null,
        actorName: entry.viewer?.name ?? entry.actorName ?? "系统",
        actorGroups: entry.viewer ? groupsOf(entry.viewer) : [],
        action: entry.action,
        resource: entry.resource,
        resourceId: entry.resourceId ?? null,
        caseId: entry.caseId ?? null,
        personId: entry.personId ?? null,
        fields: [...entry.fields],
        purpose: entry.purpose,
        requestId: entry.requestId ?? null,
      },
    });
  }
}

/** Entries about one case or person stand in one chain. */
function chainOf({ caseId, personId, resourceId }: AccessEntry): number {
  let hash = 0;
  for (const character of caseId ?? personId ?? resourceId ?? "") {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  }
  return hash % CHAINS;
}
