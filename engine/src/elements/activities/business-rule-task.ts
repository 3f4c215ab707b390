/**
 * Business rule task (BPMN 2.0.2 §13.3.3): evaluates a DMN decision (`zeebe:calledDecision`) on the variables that are
 * visible to it. With a `zeebe:taskDefinition` instead it is a job, as a service task.
 */
import type { Binding } from "../../context.ts";
import { evaluateDecision } from "../../decision/index.ts";
import type { Json } from "../../json.ts";
import type { ElementReader } from "../../model/element-reader.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import type { ValueSource } from "../../model/value-source.ts";
import { readBinding } from "../../semantics/binding.ts";
import { textIn } from "../../semantics/evaluation.ts";
import { failed } from "../../semantics/incidents.ts";
import {
  createJob,
  evaluateJob,
  type JobDetails,
  type PreparedJob,
  readJob,
} from "../../semantics/job-work.ts";
import type { Run } from "../../semantics/run.ts";
import { complete } from "../../semantics/tokens.ts";
import { lookupFrom } from "../../semantics/variables.ts";
import type { ElementRecord } from "../../state/records.ts";
import type { ElementBehavior, Evaluated } from "../element-behavior.ts";

/** The decision that is called. */
export interface DecisionDetails {
  readonly kind: "decision";
  readonly decisionId: ValueSource;
  readonly resultVariable: string;
  readonly binding: Binding;
}

/** A decision, or a job. */
export type BusinessRuleDetails = DecisionDetails | ({ readonly kind: "job" } & JobDetails);

interface PreparedDecision {
  readonly decisionId: string;
  readonly decisionVersion: number | undefined;
  readonly output: Json;
  readonly trace: Json;
}

/** See the file's head. */
export const businessRuleTask: ElementBehavior<
  BusinessRuleDetails,
  PreparedDecision | PreparedJob
> = {
  clause: "§13.3.3 Business Rule Task",
  read: (reader) =>
    reader.extension("zeebe:TaskDefinition") === undefined
      ? readDecision(reader)
      : { kind: "job", ...readJob(reader) },
  evaluate: (run, node, element) =>
    node.details.kind === "job"
      ? evaluateJob(run, element, node.details)
      : decide(run, node, node.details, element),
  activate: (run, node, element, prepared) => {
    const { details } = node;
    if (details.kind === "job") {
      createJob(run, node, element, prepared as PreparedJob, details);
    } else {
      const { decisionId, decisionVersion, output, trace } = prepared as PreparedDecision;
      const { elementInstanceId, elementId } = element;
      run.emit({
        type: "decisionEvaluated",
        elementInstanceId,
        elementId,
        decisionId,
        ...(decisionVersion === undefined ? undefined : { decisionVersion }),
        output,
        trace,
      });
      complete(run, element, { [details.resultVariable]: output });
    }
    return "waits";
  },
};

function readDecision(reader: ElementReader): DecisionDetails {
  const called = reader.extension("zeebe:CalledDecision");
  const decisionId = reader.value(called?.text("decisionId"), "decisionId");
  const resultVariable = called?.text("resultVariable");
  if (decisionId === undefined) {
    reader.report("DECISION_MISSING", "没有指定调用的决策", "It names no decision to evaluate");
  }
  if (called !== undefined && resultVariable === undefined) {
    reader.report("RESULT_VARIABLE_MISSING", "没有指定结果变量", "It names no result variable");
  }
  return {
    kind: "decision",
    decisionId: decisionId ?? { kind: "text", text: "" },
    resultVariable: resultVariable ?? "",
    binding: readBinding(called),
  };
}

function decide(
  run: Run,
  node: ProcessNode,
  details: DecisionDetails,
  element: ElementRecord,
): Evaluated<PreparedDecision> {
  const decisionId = textIn(run, element.elementInstanceId, details.decisionId, "decisionId");
  if (!decisionId.ok) return decisionId;
  const model = run.context.decision(decisionId.value, details.binding);
  if (model === undefined) {
    return failed(
      "DECISION_NOT_FOUND",
      `“${node.name}”调用的决策“${decisionId.value}”没有部署`,
      `The decision "${decisionId.value}" that "${node.name}" evaluates is not deployed`,
    );
  }
  const lookup = lookupFrom(run, element.elementInstanceId);
  const result = evaluateDecision(model, decisionId.value, lookup, run.evaluation);
  if (!result.ok)
    return { ok: false, cause: { code: "DECISION_FAILED", message: result.problem.message } };
  const { output, trace } = result;
  const decisionVersion = run.context.decisionVersion?.(decisionId.value, details.binding);
  return { ok: true, value: { decisionId: decisionId.value, decisionVersion, output, trace } };
}
