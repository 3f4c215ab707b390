/** What `c8ctl` (`@camunda8/cli` 4.1) was seen to do against `/v2`, by hand: it is not part of the tests. */
import type { Operation } from "./bad-input.ts";

/** Commands by the operation that they call. */
export const commandLine: Partial<Record<Operation, string>> = {
  activateJobs: "activate jobs",
  cancelProcessInstance: "cancel pi",
  completeJob: "complete job",
  completeUserTask: "complete ut",
  createDeployment: "deploy, run",
  createElementInstanceVariables: "set variable",
  createProcessInstance: "create pi, await pi, run",
  failJob: "fail job",
  getProcessInstance: "get pi",
  getTopology: "get topology",
  publishMessage: "publish msg",
  resolveIncident: "resolve inc",
  searchIncidents: "list inc",
  searchJobs: "list jobs",
  searchProcessDefinitions: "list pd",
  searchProcessInstances: "list pi, search pi",
  searchUserTasks: "list ut",
  searchVariables: "search vars",
  updateJob: "update job",
};
