/**
 * Ad-hoc sub-process (BPMN 2.0.2 §13.3.5, `zeebe:adHoc`): activities without a drawn order. Each may be begun any number of
 * times: those named by `activeElementsCollection` when the sub-process begins, others by the command
 * `activateAdHocActivities`; with a `zeebe:taskDefinition` a worker is asked at the beginning and each time one is done.
 * Ordering `Parallel` lets them run at once, `Sequential` one after the other in the order in which they were asked for.
 * Where flows are drawn between them, tokens follow these.
 *
 * The completion condition is looked at each time an activity completes. When it holds, nothing else is begun;
 * what still runs is given up, or with `cancelRemainingInstances="false"` waited for. Without a condition (and without a
 * worker) the sub-process completes when all that was begun has been done. `outputElement` is collected, for each activity
 * that no flow leaves, in the order of completion.
 */
import type { AdHocActivity } from "../../commands.ts";
import type { IncidentCause } from "../../errors.ts";
import type { Compiled } from "../../expression/index.ts";
import type { Json } from "../../json.ts";
import type { ElementReader } from "../../model/element-reader.ts";
import { isActivity } from "../../model/element-kind.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import { adHocActivity, beginPending, requestActivities } from "../../semantics/ad-hoc.ts";
import { conditionIn, evaluateIn } from "../../semantics/evaluation.ts";
import { disarmEventSubProcesses } from "../../semantics/event-sub-processes.ts";
import { failed, raiseIncident } from "../../semantics/incidents.ts";
import { createJob, evaluateJob, type JobDetails, readJob } from "../../semantics/job-work.ts";
import type { Run } from "../../semantics/run.ts";
import { releaseOwned, terminateChildren } from "../../semantics/termination.ts";
import { complete } from "../../semantics/tokens.ts";
import type { ElementRecord } from "../../state/records.ts";
import type { ElementBehavior, Evaluated } from "../element-behavior.ts";

/** What the model states; null for what it does not. */
export interface AdHocDetails {
  /** Ids of the activities to begin with. */
  readonly activeElements: Compiled | null;
  readonly completionCondition: Compiled | null;
  readonly isSequential: boolean;
  readonly isCancelingRemaining: boolean;
  readonly outputCollection: string | null;
  readonly outputElement: Compiled | null;
  /** The worker that is asked what to begin. */
  readonly job: JobDetails | null;
}

type AdHoc = ProcessNode<AdHocDetails>;

/** See the file's head. */
export const adHocSubProcess: ElementBehavior<AdHocDetails, readonly AdHocActivity[]> = {
  clause: "§13.3.5",
  read: readAdHoc,
  evaluate: evaluateActiveElements,
  activate: (run, node, element, activities) => {
    requestActivities(run, element, activities, node.details.isSequential);
    const problem = askWorker(run, node, element);
    if (problem !== undefined) raiseIncident(run, element, "wait", problem);
    return "waits";
  },
  retry: (run, node, element) => {
    const problem = askWorker(run, node, element);
    if (problem !== undefined) raiseIncident(run, element, "wait", problem);
  },
  jobCompleted: (run, node, element, result) => {
    if (result?.isCompletionConditionFulfilled === true) {
      reachCompletion(run, element, result.isCancelingRemaining ?? true);
      finishWhenDone(run, node, element);
    } else requestActivities(run, element, result?.activities ?? [], node.details.isSequential);
  },
  childCompleting,
  childEnded: (run, node, element) => {
    if (element.state !== "activated") return;
    const { isSequential, completionCondition, job } = node.details;
    if (element.completion !== undefined) {
      finishWhenDone(run, node, element);
      return;
    }
    beginPending(run, element, isSequential);
    if (element.tokens === 0 && completionCondition === null && job === null)
      finish(run, node, element);
  },
};

function readAdHoc(reader: ElementReader): AdHocDetails {
  const { element } = reader;
  const zeebe = element.extension("zeebe:AdHoc");
  const hasWorker = element.extension("zeebe:TaskDefinition") !== undefined;
  return {
    activeElements:
      reader.expression(zeebe?.text("activeElementsCollection"), "activeElementsCollection") ??
      null,
    completionCondition:
      reader.expression(element.one("completionCondition")?.text("body"), "completionCondition") ??
      null,
    isSequential: element.text("ordering") === "Sequential",
    isCancelingRemaining: element.flag("cancelRemainingInstances") ?? true,
    outputCollection: zeebe?.text("outputCollection") ?? null,
    outputElement: reader.expression(zeebe?.text("outputElement"), "outputElement") ?? null,
    job: hasWorker ? readJob(reader) : null,
  };
}

