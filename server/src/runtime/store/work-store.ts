/**
 * The rows that workers, inboxes, timers, correlation and diagrams read, kept from events in the transaction of the events.
 * One statement per table and kind of change, however many instances took part.
 */
import type { CommittedEvent } from "../committed-event.ts";
import type { SqlExecutor } from "../sql-executor.ts";
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
import { together } from "../together.ts";

/** What a transaction added that others wait for. */
export interface NewWork {
  readonly jobs: boolean;
  readonly timers: boolean;
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
    endUserTasks(tx, work.endedTasks),
    insertSubscriptions(tx, work.subscriptions.inserted),
    deleteRows(tx, "message_subscription", work.subscriptions.deleted),
    insertSignals(tx, work.signals.inserted),
    deleteRows(tx, "signal_subscription", work.signals.deleted),
    insertIncidents(tx, work.incidents.inserted),
    endIncidents(tx, work.endedIncidents),
    insertDecisions(tx, work.decisions),
    insertElements(tx, work.elements.inserted),
    updateElements(tx, work.elements.updated),
  ]);
  return {
    jobs: work.jobs.inserted.size > 0 || work.jobs.updated.size > 0,
    timers: work.timers.inserted.size > 0,
  };
}
