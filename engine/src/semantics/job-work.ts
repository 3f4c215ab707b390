/**
 * Work for a job worker (`zeebe:taskDefinition`, `zeebe:taskHeaders`, `zeebe:linkedResources`): what several kinds of task and
 * event share.
 */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { ListenerJob } from "../events.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ModelElement } from "../model/model-element.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ValueSource } from "../model/value-source.ts";
import type { ElementRecord } from "../state/records.ts";
import { readBinding } from "./binding.ts";
import { textIn, valueIn } from "./evaluation.ts";
import { failed } from "./incidents.ts";
import type { Run } from "./run.ts";

/** The job as the model states it. */
export interface JobDetails {
  readonly jobType: ValueSource;
  readonly retries: ValueSource;
  readonly headers: Readonly<Record<string, string>>;
  /** Type and retries when neither has to be evaluated. */
  readonly fixed: PreparedJob | undefined;
}

/** The job, evaluated. */
export interface PreparedJob {
  readonly jobType: string;
  readonly retries: number;
}

const defaultRetries: ValueSource = { kind: "text", text: "3" };

/** Reads the task definition; a missing type is a finding. */
export function readJob(reader: ElementReader): JobDetails {
  const headers = { ...reader.headers(), ...linkedResources(reader) };
  return readJobOf(reader, reader.extension("zeebe:TaskDefinition"), headers);
}

/** What the worker is to use besides (a script of a robot, say), as a header of JSON: the way that Camunda 8 tells it. */
function linkedResources(reader: ElementReader): Readonly<Record<string, string>> | undefined {
  const linked = reader.extension("zeebe:LinkedResources")?.many("values") ?? [];
  if (linked.length === 0) return undefined;
  const resources = linked.map((resource) => ({
    resourceId: resource.text("resourceId") ?? "",
    resourceType: resource.text("resourceType") ?? "",
    linkName: resource.text("linkName") ?? "",
    binding: readBinding(resource),
  }));
  return { linkedResources: JSON.stringify(resources) };
}

/** Reads type and retries of what defines a job: a task definition, or a listener. */
export function readJobOf(
  reader: ElementReader,
  definition: ModelElement | undefined,
  headers: Readonly<Record<string, string>>,
): JobDetails {
  const jobType = reader.value(definition?.text("type"), "type");
  if (jobType === undefined) {
    reader.report(
      "JOB_TYPE_MISSING",
      "没有任务类型（taskDefinition type）",
      "It has no job type (taskDefinition type)",
    );
  }
  const retries = reader.value(definition?.text("retries"), "retries") ?? defaultRetries;
  if (retries.kind === "text" && !/^[1-9]\d{0,3}$/u.test(retries.text)) {
    reader.report(
      "JOB_RETRIES_INVALID",
      "重试次数必须是正整数",
      "The retries must be a positive integer",
    );
  }
  return {
    jobType: jobType ?? { kind: "text", text: "" },
    retries,
    headers,
    fixed: fixed(jobType, retries),
  };
}

function fixed(jobType: ValueSource | undefined, retries: ValueSource): PreparedJob | undefined {
  if (jobType?.kind !== "text" || jobType.text === "" || retries.kind !== "text") return undefined;
  return { jobType: jobType.text, retries: Number(retries.text) };
}

/** Evaluates type and retries. */
export function evaluateJob(
  run: Run,
  element: ElementRecord,
  details: JobDetails,
): Evaluated<PreparedJob> {
  if (details.fixed !== undefined) return { ok: true, value: details.fixed };
  const jobType = textIn(run, element.elementInstanceId, details.jobType, "type");
  if (!jobType.ok) return jobType;
  const retries = valueIn(run, element.elementInstanceId, details.retries);
  if (!retries.ok) return retries;
  const count = Number(retries.value);
  if (!Number.isInteger(count) || count < 1) {
    return failed(
      "VALUE_INVALID",
      "重试次数必须是正整数",
      "The retries must be a positive integer",
    );
  }
  return { ok: true, value: { jobType: jobType.value, retries: count } };
}

/** Creates the job; the element waits until a worker completes it. `listener` says that it is the job of one. */
export function createJob(
  run: Run,
  node: ProcessNode,
  element: ElementRecord,
  prepared: PreparedJob,
  details: JobDetails,
  listener?: ListenerJob,
): void {
  run.emit({
    type: "jobCreated",
    jobId: run.newId(),
    elementInstanceId: element.elementInstanceId,
    elementId: element.elementId,
    jobType: prepared.jobType,
    retries: prepared.retries,
    headers: details.headers,
    ...(listener === undefined ? undefined : { listener }),
    ...(node.properties === undefined ? undefined : { properties: node.properties }),
  });
}
