/**
 * The rows that workers, inboxes, timers, correlation and diagrams read, kept from events in the transaction of the events.
 * One statement per table and kind of change, however many instances took part.
 */
import type { CommittedEvent } from "../committed-event.ts";
import { endIncidents, endUserTasks, insertDecisions } from "./ended-rows.ts";
import {
  deleteRows,
  insertElements,
  insertIncidents,
  insertJobs,
  insertSignals,
  insertSubscriptions,
  insertTimers,
  insertUserTasks,
  renameRows,
  updateElements,
  updateJobs,
  updateUserTasks,
} from "./work-rows.ts";
import { note, Work } from "./work-notes.ts";
import type { HandedJobs } from "../work/hand-over.ts";
import type { Writes } from "./writes.ts";

/** What a transaction added that somebody has to look for. */
export interface NewWork {
  readonly jobs: boolean;
  readonly timers: boolean;
}

/** Writes the rows that the events stand for; new jobs are offered to whoever may get them with the commit. */
export function writeWork(
  writes: Writes,
  events: readonly CommittedEvent[],
  handed: HandedJobs,
): NewWork {
  const work = new Work();
  for (const committed of events) note(work, committed, committed.event);
  for (const migration of work.migrations) renameRows(writes, migration);
  const jobs = new Map(
    [...work.jobs.inserted].map(([id, row]) => [id, handed.offered(id, row)] as const),
  );
  insertJobs(writes, jobs);
  updateJobs(writes, work.jobs.updated);
  deleteRows(writes, "job", work.jobs.deleted);
  insertTimers(writes, work.timers.inserted);
  deleteRows(writes, "timer", work.timers.deleted);
  insertUserTasks(writes, work.userTasks.inserted);
  updateUserTasks(writes, work.userTasks.updated);
  endUserTasks(writes, work.endedTasks);
  insertSubscriptions(writes, work.subscriptions.inserted);
  deleteRows(writes, "message_subscription", work.subscriptions.deleted);
  insertSignals(writes, work.signals.inserted);
  deleteRows(writes, "signal_subscription", work.signals.deleted);
  insertIncidents(writes, work.incidents.inserted);
  endIncidents(writes, work.endedIncidents);
  insertDecisions(writes, work.decisions);
  insertElements(writes, work.elements.inserted);
  updateElements(writes, work.elements.updated);
  return {
    jobs:
      work.jobs.updated.size > 0 || [...jobs.values()].some(({ leaseMs }) => leaseMs === undefined),
    timers: work.timers.inserted.size > 0,
  };
}
