/** Cases as tests with the official client run them: begun, and their jobs taken and failed. */
import {
  bpmnFile,
  flows,
  message,
  messageCatch,
  serviceTask,
  userTask,
} from "../../runtime/testing/bpmn.ts";
import type { ClientTests } from "./client-tests.ts";
import { first } from "./official-client.ts";

/** The process `order`: a job `pack`, a task `check`, and the message `paid` for the variable `orderId`. */
export const ORDER = bpmnFile(
  "order",
  serviceTask("pack", "pack") +
    userTask("check") +
    messageCatch("paid", "m") +
    flows("s", "pack", "check", "paid", "e"),
  message("m", "paid", "orderId"),
);

/** What is done to cases. Keys are of no type, so that they fit wherever the client wants one. */
export interface RunningCases {
  /** Begins an instance of the latest version; answers its key. */
  readonly create: (processDefinitionId: string, variables?: object) => Promise<never>;
  /** Takes one job of the type, which must be there; answers its key. */
  readonly activate: (type: string) => Promise<never>;
  /** Takes one and fails it. */
  readonly failJob: (type: string, retries: number, errorMessage: string) => Promise<void>;
}

/** See file head. */
export function runningCases(api: Pick<ClientTests, "client">): RunningCases {
  const activate = async (type: string): Promise<never> => {
    const { jobs } = await api.client.activateJobs({
      type,
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: -1,
    });
    return first(jobs).jobKey as never;
  };
  return {
    activate,
    create: async (processDefinitionId, variables = {}) => {
      const request = { processDefinitionId, variables } as never;
      return (await api.client.createProcessInstance(request)).processInstanceKey as never;
    },
    failJob: async (type, retries, errorMessage) => {
      await api.client.failJob({ jobKey: await activate(type), retries, errorMessage });
    },
  };
}
