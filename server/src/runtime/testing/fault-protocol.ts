/** What the fault test and the server that it kills say to each other, and what both know of the models. */
import type { MigrationPlan } from "@tongban/engine";
import type { Runtime, RuntimeCommand } from "../index.ts";
import type { Result } from "../result.ts";
import {
  bpmnFile,
  callActivity,
  flows,
  forEach,
  message,
  messageCatch,
  parallelGateway,
  serviceTask,
  timerCatch,
  userTask,
} from "./bpmn.ts";

/** To the server. */
export type ToServer =
  | { readonly type: "start" }
  | { readonly type: "command"; readonly id: number; readonly command: RuntimeCommand };

/** From the server. */
export type FromServer =
  /** Loaded; waits for `start`. */
  | { readonly type: "loaded" }
  | { readonly type: "started" }
  /** The command is committed, or refused. */
  | { readonly type: "answer"; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: "failed"; readonly id: number; readonly error: string }
  /** A transaction is about to commit. */
  | { readonly type: "working" }
  /** A job did something outside of the database, under this key. */
  | { readonly type: "performed"; readonly key: string }
  /** Trouble that nobody waits for. */
  | { readonly type: "trouble"; readonly error: string };

/** Table in which each job leaves one row: its effect. It has no unique key, so that a doubled effect shows. */
export const EFFECT_TABLE = `
  CREATE TABLE fault_effect (case_key text NOT NULL, element_id text NOT NULL, job_id bigint NOT NULL);
  CREATE TABLE fault_counter (case_key text PRIMARY KEY, count int NOT NULL);
  CREATE TABLE fault_projected (process_instance_id bigint NOT NULL, seq int NOT NULL)`;

/** Effects of one case by element. */
export const EFFECTS = { register: 1, measure: 4, inspect: 1, unsteady: 1, device: 1 } as const;

/** One case touches everything that waits: jobs, people, a timer, a message, parallel members, a called process. */
function faultCase(approve: string): string {
  return bpmnFile(
    "fault-case",
    [
      serviceTask("register", "effect"),
      parallelGateway("fork"),
      userTask(approve),
      serviceTask("measure", "measure", forEach("items")),
      timerCatch("wait", "PT0.3S"),
      messageCatch("pay", "paid"),
      parallelGateway("join"),
      callActivity("call", "fault-inspection"),
      serviceTask("unsteady", "unsteady"),
      serviceTask("device", "device"),
      flows("s", "register", "fork", approve, "join", "call", "unsteady", "device", "e"),
      flows("fork", "measure", "join"),
      flows("fork", "wait", "pay", "join"),
    ].join(""),
    message("paid", "paid", "caseKey"),
  );
}

const MODELS = [
  { name: "fault-case.bpmn", content: faultCase("approve") },
  {
    name: "fault-inspection.bpmn",
    content: bpmnFile(
      "fault-inspection",
      serviceTask("inspect", "effect") + userTask("sign") + flows("s", "inspect", "sign", "e"),
    ),
  },
  {
    name: "fault-errand.bpmn",
    content: bpmnFile(
      "fault-errand",
      userTask("hold") + serviceTask("stamp", "effect") + flows("s", "hold", "stamp", "e"),
    ),
  },
];
/** Version 2 of the case, to which running ones are taken along: its first task is another one. */
const REDRAWN = { name: "fault-case.bpmn", content: faultCase("grant") };

/** How a case of version 1 goes on as one of version 2, wherever it stands. */
export const TO_REDRAWN: MigrationPlan = {
  elements: [
    { source: "approve", target: "grant" },
    ...["register", "fork", "measure", "wait", "pay", "join", "call", "unsteady", "device"].map(
      (id) => ({ source: id, target: id }),
    ),
  ],
};

/** Deploys all that a run under fire is about. @throws when that is refused */
export async function deployFaultModels(runtime: Runtime): Promise<void> {
  for (const files of [MODELS, [REDRAWN]]) {
    const deployed = await runtime.deploy(files, { account: "test", comment: "" });
    if (!deployed.ok) throw new Error("The models cannot be deployed.");
  }
}
