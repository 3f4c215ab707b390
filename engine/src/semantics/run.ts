/**
 * One command being carried out on one instance: what everything in semantics/ and elements/ works on.
 *
 * Work that remains to be done is a queue of steps, first in first out, so parallel branches advance in turn and depth of
 * the model never becomes depth of the call stack.
 */
import type { Context, Limits } from "../context.ts";
import { defaultLimits } from "../context.ts";
import type { ElementBehavior } from "../elements/element-behavior.ts";
import type { EvaluationContext } from "../expression/index.ts";
import type { EventDefinition } from "../event-definitions/event-definition.ts";
import type { ElementLifecycleEvent, EngineEvent, ResumePoint } from "../events.ts";
import type { FollowUp } from "../follow-ups.ts";
import { type ElementInstanceId, rootScopeOf } from "../ids.ts";
import type { Variables } from "../json.ts";
import type { ElementKind, TriggerKind } from "../model/element-kind.ts";
import type { FlowIndex, ProcessGraph, ProcessNode } from "../model/process-graph.ts";
import { apply } from "../state/appliers.ts";
import type { InstanceState, Tables } from "../state/instance-state.ts";
import type { ElementRecord, InstanceRecord } from "../state/records.ts";
import { Activations } from "./activations.ts";
import { noteChange } from "./conditions.ts";
import { noteMove } from "./joins.ts";

/** A step that remains: bring the element instance on from this point, or let a signal be heard in this instance. */
export type Step =
  | {
      readonly at: Exclude<ResumePoint, "wait" | "conditions"> | "compensate";
      readonly elementInstanceId: string;
    }
  | { readonly at: "publish"; readonly signalName: string; readonly variables: Variables };

/** What is known of every kind and trigger; handed in, so that kinds can use semantics without a cycle of imports. */
export interface Registries {
  readonly behaviors: Readonly<Record<ElementKind, ElementBehavior>>;
  readonly eventDefinitions: Readonly<Record<TriggerKind, EventDefinition>>;
}

/** See the file's head. */
export class Run {
  /** Another one once the instance is migrated. */
  graph: ProcessGraph;
  readonly state: InstanceState;
  readonly context: Context;
  readonly limits: Limits;
  /** Handed to every evaluation. */
  readonly evaluation: EvaluationContext;
  readonly behaviors: Registries["behaviors"];
  readonly eventDefinitions: Registries["eventDefinitions"];
  readonly events: EngineEvent[] = [];
  readonly followUps: FollowUp[] = [];
  readonly queue: Step[] = [];
  /** Keys of conditions to look at after this step: semantics/conditions.ts. */
  readonly conditionsToCheck = new Set<string>();
  /** Scopes whose tokens have moved since their joins decided last: semantics/joins.ts. */
  readonly scopesToReconsider = new Set<ElementInstanceId>();
  /** Set when an element has ended after which the instance is to be terminated (`createInstance.terminateAfter`). */
  isOver = false;
  /** Activations in this command: what guards against a loop without a wait. */
  readonly activations = new Activations();

  constructor(graph: ProcessGraph, state: InstanceState, context: Context, registries: Registries) {
    this.graph = graph;
    this.state = state;
    this.context = context;
    this.limits = context.limits ?? defaultLimits;
    const { now, timeZone } = context;
    this.evaluation = { now, timeZone, allowance: { steps: this.limits.maxEvaluationSteps } };
    this.behaviors = registries.behaviors;
    this.eventDefinitions = registries.eventDefinitions;
  }

  /** Lets an event happen: it changes the state and becomes history. */
  emit(event: EngineEvent): void {
    if (event.type === "variableSet" && this.state.conditions.has(event.name)) {
      const { scopeId, name } = event;
      const isNew = this.tables.variable.get(`${scopeId}/${name}`) === undefined;
      noteChange(this, scopeId, name, isNew ? "create" : "update");
    }
    if (event.type === "conditionSubscriptionOpened")
      this.conditionsToCheck.add(event.subscriptionId);
    if (this.graph.joins.length > 0) noteMove(this, event);
    apply(this.state, event);
    this.events.push(event);
    if (event.type === "elementCompleted" || event.type === "elementTerminated")
      this.#noteEnd(event);
  }

  /** The end of a repeated activity is that of its body, not of each member. */
  #noteEnd({ elementId, elementKind }: ElementLifecycleEvent): void {
    const { terminateAfter } = this.instance;
    if (terminateAfter?.includes(elementId) === true)
      this.isOver ||= this.nodeById(elementId).kind === elementKind;
  }

  /** A fresh id of the kind that the receiver wants. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a new id is of whatever kind it is used for
  newId<Id extends string>(): Id {
    return this.context.newId() as Id;
  }

  get tables(): Tables {
    return this.state.tables;
  }

  /** The instance; it exists once `createInstance` was accepted. */
  get instance(): InstanceRecord {
    const instance = this.state.tables.instance.get("");
    if (instance === undefined) throw new Error("The instance does not exist");
    return instance;
  }

  /** Id of the root scope. */
  get rootScopeId(): ElementInstanceId {
    return rootScopeOf(this.instance.processInstanceId);
  }

  /** The living element instance, or undefined when it has ended. */
  element(elementInstanceId: string): ElementRecord | undefined {
    return this.state.tables.element.get(elementInstanceId);
  }

  /** The element instance, which must be alive. */
  living(elementInstanceId: string): ElementRecord {
    const element = this.state.tables.element.get(elementInstanceId);
    if (element === undefined) throw new Error(`Element instance ${elementInstanceId} has ended`);
    return element;
  }

  /** The node at the index. */
  nodeAt(index: number): ProcessNode {
    const node = this.graph.nodes[index];
    if (node === undefined) throw new Error(`No node ${String(index)}`);
    return node;
  }

  /** The node with the element id; for a multi-instance activity the body. */
  nodeById(elementId: string): ProcessNode {
    return this.nodeAt(this.graph.nodeOf.get(elementId) ?? -1);
  }

  /** The node that the element instance executes. */
  nodeOf(element: ElementRecord): ProcessNode {
    const node = this.nodeById(element.elementId);
    // A multi-instance body and the activity in it share the id; the activity is the body's only child.
    return node.kind === element.kind ? node : this.nodeAt(node.children[0] ?? -1);
  }

  /** The id of the flow at the index. */
  flowId(index: FlowIndex): string {
    const flow = this.graph.flows[index];
    if (flow === undefined) throw new Error(`No flow ${String(index)}`);
    return flow.flowId;
  }

  /** The behaviour of the node's kind. */
  behaviorOf(node: ProcessNode): ElementBehavior {
    return this.behaviors[node.kind];
  }
}
