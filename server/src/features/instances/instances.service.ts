/** One process instance, running or ended, and what became of its variables. */
import { z } from "zod";
import type { Viewer } from "../../authorisation/roles.ts";
import { decodeCursor, encodeCursor, PAGE_SIZE } from "../../paging.ts";
import type { Platform } from "../../platform.ts";
import { readVariableHistory, type VariableChange } from "../../runtime/index.ts";
import { logAccess } from "../audit/access-log.ts";
import type { InstanceView, VariableChangeView, VariableHistoryView } from "./instances.schema.ts";
import { type ReachedInstance, reachInstance } from "./reach-instance.ts";

/** Where a page begins: the place in the history before which it looks. */
const position = z.tuple([z.int32().min(1)]);

/** The instance and where it is. @throws Problem NOT_FOUND */
export async function findInstance(
  platform: Platform,
  viewer: Viewer,
  id: string,
): Promise<InstanceView> {
  const { database } = platform;
  const { processId, version, state, startedAt, endedAt, ...instance } = await reachInstance(
    platform,
    viewer,
    id,
  );
  const definition = await database.processDefinition.findUnique({
    where: { processId_version: { processId, version } },
    select: { name: true },
  });
  const elements = await database.elementInstance.groupBy({
    by: ["elementId", "state"],
    where: { processInstanceId: BigInt(id), kind: { not: "process" } },
    orderBy: { elementId: "asc" },
  });
  const incidents = await database.incident.findMany({
    where: { processInstanceId: BigInt(id) },
    distinct: ["elementId"],
    select: { elementId: true },
  });
  const inState = (wanted: string): string[] =>
    elements.filter((one) => one.state === wanted).map(({ elementId }) => elementId);
  return {
    processInstanceId: id,
    processId,
    processName: definition?.name ?? processId,
    version,
    state,
    caseId: instance.case?.id ?? null,
    caseNumber: instance.case?.caseNumber ?? null,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    active: inState("active"),
    completed: inState("completed"),
    incidents: incidents.map(({ elementId }) => elementId),
  };
}

/** What is asked of the history. */
export interface VariablesAsked {
  readonly name?: string | undefined;
  readonly q?: string | undefined;
  readonly at?: string | undefined;
  readonly cursor?: string | undefined;
}

/** What became of the variables, newest first; who sees values is recorded. @throws Problem NOT_FOUND */
export async function instanceVariables(
  platform: Platform,
  { viewer, requestId }: { readonly viewer: Viewer; readonly requestId: string },
  id: string,
  { name, q, at, cursor }: VariablesAsked,
): Promise<VariableHistoryView> {
  const instance = await reachInstance(platform, viewer, id);
  const [beforeSeq] = cursor === undefined ? [undefined] : decodeCursor(cursor, position);
  const { changes, nextBeforeSeq } = await readVariableHistory(platform.runtime.sql, {
    processInstanceId: id,
    name,
    namePart: q,
    at: at === undefined ? undefined : Date.parse(at),
    beforeSeq,
    limit: PAGE_SIZE,
  });
  if (!instance.isCovered && changes.length > 0) {
    await logAccess(platform.database, {
      viewer,
      action: "read",
      resource: "processVariable",
      resourceId: id,
      caseId: instance.case?.id ?? null,
      personId: instance.case?.applicantPersonId ?? null,
      fields: [...new Set(changes.map((change) => change.name))],
      purpose: `查看流程变量历史：${instance.case?.caseNumber ?? instance.processId}`,
      requestId,
      at: platform.clock.now(),
    });
  }
  const names = await platform.runtime.elementNames(instance.processId, instance.version);
  const nameOf = await actorNames(platform, changes);
  return {
    items: changes.map((change) => view(change, instance, { names, nameOf })),
    nextCursor: nextBeforeSeq === null ? null : encodeCursor([nextBeforeSeq]),
    isCovered: instance.isCovered,
  };
}

interface Names {
  readonly names: ReadonlyMap<string, string>;
  readonly nameOf: (by: VariableChange["cause"]["by"]) => string | null;
}

function view(
  { seq, at, name, scopeElementId, value, previous, cause }: VariableChange,
  { isCovered }: ReachedInstance,
  { names, nameOf }: Names,
): VariableChangeView {
  const elementName = (id: string | null): string | null =>
    id === null ? null : (names.get(id) ?? id);
  const known = previous !== null && previous !== "unknown";
  return {
    seq,
    at: new Date(at).toISOString(),
    name,
    scopeName: elementName(scopeElementId),
    value: isCovered ? null : value,
    before: known ? (isCovered ? "covered" : "known") : (previous ?? "none"),
    previous: known && !isCovered ? previous : null,
    cause: cause.kind,
    elementId: cause.elementId,
    elementName: elementName(cause.elementId),
    // It may be the applicant.
    by: isCovered ? null : nameOf(cause.by),
  };
}

/** Accounts by what people are called, other systems by their id. */
async function actorNames(
  { database }: Platform,
  changes: readonly VariableChange[],
): Promise<Names["nameOf"]> {
  const actors = changes.flatMap(({ cause }) => (cause.by === null ? [] : [cause.by]));
  const accounts = await database.account.findMany({
    where: {
      OR: [
        {
          id: {
            in: actors.flatMap((by) => (by.kind === "account" && UUID.test(by.id) ? [by.id] : [])),
          },
        },
        { username: { in: actors.flatMap((by) => (by.kind === "person" ? [by.name] : [])) } },
      ],
    },
    select: { id: true, username: true, name: true },
  });
  const byId = new Map(accounts.map((account) => [account.id, account.name]));
  const byUsername = new Map(accounts.map((account) => [account.username, account.name]));
  return (by) => {
    if (by === null) return null;
    if (by.kind === "account") return byId.get(by.id) ?? by.id;
    return by.kind === "person" ? (byUsername.get(by.name) ?? by.name) : by.name;
  };
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
