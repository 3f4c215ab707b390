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
import type { Writes } from "./writes.ts";

/** What a transaction added that others wait for. */
export interface NewWork {
  readonly jobs: boolean;
  readonly timers: boolean;
}

/** Writes the rows that the events stand for. */
export function writeWork(writes: Writes, events: readonly CommittedEvent[]): NewWork {
  const work = new Work();
  for (const committed of events) note(work, committed, committed.event);
  for (const migration of work.migrations) renameRows(writes, migration);
  insertJobs(writes, work.jobs.inserted);
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
    jobs: work.jobs.inserted.size > 0 || work.jobs.updated.size > 0,
    timers: work.timers.inserted.size > 0,
  };
}
