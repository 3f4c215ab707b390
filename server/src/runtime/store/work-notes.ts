/** What events come to for the rows that workers, inboxes, timers, correlation and diagrams read. Pure: work-store.ts writes them. */
import type { EngineEvent } from "@tongban/engine";
import type { CommittedEvent } from "../committed-event.ts";
import type { DecisionRow, Ending } from "./ended-rows.ts";
import { NetChanges } from "./net-changes.ts";
import type {
  ElementRow,
  IncidentRow,
  JobRow,
  Migration,
  SignalRow,
  SubscriptionRow,
  TimerRow,
  UserTaskRow,
} from "./work-rows.ts";

/** All rows that a transaction changes. */
export class Work {
  readonly jobs = new NetChanges<JobRow>();
  readonly timers = new NetChanges<TimerRow>();
  readonly userTasks = new NetChanges<UserTaskRow>();
  readonly subscriptions = new NetChanges<SubscriptionRow>();
  readonly signals = new NetChanges<SignalRow>();
  readonly incidents = new NetChanges<IncidentRow>();
  readonly elements = new NetChanges<ElementRow>();
  readonly migrations: Migration[] = [];
  readonly endedTasks = new Map<string, Ending>();
  readonly endedIncidents = new Map<string, Ending>();
  readonly decisions: DecisionRow[] = [];
}

/** Notes what one event comes to. */
export function note(work: Work, where: CommittedEvent, event: EngineEvent): void {
  noteJob(work.jobs, where, event);
  noteUserTask(work, where, event);
  noteWait(work, where, event);
  noteIncident(work, where, event);
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
  // An element may be called `constructor`, which every object has.
  const newNames = new Map(Object.entries(elements));
  const renamed = <Row extends MigratedRow>(row: Row): Row =>
    row.processInstanceId === processInstanceId
      ? {
          ...row,
          elementId: newNames.get(row.elementId) ?? row.elementId,
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
        createdAt: where.at,
        listener: event.listener?.on ?? null,
      });
      return;
    case "jobFailed":
      jobs.update(event.jobId, {
        retries: event.retries,
        state: event.retries > 0 ? "ready" : "failed",
        runAt: event.retryAt ?? where.at,
        updatedAt: where.at,
        attempt: "failed",
      });
      return;
    case "jobRetriesUpdated":
      jobs.update(event.jobId, {
        retries: event.retries,
        updatedAt: where.at,
        attempt: "renewed",
        ...(event.isReleased === true && { state: "ready" as const, runAt: where.at }),
      });
      return;
    case "jobErrorThrown":
      jobs.update(event.jobId, { state: "thrown", updatedAt: where.at });
      return;
    case "jobCompleted":
    case "jobCanceled":
      jobs.delete(event.jobId);
      break;
    default:
  }
}

function noteUserTask(work: Work, where: CommittedEvent, event: EngineEvent): void {
  const { userTasks: tasks, endedTasks } = work;
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
      end(tasks, endedTasks, event.userTaskId, {
        state: event.type === "userTaskCompleted" ? "completed" : "canceled",
        endedAt: where.at,
      });
      break;
    default:
  }
}

function noteWait(work: Work, where: CommittedEvent, event: EngineEvent): void {
  const { processInstanceId, processId } = where;
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
        elementInstanceId: event.elementInstanceId,
        openedAt: where.at,
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
      break;
    default:
  }
}

/** What others could see is kept; what came and went within the transaction never was there. */
function end<Row>(
  rows: NetChanges<Row>,
  endings: Map<string, Ending>,
  id: string,
  ending: Ending,
): void {
  const wasThere = !rows.inserted.has(id);
  rows.delete(id);
  if (wasThere) endings.set(id, ending);
}

function noteIncident(work: Work, where: CommittedEvent, event: EngineEvent): void {
  const { processInstanceId, processId, businessKey } = where;
  switch (event.type) {
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
      end(work.incidents, work.endedIncidents, event.incidentId, {
        state: "completed",
        endedAt: where.at,
      });
      return;
    case "decisionEvaluated":
      work.decisions.push({
        processInstanceId,
        processId,
        elementInstanceId: event.elementInstanceId,
        decisionId: event.decisionId,
        decisionVersion: event.decisionVersion ?? null,
        trace: JSON.stringify(event.trace),
        at: where.at,
      });
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
