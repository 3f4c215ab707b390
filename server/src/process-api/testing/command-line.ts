/** Which commands of `c8ctl` (`@camunda8/cli`) command-line.integration.test.ts types, by the operation that each calls. */
import type { Operation } from "./bad-input.ts";

/** Of `get inc, list inc` each is typed there: the page's test looks. */
export const commandLine: Partial<Record<Operation, string>> = {
  activateJobs: "activate jobs",
  cancelProcessInstance: "cancel pi",
  completeJob: "complete job",
  completeUserTask: "complete ut",
  createDeployment: "deploy, run",
  createElementInstanceVariables: "set variable",
  createProcessInstance: "create pi, await pi, run",
  failJob: "fail job",
  getIncident: "get inc",
  getProcessInstance: "get pi",
  getTopology: "get topology",
  publishMessage: "publish msg",
  resolveIncident: "resolve inc",
  searchIncidents: "list inc",
  searchJobs: "list jobs, search jobs",
  searchProcessDefinitions: "list pd",
  searchProcessInstances: "list pi, search pi",
  searchUserTasks: "list ut",
  searchVariables: "search vars",
  updateJob: "update job",
};
