/** That there is no such job, task, timer or incident. */
import { failure, type Result } from "../result.ts";

/** What has a table of its own in which its instance is found. */
export type Located = "job" | "user_task" | "timer" | "incident";

/** The refusal of a command about it. */
export function notFound(table: Located): Result<never> {
  switch (table) {
    case "job":
      return failure(
        "JOB_NOT_FOUND",
        "作业不存在或已经结束。",
        "The job does not exist or has ended.",
      );
    case "user_task":
      return failure(
        "USER_TASK_NOT_FOUND",
        "任务不存在或已经办结。",
        "The user task does not exist or has ended.",
      );
    case "timer":
      return failure(
        "TIMER_NOT_FOUND",
        "定时器不存在或已取消。",
        "The timer does not exist or was cancelled.",
      );
    case "incident":
      return failure(
        "INCIDENT_NOT_FOUND",
        "异常不存在或已处理。",
        "The incident does not exist or has been resolved.",
      );
  }
}
