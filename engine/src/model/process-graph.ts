/**
 * The compiled model of one process: immutable, and addressed by small integers so that the hot path follows array
 * slots instead of names. It is made once per deployed version (model/compile.ts) and shared by all its instances.
 */
import type { ElementKind, TriggerKind } from "./element-kind.ts";
import type { ItemType } from "./data.ts";
import type { Compiled } from "../expression/index.ts";
import type { Listeners } from "../semantics/listeners.ts";
import type { ValueSource } from "./value-source.ts";

/** Index of a node in {@link ProcessGraph.nodes}; {@link NO_INDEX} for none. */
export type NodeIndex = number;

/** Index of a flow in {@link ProcessGraph.flows}; {@link NO_INDEX} for none. */
export type FlowIndex = number;

/** Stands where there is no node or flow. */
export const NO_INDEX = -1;

/** A `zeebe:input` or `zeebe:output`: the value of `source` becomes the variable `target` (`order.total` is allowed). */
export interface VariableMapping {
  readonly source: ValueSource;
  /** The path split at its dots; never empty. */
  readonly target: readonly string[];
  /** Of a data association, the type of the item definition, when it is one that values are checked against. */
  readonly type?: ItemType | undefined;
}

/** A sequence flow. */
export interface SequenceFlow {
  readonly index: FlowIndex;
  readonly flowId: string;
  readonly source: NodeIndex;
  readonly target: NodeIndex;
  /** Its condition; null when it has none. */
  readonly condition: Compiled | null;
}

/** One element of the model; node 0 is the process itself. */
export interface ProcessNode<Details = unknown> {
  readonly index: NodeIndex;
  /** The id in the model. A multi-instance body and the activity in it share one. */
  readonly elementId: string;
  /** Its name, or its id when the model gives none. */
  readonly name: string;
  readonly kind: ElementKind;
  /** For events, what makes them happen; `none` for everything else. */
  readonly trigger: TriggerKind;
  /** The node it lies in: process, sub-process or multi-instance body; {@link NO_INDEX} for the process. */
  readonly scope: NodeIndex;
  /** For a scope: what lies directly in it, in the order of the model. */
  readonly children: readonly NodeIndex[];
  readonly incoming: readonly FlowIndex[];
  readonly outgoing: readonly FlowIndex[];
  readonly defaultFlow: FlowIndex;
  /** For an activity (or the body around it): the boundary events attached to it. */
  readonly boundaryEvents: readonly NodeIndex[];
  /** For a scope: the start events of the event sub-processes that lie directly in it. */
  readonly eventStarts: readonly NodeIndex[];
  /** For a boundary event: the activity (or the body around it) that it is attached to. */
  readonly attachedTo: NodeIndex;
  /**
   * For an activity with a compensation boundary event: the activity that undoes it (of a repeated one, what undoes each
   * member; the body has none). {@link NO_INDEX} without.
   */
  readonly handler: NodeIndex;
  /** It undoes another activity, so it lies outside of the normal flow (BPMN 2.0.2 §10.6). */
  readonly isForCompensation: boolean;
  /** Tokens that an activity needs to begin, and that it sends over each flow; 1 unless the model says otherwise. */
  readonly startQuantity: number;
  readonly completionQuantity: number;
  readonly inputs: readonly VariableMapping[];
  readonly outputs: readonly VariableMapping[];
  /** Data objects and properties: variables that are null from the beginning of the instance. */
  readonly data: readonly string[];
  /** Variables that must have a value before it begins, and when it is done: all of one of these sets; empty: none. */
  readonly requiredInputs: readonly (readonly string[])[];
  readonly requiredOutputs: readonly (readonly string[])[];
  /** Execution listeners; undefined when there are none. */
  readonly listeners: Listeners | undefined;
  /** `zeebe:properties`; undefined when there are none. */
  readonly properties: Readonly<Record<string, string>> | undefined;
  /** What the kind's own `read` made of the element; only that kind's file knows its shape. */
  readonly details: Details;
}

/** One executable process. */
export interface ProcessGraph {
  readonly processId: string;
  readonly name: string;
  /** `zeebe:versionTag` of the process, or null. */
  readonly versionTag: string | null;
  /** Slot 0 is the process. */
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly SequenceFlow[];
  /** Element id → node; for a multi-instance activity the body. */
  readonly nodeOf: ReadonlyMap<string, NodeIndex>;
  /** Joins that depend on what can still arrive: inclusive and complex gateways with several incoming flows. */
  readonly joins: readonly NodeIndex[];
  /** Flow id → flow. */
  readonly flowOf: ReadonlyMap<string, FlowIndex>;
}
