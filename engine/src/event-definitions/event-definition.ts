/**
 * The contract of event definitions: what makes an event happen, or what an event makes happen. One small file per
 * trigger implements it and one line in registry.ts makes it known; the event elements (elements/events/) ask it.
 */
import type { Evaluated, Progress } from "../elements/element-behavior.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";

/** Where an event stands: `start` begins a process, `subProcessStart` an embedded sub-process. */
export type EventPosition =
  | "start"
  | "subProcessStart"
  | "eventSubProcessStart"
  | "catch"
  | "boundary"
  | "throw"
  | "end";

/**
 * What every event's node keeps: its definition's own part, and for a boundary event or the start event of an event
 * sub-process whether it interrupts.
 */
export interface EventDetails<Definition = unknown> {
  readonly definition: Definition;
  readonly isInterrupting: boolean;
  /** Set in the node of a part of a multiple event (multiple.ts): which part, from 0. */
  readonly part?: number | undefined;
}

/** Hooks are methods for the reason that elements/element-behavior.ts gives. */
export interface EventDefinition<Definition = unknown, Prepared = unknown> {
  /** BPMN's element for it; null for the none event. */
  readonly bpmnType: string | null;
  /** Where it is supported; anywhere else it is a finding. */
  readonly positions: readonly EventPosition[];

  /** Makes the definition's details of its XML element (`reader.definition`). */
  read(reader: ElementReader, position: EventPosition): Definition;

  /** Evaluates what is waited for, seen from the scope; must not change anything. Only definitions that wait have it. */
  evaluateWait?(
    run: Run,
    node: ProcessNode<EventDetails<Definition>>,
    scopeId: ElementInstanceId,
  ): Evaluated<Prepared>;

  /** Starts to wait: `owner` is told through `triggered` of the node. */
  wait?(
    run: Run,
    node: ProcessNode<EventDetails<Definition>>,
    owner: ElementRecord,
    prepared: Prepared,
  ): void;

  /** Evaluates what is thrown; must not change anything. */
  evaluateThrow?(
    run: Run,
    node: ProcessNode<EventDetails<Definition>>,
    element: ElementRecord,
  ): Evaluated<Prepared>;

  /** Throws. */
  throw?(
    run: Run,
    node: ProcessNode<EventDetails<Definition>>,
    element: ElementRecord,
    prepared: Prepared,
  ): Progress;

  /** The throwing event has completed: what follows is not a flow. */
  thrown?(run: Run, node: ProcessNode<EventDetails<Definition>>, element: ElementRecord): void;
}
