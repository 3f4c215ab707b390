/**
 * The rows that workers, inboxes, timers, correlation and diagrams read, kept from events in the transaction of the events.
 * One statement per table and kind of change, however many instances took part.
 */
import type { EngineEvent } from "@tongban/engine";
import type { CommittedEvent } from "../committed-event.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { NetChanges } from "./net-changes.ts";
import {
  deleteRows,
  type ElementRow,
  type IncidentRow,
  insertElements,
  insertIncidents,
  insertJobs,
  insertSignals,
  insertSubscriptions,
  insertTimers,
  insertUserTasks,
  type JobRow,
  type Migration,
  renameRows,
  type SignalRow,
  type SubscriptionRow,
  type TimerRow,
  updateElements,
  updateJobs,
  updateUserTasks,
  type UserTaskRow,
} from "./work-rows.ts";
import { together } from "../together.ts";

/** What a transaction added that others wait for. */
export interface NewWork {
  readonly jobs: boolean;
  readonly timers: boolean;
}

class Work {
  readonly jobs = new NetChanges<JobRow>();
  readonly timers = new NetChanges<TimerRow>();
  readonly userTasks = new NetChanges<UserTaskRow>();
  readonly subscriptions = new NetChanges<SubscriptionRow>();
  readonly signals = new NetChanges<SignalRow>();
  readonly incidents = new NetChanges<IncidentRow>();
  readonly elements = new NetChanges<ElementRow>();
  readonly migrations: Migration[] = [];
}

/** Writes the rows that the events stand for. */
export async function writeWork(
  tx: SqlExecutor,
  events: readonly CommittedEvent[],
): Promise<NewWork> {
  const work = new Work();
  for (const committed of events) note(work, committed, committed.event);
  for (const migration of work.migrations) await renameRows(tx, migration);
  // Sent one behind the other, in this order, without waiting for each answer.
  await together([
    insertJobs(tx, work.jobs.inserted),
    updateJobs(tx, work.jobs.updated),
    deleteRows(tx, "job", work.jobs.deleted),
    insertTimers(tx, work.timers.inserted),
    deleteRows(tx, "timer", work.timers.deleted),
    insertUserTasks(tx, work.userTasks.inserted),
    updateUserTasks(tx, work.userTasks.updated),
    deleteRows(tx, "user_task", work.userTasks.deleted),
    insertSubscriptions(tx, work.subscriptions.inserted),
    deleteRows(tx, "message_subscription", work.subscriptions.deleted),
    insertSignals(tx, work.signals.inserted),
    deleteRows(tx, "signal_subscription", work.signals.deleted),
    insertIncidents(tx, work.incidents.inserted),
    deleteRows(tx, "incident", work.incidents.deleted),
    insertElements(tx, work.elements.inserted),
    updateElements(tx, work.elements.updated),
  ]);
  return {
    jobs: work.jobs.inserted.size > 0 || work.jobs.updated.size > 0,
    timers: work.timers.inserted.size > 0,
  };
}

function note(work: Work, where: CommittedEvent, event: EngineEvent): void {
  noteJob(work.jobs, where, event);
  noteUserTask(work.userTasks, where, event);
  noteWait(work, where, event);
  noteElement(work.elements, where, event);
  if (event.type === "processInstanceMigrated") noteMigration(work, where, event.elements);
}

/** What is in the database already is renamed there, what comes in this transaction here. */
function noteMigration(
  work: Work,
  { processInstanceId, processId }: CommittedEvent,
  elements: Migration["elements"],
): void {
  work.migrations.push({ processInstanceId, processId, elements });
  const renamed = <Row extends MigratedRow>(row: Row): Row =>
    row.processInstanceId === processInstanceId
      ? {
          ...row,
          elementId: elements[row.elementId] ?? row.elementId,
          ...(row.processId === undefined ? undefined : { processId }),
        }
      : row;
  work.jobs.replaceInserted(renamed);
  work.timers.replaceInserted(renamed);
  work.userTasks.replaceInserted(renamed);
  work.subscriptions.replaceInserted(renamed);
  work.incidents.replaceInserted(renamed);
  work.elements.replaceInserted((row) => (row.endedAt === null ? renamed(row) : row));
}

interface MigratedRow {
  readonly processInstanceId: string;
  readonly elementId: string;
  readonly processId?: string;
}

