/**
 * Sending a message (BPMN 2.0.2 §13.3.3 Send Task, §10.5.5): by a job whose worker sends it (`zeebe:taskDefinition`), or,
 * without one, by the engine itself, which publishes the message that the element or its message flow names. The host
 * brings it to whoever waits for its name and key, in this file's pools or elsewhere, or keeps it for who comes later.
 *
 * The correlation key is the message's own (`zeebe:subscription`), seen by the sender; without one the message can only
 * begin a process. What is sent with it is what the input mappings of the element have made.
 */
import type { Evaluated, Progress } from "../elements/element-behavior.ts";
import type { ElementReader } from "../model/element-reader.ts";
import { messageByFlow } from "../model/message-flows.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ValueSource } from "../model/value-source.ts";
import type { ElementRecord } from "../state/records.ts";
import { correlationKeyIn } from "./correlation-key.ts";
import { textIn } from "./evaluation.ts";
import { createJob, evaluateJob, type JobDetails, type PreparedJob, readJob } from "./job-work.ts";
import type { Run } from "./run.ts";
import { localVariables } from "./variables.ts";

/** How the model says that a message is sent. */
export type MessageThrow =
  | { readonly by: "job"; readonly job: JobDetails }
  | {
      readonly by: "engine";
      readonly messageName: ValueSource;
      readonly correlationKey: ValueSource | null;
    };

/** The same, evaluated. */
export type PreparedThrow =
  | { readonly by: "job"; readonly job: PreparedJob }
  | { readonly by: "engine"; readonly messageName: string; readonly correlationKey: string };

/** Reads it of a send task or a message event. */
export function readMessageThrow(reader: ElementReader): MessageThrow {
  const message = reader.definitionReference("messageRef") ?? messageByFlow(reader.element);
  const messageName = reader.value(message?.text("name"), "messageName");
  const hasWorker = reader.extension("zeebe:TaskDefinition") !== undefined;
  if (hasWorker || messageName === undefined) return { by: "job", job: readJob(reader) };
  const key = message?.extension("zeebe:Subscription")?.text("correlationKey");
  return {
    by: "engine",
    messageName,
    correlationKey: reader.value(key, "correlationKey") ?? null,
  };
}

/** Evaluates it. */
export function evaluateMessageThrow(
  run: Run,
  element: ElementRecord,
  details: MessageThrow,
): Evaluated<PreparedThrow> {
  if (details.by === "job") {
    const job = evaluateJob(run, element, details.job);
    return job.ok ? { ok: true, value: { by: "job", job: job.value } } : job;
  }
  const { elementInstanceId } = element;
  const name = textIn(run, elementInstanceId, details.messageName, "messageName");
  if (!name.ok) return name;
  const messageName = name.value;
  if (details.correlationKey === null)
    return { ok: true, value: { by: "engine", messageName, correlationKey: "" } };
  const key = correlationKeyIn(run, elementInstanceId, details.correlationKey, {
    messageName,
    mayBeEmpty: true,
  });
  if (!key.ok) return key;
  return { ok: true, value: { by: "engine", messageName, correlationKey: key.value } };
}

/** Sends it: a worker is waited for, the host is not. */
export function throwMessage(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  details: MessageThrow,
  prepared: PreparedThrow,
): Progress {
  if (details.by === "job" && prepared.by === "job") {
    createJob(run, node, element, prepared.job, details.job);
    return "waits";
  }
  if (prepared.by === "job") throw new Error(`${node.elementId} has no worker`);
  const { elementInstanceId, elementId } = element;
  const { messageName, correlationKey } = prepared;
  const variables = localVariables(run.state, elementInstanceId);
  const message = { messageName, correlationKey, variables };
  run.emit({ type: "messageThrown", elementInstanceId, elementId, ...message });
  run.followUps.push({ type: "publishMessage", ...message });
  return "completes";
}
