/**
 * Keeps the case's read tables in the transaction of the engine's events: stages, work items with their node clocks, who has the
 * case now. The engine knows nothing of cases; the business key of a process is the id of its case.
 */
import { addWorkingDays } from "../../domain/working-calendar/working-calendar.ts";
import { dateOf, endOfDay } from "../../domain/working-calendar/local-date.ts";
import type { CommittedEvent, EngineEventOf, SqlExecutor } from "../../runtime/index.ts";
import type { CaseContext } from "./case-context.ts";
import {
  assignWorkItem,
  beginStage,
  caseMatterVersion,
  endStage,
  endWorkItem,
  insertWorkItem,
  refreshHolder,
  UUID,
} from "./projection-rows.ts";

type UserTaskCreated = EngineEventOf<"userTaskCreated">;

/** Builds the projection. */
export function caseProjection(
  context: CaseContext,
): (events: readonly CommittedEvent[], sql: SqlExecutor) => Promise<void> {
  return async (events, sql) => {
    const cases = new Set<string>();
    for (const committed of events) {
      const caseId = committed.businessKey;
      // A process may carry a business key of its own that is no case.
      if (caseId === null || !UUID.test(caseId)) continue;
      if (await project(context, sql, caseId, committed)) cases.add(caseId);
    }
    for (const caseId of cases) {
      await refreshHolder(sql, caseId);
      await context.platform.runtime.notify(sql, { kind: "case", id: caseId });
    }
  };
}

/** Answers whether the event changed what screens show of the case. */
async function project(
  context: CaseContext,
  sql: SqlExecutor,
  caseId: string,
  { event, at, processInstanceId }: CommittedEvent,
): Promise<boolean> {
  switch (event.type) {
    case "elementActivated":
      if (event.properties?.["stage"] === undefined) return false;
      await beginStage(sql, caseId, event.properties["stage"], at);
      return true;
    case "elementCompleted":
    case "elementTerminated":
      // A stage's call activity says when it is over; tasks within a stage carry the property too.
      if (event.elementKind !== "callActivity" || event.properties?.["stage"] === undefined)
        return false;
      await endStage(sql, caseId, event.properties["stage"], at);
      return true;
    case "userTaskCreated":
      await openWorkItem(context, sql, { caseId, processInstanceId, at, event });
      await context.platform.runtime.notify(sql, { kind: "task", id: event.userTaskId });
      return true;
    case "userTaskAssigned":
      await assignWorkItem(sql, event.userTaskId, event.assignee, at);
      await context.platform.runtime.notify(sql, { kind: "task", id: event.userTaskId });
      return true;
    case "userTaskCompleted":
    case "userTaskCanceled":
      await endWorkItem(sql, event.userTaskId, event.type === "userTaskCompleted", at);
      await context.platform.runtime.notify(sql, { kind: "task", id: event.userTaskId });
      return true;
    default:
      return false;
  }
}

/** A work item with the clock of its node, whose limit stands in the version of the matter that the case pins. */
async function openWorkItem(
  context: CaseContext,
  sql: SqlExecutor,
  opened: {
    readonly caseId: string;
    readonly processInstanceId: string;
    readonly at: number;
    readonly event: UserTaskCreated;
  },
): Promise<void> {
  const { caseId, processInstanceId, at, event } = opened;
  const properties = event.properties ?? {};
  const versionId = await caseMatterVersion(sql, caseId);
  if (versionId === null) return;
  const matter = await context.matters.version(versionId, sql);
  const node = matter.content.nodes?.find(({ key }) => key === properties["node"]);
  const calendar = await context.calendars.current(sql);
  const limitDays = node?.limitWorkdays ?? null;
  const dueAt =
    limitDays === null ? event.dueAt : endOfDay(addWorkingDays(calendar, dateOf(at), limitDays));
  if (properties["stage"] !== undefined) await beginStage(sql, caseId, properties["stage"], at);
  await insertWorkItem(sql, {
    id: event.userTaskId,
    caseId,
    processInstanceId,
    elementId: event.elementId,
    name: event.name,
    node: properties["node"] ?? null,
    role: properties["role"] ?? event.candidateGroups[0]?.split("@")[0] ?? null,
    officeKey: event.candidateGroups[0]?.split("@")[1] ?? null,
    candidateGroups: event.candidateGroups,
    isFallback: properties["fallback"] === "true",
    formId: event.formId,
    formVersion: event.formVersion ?? null,
    dueAt,
    createdAt: at,
    clock:
      limitDays === null
        ? null
        : { label: `${event.name}环节时限`, budgetDays: limitDays, calendar },
  });
}