function noteJob(jobs: Work["jobs"], where: CommittedEvent, event: EngineEvent): void {
  switch (event.type) {
    case "jobCreated":
      jobs.insert(event.jobId, {
        processInstanceId: where.processInstanceId,
        elementInstanceId: event.elementInstanceId,
        elementId: event.elementId,
        processId: where.processId,
        jobType: event.jobType,
        retries: event.retries,
        headers: event.headers,
        properties: event.properties ?? {},
        state: "ready",
        runAt: where.at,
      });
      return;
    case "jobFailed":
      jobs.update(event.jobId, {
        retries: event.retries,
        state: event.retries > 0 ? "ready" : "failed",
        runAt: event.retryAt ?? where.at,
        attempt: "failed",
      });
      return;
    case "jobRetriesUpdated":
      jobs.update(event.jobId, {
        retries: event.retries,
        state: "ready",
        runAt: where.at,
        attempt: "renewed",
      });
      return;
    case "jobErrorThrown":
      jobs.update(event.jobId, { state: "thrown" });
      return;
    case "jobCompleted":
    case "jobCanceled":
      jobs.delete(event.jobId);
      break;
    default:
  }
}

function noteUserTask(tasks: Work["userTasks"], where: CommittedEvent, event: EngineEvent): void {
  switch (event.type) {
    case "userTaskCreated":
      tasks.insert(event.userTaskId, {
        processInstanceId: where.processInstanceId,
        elementInstanceId: event.elementInstanceId,
        elementId: event.elementId,
        processId: where.processId,
        businessKey: where.businessKey,
        name: event.name,
        assignee: event.assignee,
        candidateGroups: event.candidateGroups,
        candidateUsers: event.candidateUsers,
        formId: event.formId,
        formVersion: event.formVersion ?? null,
        dueAt: event.dueAt,
        followUpAt: event.followUpAt,
        priority: event.priority,
        headers: event.headers,
        properties: event.properties ?? {},
        createdAt: where.at,
      });
      return;
    case "userTaskAssigned":
      tasks.update(event.userTaskId, { assignee: event.assignee });
      return;
    case "userTaskUpdated": {
      const { candidateGroups, candidateUsers, dueAt, followUpAt, priority } = event;
      tasks.update(event.userTaskId, {
        candidateGroups,
        candidateUsers,
        dueAt,
        followUpAt,
        priority,
      });
      return;
    }
    case "userTaskCompleted":
    case "userTaskCanceled":
      tasks.delete(event.userTaskId);
      break;
    default:
  }
}

function noteWait(work: Work, where: CommittedEvent, event: EngineEvent): void {
  const { processInstanceId, processId, businessKey } = where;
  switch (event.type) {
    case "timerCreated":
      work.timers.insert(event.timerId, {
        processInstanceId,
        elementId: event.elementId,
        dueAt: event.dueAt,
      });
      return;
    case "timerTriggered":
    case "timerCanceled":
      work.timers.delete(event.timerId);
      return;
    case "messageSubscriptionOpened":
      work.subscriptions.insert(event.subscriptionId, {
        processInstanceId,
        processId,
        elementId: event.elementId,
        messageName: event.messageName,
        correlationKey: event.correlationKey,
      });
      return;
    case "messageSubscriptionClosed":
      work.subscriptions.delete(event.subscriptionId);
      return;
    case "signalSubscriptionOpened":
      work.signals.insert(event.subscriptionId, {
        processInstanceId,
        signalName: event.signalName,
      });
      return;
    case "signalSubscriptionClosed":
      work.signals.delete(event.subscriptionId);
      return;
    case "incidentRaised":
      work.incidents.insert(event.incidentId, {
        processInstanceId,
        elementInstanceId: event.elementInstanceId,
        elementId: event.elementId,
        processId,
        businessKey,
        code: event.code,
        messageZh: event.message.zh,
        messageEn: event.message.en,
        jobId: event.jobId ?? null,
        raisedAt: where.at,
      });
      return;
    case "incidentResolved":
      work.incidents.delete(event.incidentId);
      break;
    default:
  }
}

function noteElement(elements: Work["elements"], where: CommittedEvent, event: EngineEvent): void {
  const { processInstanceId, at } = where;
  switch (event.type) {
    case "elementActivating":
    case "elementCompensating":
      elements.insert(event.elementInstanceId, {
        processInstanceId,
        elementId: event.elementId,
        kind: event.elementKind,
        state: "active",
        startedAt: at,
        endedAt: null,
      });
      return;
    case "elementCompleted":
    case "elementCompensated":
      elements.update(event.elementInstanceId, {
        processInstanceId,
        state: "completed",
        endedAt: at,
      });
      return;
    case "elementTerminated":
      elements.update(event.elementInstanceId, {
        processInstanceId,
        state: "terminated",
        endedAt: at,
      });
      break;
    default:
  }
}
