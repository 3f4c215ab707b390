/** The runtime as features see it. */
export type { Json, ModifyInstruction, Variables } from "@tongban/engine";
export type { BatchProgress, BatchWork, InstanceSelection } from "./batch/batch-operation.ts";
export type { CommittedEvent, EngineEventOf } from "./committed-event.ts";
export type { FileFinding } from "./definitions/deploy.ts";
export type { HistoryRetention } from "./history/history-months.ts";
export { databaseTrouble, type DatabaseTrouble } from "./execution/overload.ts";
export type { FeatureTransaction } from "./execution/feature-transactions.ts";
export type { Backlog } from "./backlog.ts";
export type { RuntimeObserver } from "./observer.ts";
export * from "./queries.ts";
export type { Result } from "./result.ts";
export { Runtime } from "./runtime.ts";
export type { RuntimeCommand } from "./runtime-command.ts";
export type { ClaimedJob } from "./store/job-claims.ts";
export { onPrisma, type SqlExecutor } from "./sql-executor.ts";
export { JobError } from "./work/job-error.ts";
export type { Job, JobHandler } from "./work/job-handler.ts";
export type { Change } from "./work/live.ts";
