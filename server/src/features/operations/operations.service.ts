/** Batch operations of the platform's people: what an order means, what it would do, and how far it is. */
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import { decodeCursor, PAGE_SIZE, pageOf } from "../../paging.ts";
import type { Platform } from "../../platform.ts";
import type { BatchProgress, BatchWork, InstanceSelection, Result } from "../../runtime/index.ts";
import { caseReferences } from "../cases/case-references.ts";
import { NO_CASE } from "../cases/no-case.ts";
import { idCursor } from "../models/models.service.ts";
import type {
  OperationItemView,
  OperationOrder,
  OperationPreview,
  OperationView,
} from "./operations.schema.ts";

/** Instances that a preview tries. */
const SAMPLE = 20;
/** What the order would do to what runs now; nothing changes. @throws Problem MODEL_NOT_FOUND, ELEMENT_NOT_FOUND */
export async function previewOperation(
  platform: Platform,
  viewer: Viewer,
  order: OperationOrder,
): Promise<OperationPreview> {
  const work = await workOf(platform, order);
  const { statement, values } = selectionOf(order);
  const { sql } = platform.runtime;
  const what =
    work.kind === "resolveIncidents"
      ? `SELECT count(*)::int AS count FROM incident WHERE process_instance_id IN (${statement})`
      : `SELECT count(*)::int AS count FROM (${statement}) AS chosen`;
  const [counted] = await sql.query<{ count: number }>(what, values);
  const chosen = await sql.query<{ id: string; version: number; businessKey: string | null }>(
    `SELECT id::text, version, business_key AS "businessKey" FROM process_instance WHERE id IN (${statement}) ORDER BY id LIMIT ${String(SAMPLE)}`,
    values,
  );
  const caseOf = await caseReferences(
    platform.database,
    viewer,
    chosen.map(({ businessKey }) => businessKey),
  );
  const sample: OperationPreview["sample"] = [];
  for (const { id, version, businessKey } of chosen) {
    const reasons = await reasonsAgainst(platform, work, id);
    if (reasons === null) continue;
    const named = await platform.runtime.elementNames(order.selection.processId, version);
    sample.push({
      processInstanceId: id,
      caseNumber: caseOf(businessKey).caseNumber,
      isPossible: reasons.length === 0,
      reasons: reasons.map(({ elementId, message }) => ({
        elementId,
        elementName: named.get(elementId ?? "") ?? null,
        message: message.zh,
        messageEn: message.en,
      })),
    });
  }
  return { count: counted?.count ?? 0, sample };
}

/** Begins the order. @throws Problem MODEL_NOT_FOUND, ELEMENT_NOT_FOUND, OPERATION_REFUSED */
export async function beginOperation(
  platform: Platform,
  viewer: Viewer,
  order: OperationOrder,
): Promise<OperationView> {
  const work = await workOf(platform, order);
  const actor = { kind: "person", name: viewer.accountId } as const;
  const begun = await platform.runtime.batches.begin(work, selectionOf(order), actor);
  return viewOf(platform, acceptedBatch(begun));
}

/** Operations, newest first. */
export async function listOperations(
  platform: Platform,
  cursor: string | undefined,
): Promise<{ items: OperationView[]; nextCursor: string | null }> {
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, idCursor);
  const rows = await platform.runtime.batches.list({ before, limit: PAGE_SIZE + 1 });
  const { items, nextCursor } = pageOf(rows, ({ id }) => [id]);
  const nameOf = await names(platform, items);
  return { items: items.map((item) => view(item, nameOf)), nextCursor };
}

/** One of them. @throws Problem OPERATION_NOT_FOUND */
export async function findOperation(platform: Platform, id: string): Promise<OperationView> {
  const found = await platform.runtime.batches.find(id);
  if (found === null) throw new Problem("OPERATION_NOT_FOUND");
  return viewOf(platform, found);
}

/** Pauses, goes on, or leaves undone what is not done. @throws Problem OPERATION_NOT_FOUND, OPERATION_REFUSED */
export async function moveOperation(
  platform: Platform,
  id: string,
  move: "suspend" | "resume" | "cancel",
): Promise<OperationView> {
  return viewOf(platform, acceptedBatch(await platform.runtime.batches[move](id)));
}

