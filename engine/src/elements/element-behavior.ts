/**
 * THE contract of element kinds. One small file per kind implements it, one line in registry.ts makes it run.
 *
 * The life of an element instance, and where a kind takes part:
 *
 *   token on an incoming flow ── `arrive` (default: enter at once; a join waits)
 *   activating ── input mappings ── `evaluate` (all that may fail, no change) ── boundary events are armed
 *   activated ── `activate` (do it: create the job, start the children …) → waits | completes
 *   waiting ── `triggered` (a timer or message of this node) · `childEnded` (scopes) · `retry` (incident resolved)
 *   completing ── trigger's variables ── output mappings ── `childCompleting` of its scope ── `leave` (which flows)
 *   completed ── the flows are taken ── `childEnded` of its scope
 *   terminating ── children and everything it owns are given up ── `terminate` ── terminated
 *
 * A failure is a value: an {@link IncidentCause} returned from `evaluate`, `childCompleting` or `leave` stops the
 * instance where it is, and resolving the incident runs that same step again. So nothing may be emitted before all that
 * can fail has been evaluated. A broken invariant throws.
 *
 * Hooks are written as methods, because a registry of kinds with different details is only typed under method
 * bivariance; `Details` is what the kind's own `read` returned, `Prepared` what its own `evaluate` returned.
 */
import type { AdHocResult } from "../commands.ts";
import type { IncidentCause } from "../errors.ts";
import type { Variables } from "../json.ts";
import type { ElementReader } from "../model/element-reader.ts";
import type { FlowIndex, ProcessNode } from "../model/process-graph.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";

/** A value, or what kept it from being evaluated. */
export type Evaluated<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly cause: IncidentCause };

/** After `activate`: the instance waits for something, or it has done all it has to do. */
export type Progress = "waits" | "completes";

/** See the file's head. */
export interface ElementBehavior<Details = unknown, Prepared = unknown> {
  /** The kind's BPMN clause, for the ledger and the reader. */
  readonly clause: string;

  /** Makes the node's details of the XML element and reports what is wrong with it, all of it. Called once per model. */
  read(reader: ElementReader): Details;

  /** A token has come over `flow` into the scope. */
  arrive?(run: Run, node: ProcessNode<Details>, scope: ElementRecord, flow: FlowIndex): void;

  /**
   * Tokens of the scope have moved, come to this join, or died: a kind whose join depends on what can still arrive decides
   * again. Called after the step in which that happened, for every such join of the scope (semantics/joins.ts), and after
   * a migration for every join that has tokens waiting, whatever its kind.
   */
  reconsider?(run: Run, node: ProcessNode<Details>, scope: ElementRecord): void;

  /** Evaluates all that may fail, from the element's own scope; must not change anything. */
  evaluate?(run: Run, node: ProcessNode<Details>, element: ElementRecord): Evaluated<Prepared>;

  /** Does what the kind is for. The instance is `activated`. */
  activate?(
    run: Run,
    node: ProcessNode<Details>,
    element: ElementRecord,
    prepared: Prepared,
  ): Progress;

  /**
   * A timer or message that was armed for this node has happened. `owner` is the instance that waits on it: this node's
   * own, the activity that this boundary event is attached to, or an event-based gateway before this node.
   */
  triggered?(
    run: Run,
    node: ProcessNode<Details>,
    owner: ElementRecord,
    variables: Variables,
  ): void;

  /** A worker has completed the instance's job, and not the instance with it: an ad-hoc sub-process goes on. */
  jobCompleted?(
    run: Run,
    node: ProcessNode<Details>,
    element: ElementRecord,
    result: AdHocResult | undefined,
  ): void;

  /** An incident that was raised while the instance was waiting has been resolved: try again. */
  retry?(run: Run, node: ProcessNode<Details>, element: ElementRecord): void;

  /** A child of this scope is about to complete; its variables are still there. */
  childCompleting?(
    run: Run,
    node: ProcessNode<Details>,
    element: ElementRecord,
    child: ElementRecord,
  ): IncidentCause | undefined;

  /** A child of this scope has ended, one way or the other, and has left over its flows. */
  childEnded?(run: Run, node: ProcessNode<Details>, element: ElementRecord): void;

  /** Chooses the outgoing flows to take; by default those whose condition holds: see semantics/outgoing-flows.ts. */
  leave?(
    run: Run,
    node: ProcessNode<Details>,
    element: ElementRecord,
  ): Evaluated<readonly FlowIndex[]>;

  /** The instance has completed and its flows are taken: what follows is not a flow (a link, the end of a process). */
  completed?(run: Run, node: ProcessNode<Details>, element: ElementRecord): void;

  /** Gives up what the engine does not know of: jobs, tasks, timers, subscriptions and children are already given up. */
  terminate?(run: Run, node: ProcessNode<Details>, element: ElementRecord): void;
}