function evaluateActiveElements(
  run: Run,
  node: AdHoc,
  element: ElementRecord,
): Evaluated<readonly AdHocActivity[]> {
  const { activeElements } = node.details;
  if (activeElements === null) return { ok: true, value: [] };
  const ids = evaluateIn(run, element.elementInstanceId, activeElements);
  if (!ids.ok) return ids;
  const isKnown = (id: Json): id is string =>
    typeof id === "string" && adHocActivity(run, node, id) !== undefined;
  const listed: readonly Json[] = Array.isArray(ids.value) ? ids.value : [ids.value];
  const unknown = listed.find((id) => !isKnown(id));
  if (unknown === undefined && listed.length <= run.limits.maxMembers)
    return {
      ok: true,
      value: listed.filter(isKnown).map((elementId) => ({ elementId, variables: {} })),
    };
  return failed(
    "VALUE_INVALID",
    `activeElementsCollection 必须是此即席子流程中没有入口的活动的标识列表：${JSON.stringify(unknown)}`,
    `activeElementsCollection must be a list of ids of activities in this ad-hoc sub-process that no flow leads to: ${JSON.stringify(unknown)}`,
  );
}

/** Creates the worker's job; one that is still open is replaced, because it knows less. */
function askWorker(run: Run, node: AdHoc, element: ElementRecord): IncidentCause | undefined {
  const { job } = node.details;
  if (job === null) return undefined;
  const prepared = evaluateJob(run, element, job);
  if (!prepared.ok) return prepared.cause;
  const open = run.state.owned.get(element.elementInstanceId) ?? [];
  if (open.some(({ table }) => table === "job"))
    releaseOwned(run, element, (elementId) => elementId === element.elementId);
  createJob(run, node, element, prepared.value, job);
  return undefined;
}

function childCompleting(
  run: Run,
  node: AdHoc,
  element: ElementRecord,
  child: ElementRecord,
): IncidentCause | undefined {
  if (!isActivity(child.kind)) return undefined;
  const { completionCondition, outputElement } = node.details;
  const { elementInstanceId, elementId } = element;
  const isLast = run.nodeOf(child).outgoing.length === 0;
  const output =
    outputElement === null || !isLast
      ? undefined
      : evaluateIn(run, child.elementInstanceId, outputElement);
  if (output?.ok === false) return output.cause;
  const isReached =
    completionCondition === null || element.completion !== undefined
      ? undefined
      : conditionIn(run, elementInstanceId, completionCondition);
  if (isReached?.ok === false) return isReached.cause;
  if (output !== undefined)
    run.emit({ type: "adHocOutputCollected", elementInstanceId, elementId, output: output.value });
  if (isReached?.value === true) reachCompletion(run, element, node.details.isCancelingRemaining);
  else if (isLast && element.completion === undefined) return askWorker(run, node, element);
  return undefined;
}

function reachCompletion(run: Run, element: ElementRecord, isCancelingRemaining: boolean): void {
  const { elementInstanceId, elementId } = element;
  run.emit({ type: "adHocCompletionReached", elementInstanceId, elementId, isCancelingRemaining });
}

function finishWhenDone(run: Run, node: AdHoc, element: ElementRecord): void {
  if (element.completion?.isCancelingRemaining === true)
    terminateChildren(run, element.elementInstanceId);
  if (element.tokens === 0) finish(run, node, element);
}

function finish(run: Run, node: AdHoc, element: ElementRecord): void {
  const { outputCollection } = node.details;
  disarmEventSubProcesses(run, element);
  const outputs = Array.from(
    { length: run.state.outputs.get(element.elementInstanceId)?.size ?? 0 },
    (_, index): Json =>
      run.tables.output.get(`${element.elementInstanceId}/${String(index + 1)}`)?.[0] ?? null,
  );
  complete(run, element, outputCollection === null ? {} : { [outputCollection]: outputs });
}
