/** Send task (BPMN 2.0.2 §13.3.3): as a service task, for the worker that sends the message. */
import type { JobDetails, PreparedJob } from "../../semantics/job-work.ts";
import type { ElementBehavior } from "../element-behavior.ts";
import { serviceTask } from "./service-task.ts";

/** See the file's head. */
export const sendTask: ElementBehavior<JobDetails, PreparedJob> = {
  ...serviceTask,
  clause: "§13.3.3 Send Task",
};