/** How it went with each, in the order of the items. @throws Problem OPERATION_NOT_FOUND */
export async function listItems(
  { runtime, database }: Platform,
  viewer: Viewer,
  page: {
    readonly id: string;
    readonly state?: OperationItemView["state"] | undefined;
    readonly cursor?: string | undefined;
  },
): Promise<{ items: OperationItemView[]; nextCursor: string | null }> {
  if ((await runtime.batches.find(page.id)) === null) throw new Problem("OPERATION_NOT_FOUND");
  const [after] = page.cursor === undefined ? [null] : decodeCursor(page.cursor, idCursor);
  const rows = await database.batchItem.findMany({
    where: {
      batchId: BigInt(page.id),
      ...(page.state !== undefined && { state: page.state }),
      ...(after !== null && { itemId: { gt: BigInt(after) } }),
    },
    orderBy: { itemId: "asc" },
    take: PAGE_SIZE + 1,
  });
  const { items, nextCursor } = pageOf(rows, ({ itemId }) => [String(itemId)]);
  const instances = await database.processInstance.findMany({
    where: { id: { in: items.map(({ processInstanceId }) => processInstanceId) } },
    select: { id: true, processId: true, businessKey: true },
  });
  const instanceOf = new Map(instances.map((instance) => [instance.id, instance]));
  const caseOf = await caseReferences(
    database,
    viewer,
    instances.map(({ businessKey }) => businessKey),
  );
  return {
    nextCursor,
    items: items.map((item) => {
      const instance = instanceOf.get(item.processInstanceId);
      return {
        itemId: String(item.itemId),
        processInstanceId: String(item.processInstanceId),
        processId: instance?.processId ?? null,
        caseNumber: caseOf(instance?.businessKey ?? null).caseNumber,
        // Written by the runtime alone.
        state: item.state as OperationItemView["state"],
        code: item.code,
        message: item.messageZh,
        messageEn: item.messageEn,
        processedAt: item.processedAt?.toISOString() ?? null,
      };
    }),
  };
}

/** The runtime's work; names that are in no model are told before anything begins. */
async function workOf(
  { runtime }: Platform,
  { selection, work }: OperationOrder,
): Promise<BatchWork> {
  const { processId } = selection;
  switch (work.kind) {
    case "resolveIncidents":
    case "cancelInstances":
      return { kind: work.kind };
    case "migrateInstances": {
      const plan = await runtime.previews.plan(
        { processId, version: selection.version },
        work.version,
      );
      if (plan === null) throw new Problem("MODEL_NOT_FOUND");
      return { kind: work.kind, processId, version: work.version, plan };
    }
    case "modifyInstances":
      return {
        kind: work.kind,
        instructions: [
          { kind: "move", from: { elementId: work.from }, elementId: work.to, variables: [] },
        ],
      };
  }
}

function selectionOf({ selection, work }: OperationOrder): InstanceSelection {
  const { processId, version, elementId } = selection;
  const waitsAt = elementId ?? (work.kind === "modifyInstances" ? work.from : undefined);
  return {
    statement: `SELECT p.id FROM process_instance p
      WHERE p.state = 'active' AND p.process_id = $1::text AND ($2::int IS NULL OR p.version = $2::int)
        AND ($3::text IS NULL OR EXISTS (SELECT FROM element_instance e
              WHERE e.process_instance_id = p.id AND e.state = 'active' AND e.element_id = $3::text))
        AND ${work.kind === "cancelInstances" ? NO_CASE : "TRUE"}
        AND ${work.kind === "migrateInstances" ? `p.version <> ${String(work.version)}` : "TRUE"}`,
    values: [processId, version ?? null, waitsAt ?? null],
  };
}

interface Reason {
  readonly elementId: string | null;
  readonly message: { readonly zh: string; readonly en: string };
}

/** Why it cannot be done to the instance; null where only doing it shows. */
async function reasonsAgainst(
  { runtime }: Platform,
  work: BatchWork,
  processInstanceId: string,
): Promise<readonly Reason[] | null> {
  if (work.kind === "migrateInstances") {
    const { processId, version, plan } = work;
    const planned = await runtime.previews.migration({
      processInstanceId,
      processId,
      version,
      plan,
    });
    if (planned === null) return null;
    if (planned.preview.ok) return [];
    return planned.preview.findings.map(({ elementId = null, message }) => ({
      elementId,
      message,
    }));
  }
  if (work.kind === "modifyInstances") {
    const preview = await runtime.previews.modification({
      processInstanceId,
      instructions: work.instructions,
    });
    if (preview === null) return null;
    return preview.ok ? [] : [{ elementId: null, message: preview.rejection.message }];
  }
  return null;
}

function acceptedBatch(result: Result<BatchProgress>): BatchProgress {
  if (result.ok) return result.value;
  const { code, message } = result.problem;
  if (code === "BATCH_NOT_FOUND") throw new Problem("OPERATION_NOT_FOUND");
  throw new Problem("OPERATION_REFUSED", { detail: message.zh, detailEn: message.en });
}

async function viewOf(platform: Platform, progress: BatchProgress): Promise<OperationView> {
  return view(progress, await names(platform, [progress]));
}

async function names(
  { database }: Platform,
  operations: readonly BatchProgress[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = operations.map(({ actor }) => actor.name);
  const accounts = await database.account.findMany({
    where: { OR: [{ username: { in: wanted } }, { id: { in: wanted.filter(isUuid) } }] },
    select: { id: true, username: true, name: true },
  });
  return new Map(
    accounts.flatMap(({ id, username, name }) => [
      [id, name],
      [username, name],
    ]),
  );
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
}

function view(
  { actor, startedAt, endedAt, ...progress }: BatchProgress,
  nameOf: ReadonlyMap<string, string>,
): OperationView {
  return {
    ...progress,
    by: (actor.kind === "person" ? nameOf.get(actor.name) : undefined) ?? actor.name,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}
