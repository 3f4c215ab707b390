/** Which variables the elements of a process read and write, as far as the model states it. */
import type { AdHocDetails } from "../../elements/activities/ad-hoc-sub-process.ts";
import { type ElementKind, isBody, type TriggerKind } from "../../model/element-kind.ts";
import type { LoopDetails } from "../../elements/activities/loop-body.ts";
import type { BusinessRuleDetails } from "../../elements/activities/business-rule-task.ts";
import type { ScriptDetails } from "../../elements/activities/script-task.ts";
import type { Compiled } from "../../expression/index.ts";
import type { ProcessGraph, ProcessNode } from "../../model/process-graph.ts";
import type { MultiInstanceDetails } from "../../semantics/multi-instance.ts";
import { beginOf, endOf, type Moment } from "./order.ts";

/** A variable is read. */
export interface Read {
  readonly name: string;
  readonly at: Moment;
  /** The element or flow whose expression it is. */
  readonly elementId: string;
}

/** Variables are written at the end of the element: these, or nobody can say which. */
export interface Write {
  readonly node: ProcessNode;
  readonly at: Moment;
  readonly names: readonly string[] | "any";
}

const writesNothing = (): readonly string[] => [];

/** What results of its own a kind leaves behind; a kind that is not here may leave anything. */
const results: {
  readonly [Kind in ElementKind]?: (node: ProcessNode) => readonly string[] | "any";
} = {
  process: writesNothing,
  subProcess: writesNothing,
  eventSubProcess: writesNothing,
  transaction: writesNothing,
  adHocSubProcess: ({ details }) => {
    const { job, outputCollection } = details as AdHocDetails;
    if (job !== null) return "any";
    return outputCollection === null ? [] : [outputCollection];
  },
  task: writesNothing,
  manualTask: writesNothing,
  exclusiveGateway: writesNothing,
  parallelGateway: writesNothing,
  inclusiveGateway: writesNothing,
  complexGateway: writesNothing,
  loopBody: writesNothing,
  eventBasedGateway: writesNothing,
  scriptTask: ({ details }) => [(details as ScriptDetails).resultVariable],
  businessRuleTask: ({ details }) => {
    const rule = details as BusinessRuleDetails;
    return rule.kind === "job" ? "any" : [rule.resultVariable];
  },
  multiInstanceBody: ({ details }) => {
    const { outputCollection } = details as MultiInstanceDetails;
    return outputCollection === null ? [] : [outputCollection];
  },
};

/** Events of these kinds bring no variables. */
const silent: ReadonlySet<TriggerKind> = new Set([
  "none",
  "timer",
  "link",
  "terminate",
  "compensation",
  "cancel",
]);

/** In the order of the model. What comes with the start of the process is not among them. */
export function writesOf(graph: ProcessGraph): Write[] {
  return graph.nodes
    .filter(({ kind, scope }) => kind !== "startEvent" || scope > 0)
    .map((node) => ({ node, at: endOf(node.index), names: namesWritten(node) }));
}

function namesWritten(node: ProcessNode): readonly string[] | "any" {
  if (node.listeners !== undefined) return "any";
  // With output mappings nothing else comes out.
  if (node.outputs.length > 0) return node.outputs.map(({ target: [name = ""] }) => name);
  if (node.kind.endsWith("Event") && silent.has(node.trigger)) return [];
  return results[node.kind]?.(node) ?? "any";
}

/** In the order of the model; without what is local to where it is read. */
export function readsOf(graph: ProcessGraph): Read[] {
  return graph.nodes.flatMap((node) => {
    const local = localNames(graph, node);
    const expressions = [
      ...node.inputs.flatMap(({ source }) =>
        source.kind === "expression" ? source.expression : [],
      ),
      ...expressionsOf(node),
    ];
    const own = expressions.flatMap(({ variables }) =>
      variables.map((name) => ({ name, at: beginOf(node.index), elementId: node.elementId })),
    );
    const flows = node.outgoing.flatMap((index) => {
      const { condition = null, flowId = "" } = graph.flows[index] ?? {};
      return (condition?.variables ?? []).map((name) => ({
        name,
        at: endOf(node.index),
        elementId: flowId,
      }));
    });
    return [...own, ...flows].filter(({ name }) => !local.has(name));
  });
}

function expressionsOf({ kind, details }: ProcessNode): Compiled[] {
  // What a loop asks after a round may have been written in it.
  if (kind === "loopBody")
    return (details as LoopDetails).isTestedBefore ? compiledIn(details) : [];
  // So may what an ad-hoc sub-process asks when an activity has completed.
  if (kind === "adHocSubProcess")
    return compiledIn({ begun: (details as AdHocDetails).activeElements });
  if (kind !== "multiInstanceBody") return compiledIn(details);
  // The rest is evaluated inside a member.
  const { inputCollection, cardinality } = details as MultiInstanceDetails;
  return [inputCollection, cardinality].filter((expression) => expression !== null);
}

/** Every expression in what the kind's own `read` made. */
function compiledIn(details: unknown): Compiled[] {
  if (typeof details !== "object" || details === null) return [];
  if (isCompiled(details)) return [details];
  return Object.values(details).flatMap(compiledIn);
}

function isCompiled(value: object): value is Compiled {
  return "source" in value && "variables" in value;
}

/** Names that only the element's own expressions see. */
function inherentNames(graph: ProcessGraph, { kind, incoming }: ProcessNode): readonly string[] {
  if (kind === "loopBody") return ["loopCounter"];
  if (kind !== "complexGateway") return [];
  const flowIds = incoming.map((flow) => graph.flows[flow]?.flowId ?? "");
  return ["activationCount", "waitingForStart", ...flowIds];
}

/** Names that the element or a scope around it makes for itself. */
function localNames(graph: ProcessGraph, node: ProcessNode): ReadonlySet<string> {
  const names = new Set<string>(inherentNames(graph, node));
  for (let at: ProcessNode | undefined = node; at !== undefined; at = graph.nodes[at.scope]) {
    for (const { target } of at.inputs) names.add(target[0] ?? "");
    if (isBody(at.kind) && at !== node) names.add("loopCounter");
    if (at.kind !== "multiInstanceBody" || at === node) continue;
    const { inputElement, outputVariable } = at.details as MultiInstanceDetails;
    for (const name of [inputElement, outputVariable]) if (name !== null) names.add(name);
  }
  return names;
}
