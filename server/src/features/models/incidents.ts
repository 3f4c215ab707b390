/** Incidents: trouble that stands still until somebody has repaired its cause and tries again. */
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import { decodeCursor, PAGE_SIZE, pageOf } from "../../paging.ts";
import type { Platform } from "../../platform.ts";
import type { CommittedEvent, SqlExecutor } from "../../runtime/index.ts";
import { caseReferences } from "../cases/case-references.ts";
import type { IncidentView } from "./models.schema.ts";
import { idCursor } from "./models.service.ts";

/** Open incidents, newest first. */
export async function listIncidents(
  { runtime, database }: Platform,
  viewer: Viewer,
  cursor: string | undefined,
): Promise<{ items: IncidentView[]; nextCursor: string | null }> {
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, idCursor);
  const rows = await database.incident.findMany({
    where: before === null ? {} : { id: { lt: BigInt(before) } },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
  });
  const page = pageOf(rows, ({ id }) => [String(id)]);
  const instances = await database.processInstance.findMany({
    where: { id: { in: page.items.map(({ processInstanceId }) => processInstanceId) } },
    select: { id: true, version: true },
  });
  const versions = new Map(instances.map(({ id, version }) => [id, version]));
  const caseOf = await caseReferences(
    database,
    viewer,
    page.items.map(({ businessKey }) => businessKey),
  );
  const items = page.items.map(async (row): Promise<IncidentView> => {
    const version = versions.get(row.processInstanceId) ?? 0;
    const names = await runtime.elementNames(row.processId, version);
    return {
      id: String(row.id),
      processInstanceId: String(row.processInstanceId),
      processId: row.processId,
      version,
      elementId: row.elementId,
      elementName: names.get(row.elementId) ?? null,
      ...caseOf(row.businessKey),
      code: row.code,
      message: row.messageZh,
      messageEn: row.messageEn,
      raisedAt: row.raisedAt.toISOString(),
      state: "open",
    };
  });
  return { items: await Promise.all(items), nextCursor: page.nextCursor };
}

/** Tries the failed step again. @throws Problem INCIDENT_NOT_FOUND, COMMAND_REJECTED */
export async function resolveIncident({ runtime }: Platform, incidentId: string): Promise<void> {
  const result = await runtime.execute({ type: "resolveIncident", incidentId });
  if (result.ok) return;
  const { code, message } = result.problem;
  if (["INCIDENT_NOT_FOUND", "INSTANCE_NOT_FOUND", "INSTANCE_ENDED"].includes(code)) {
    throw new Problem("INCIDENT_NOT_FOUND");
  }
  throw new Problem("COMMAND_REJECTED", { detail: message.zh, detailEn: message.en });
}

/** Tells the screens of models that an incident came or went. */
export function incidentProjection({
  runtime,
}: Platform): (events: readonly CommittedEvent[], sql: SqlExecutor) => Promise<void> {
  return async (events, sql) => {
    const processes = new Set(
      events
        .filter(({ event }) => event.type === "incidentRaised" || event.type === "incidentResolved")
        .map(({ processId }) => processId),
    );
    for (const id of processes) await runtime.notify(sql, { kind: "model", id });
  };
}
