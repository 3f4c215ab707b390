/**
 * Execution listeners (`zeebe:executionListeners`): jobs that are done before an element is activated (after its input
 * mappings), or before it leaves (after its output mappings), one after the other. What a start listener brings are
 * variables of the element; what an end listener brings is merged where the element lies.
 */
import type { ElementReader } from "../model/element-reader.ts";
import type { ElementKind } from "../model/element-kind.ts";
import type { ModelElement } from "../model/model-element.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import { raiseIncident } from "./incidents.ts";
import { createJob, evaluateJob, type JobDetails, readJobOf } from "./job-work.ts";
import type { Run } from "./run.ts";
import { releaseOwned } from "./termination.ts";

/** The listeners of an element in the order of the model. */
export interface Listeners {
  readonly start: readonly JobDetails[];
  readonly end: readonly JobDetails[];
}

/** Reads them; undefined when there are none. */
export function readListeners(reader: ElementReader, kind: ElementKind): Listeners | undefined {
  const listeners = reader.element.extension("zeebe:ExecutionListeners")?.many("listeners") ?? [];
  if (listeners.length === 0) return undefined;
  const on = (eventType: string): JobDetails[] =>
    listeners
      .filter((listener) => listener.text("eventType") === eventType)
      .map((listener) => readJobOf(reader, listener, headersOf(listener)));
  const read = { start: on("start"), end: on("end") };
  // What has happened elsewhere is activated by that.
  const isStartless = kind === "startEvent" || kind === "boundaryEvent";
  if (
    (isStartless && read.start.length > 0) ||
    read.start.length + read.end.length < listeners.length
  ) {
    reader.report(
      "LISTENER_NOT_ALLOWED",
      "执行监听器的事件只能是 start 或 end；开始事件与边界事件只能用 end",
      "An execution listener is called at start or end; on start and boundary events only at end",
    );
  }
  return read;
}

function headersOf(listener: ModelElement): Readonly<Record<string, string>> {
  const headers = listener.one("headers")?.many("values") ?? [];
  return Object.fromEntries(
    headers.map((header) => [header.text("key") ?? "", header.text("value") ?? ""]),
  );
}

/** Calls the next listener of the element's state; false when there is none left. */
export function listen(run: Run, node: ProcessNode, element: ElementRecord): boolean {
  if (node.listeners === undefined) return false;
  const on = element.state === "completing" ? "end" : "start";
  const index = element.listened ?? 0;
  const job = node.listeners[on][index];
  if (job === undefined) return false;
  const prepared = evaluateJob(run, element, job);
  if (!prepared.ok) {
    raiseIncident(run, element, "listen", prepared.cause);
    return true;
  }
  // It is done: what it was waiting for beside may not happen any more.
  if (on === "end" && index === 0) releaseOwned(run, element);
  createJob(run, node, element, prepared.value, job, { on, index });
  return true;
}
