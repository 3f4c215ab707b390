/** Service task (BPMN 2.0.2 §13.3.3): a job for the worker that its type names; it completes with the job. */
import {
  createJob,
  evaluateJob,
  type JobDetails,
  type PreparedJob,
  readJob,
} from "../../semantics/job-work.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const serviceTask: ElementBehavior<JobDetails, PreparedJob> = {
  clause: "§13.3.3 Service Task",
  read: readJob,
  evaluate: (run, node, element) => evaluateJob(run, element, node.details),
  activate: (run, node, element, prepared) => {
    createJob(run, node, element, prepared, node.details);
    return "waits";
  },
};
