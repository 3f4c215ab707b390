/**
 * What a migration would do to one instance, decided before anything happens: what is renamed, which events are not waited
 * for any more, and which are from now on. It reads the run and changes nothing.
 *
 * - Whatever lives, waits at a join or has completed and can be undone must be mapped.
 * - What is waited for stays with its remaining time, unless the plan says that it is updated. An event that is not mapped
 *   is not waited for any more; one that is new in the target is armed now, as when its activity begins. One that has
 *   happened already does not come back.
 * - Jobs and user tasks stay the same. Everything that may fail is evaluated first.
 */
import type { AdHocActivity } from "../commands.ts";
import type { ConditionalDetails } from "../event-definitions/conditional.ts";
import type { EventDetails } from "../event-definitions/event-definition.ts";
import { partsOf } from "../event-definitions/multiple.ts";
import type { ElementInstanceId, UserTaskId } from "../ids.ts";
import type { Finding } from "../model/finding.ts";
import type { ProcessGraph, ProcessNode } from "../model/process-graph.ts";
import { Run } from "../semantics/run.ts";
import type { UserTaskDetails } from "../semantics/user-work-reading.ts";
import { evaluateUserTask, type PreparedUserTask } from "../semantics/user-work.ts";
import type { ConditionRecord, ElementRecord } from "../state/records.ts";
import { type AwaitedEvent, awaitedEvents } from "./awaited-events.ts";
import { Correspondence, nodeById } from "./correspondence.ts";
import { migrationFinding, type MigrationFindingCode } from "./findings.ts";
import type {
  MigratedCompensation,
  MigratedElement,
  MigratedTokens,
  MigrationPlan,
} from "./plan.ts";
import { newScopes, validateMigrationPlan } from "./validate-plan.ts";

/** Begins to wait for an event, once the instance is migrated. */
type Arming = (run: Run, owner: ElementRecord) => void;

/** A scope that is new around something that lives. */
export interface AddedScope {
  readonly node: ProcessNode;
  /** The scope around it: one that lives, or the key of another new one. */
  readonly within: string;
  /** The living scope that it is put into, at whatever depth. */
  readonly from: ElementInstanceId;
  /** What lies directly in it of all that lives, oldest first. */
  readonly elements: ElementInstanceId[];
  /** Joins of the target in it that have tokens waiting. */
  readonly joins: Set<string>;
  readonly armings: Arming[];
}

/** See the file's head. */
export interface PlannedMigration {
  readonly elements: readonly MigratedElement[];
  readonly tokens: readonly MigratedTokens[];
  readonly compensations: readonly MigratedCompensation[];
  /** Ids that stand in the state and differ in the target. */
  readonly renamedElements: Readonly<Record<string, string>>;
  readonly renamedFlows: Readonly<Record<string, string>>;
  /** Who waits → the events of the source that it does not wait for any more. */
  readonly released: ReadonlyMap<ElementInstanceId, ReadonlySet<string>>;
  readonly armed: readonly { readonly owner: ElementInstanceId; readonly arm: Arming }[];
  /** By keys of their own; a scope comes before those in it. */
  readonly scopes: ReadonlyMap<string, AddedScope>;
  readonly userTasks: readonly {
    readonly userTaskId: UserTaskId;
    readonly prepared: PreparedUserTask;
  }[];
}

/** Plans the migration of the run's instance, or tells all that keeps it from being done. */
export function planMigration(
  run: Run,
  target: ProcessGraph,
  plan: MigrationPlan,
): PlannedMigration | { readonly findings: readonly Finding[] } {
  const invalid = validateMigrationPlan(run.graph, target, plan);
  if (invalid.length > 0) return { findings: invalid };
  const planner = new MigrationPlanner(run, target, plan);
  for (const [, element] of run.tables.element.entries()) planner.planElement(element);
  planner.planTokens();
  planner.planCompensations();
  const findings = [...planner.findings.values()];
  return findings.length > 0 ? { findings } : planner.planned;
}

class MigrationPlanner {
  readonly findings = new Map<string, Finding>();
  readonly planned = {
    elements: [] as MigratedElement[],
    tokens: [] as MigratedTokens[],
    compensations: [] as MigratedCompensation[],
    renamedElements: {} as Record<string, string>,
    renamedFlows: {} as Record<string, string>,
    released: new Map<ElementInstanceId, Set<string>>(),
    armed: [] as { owner: ElementInstanceId; arm: Arming }[],
    scopes: new Map<string, AddedScope>(),
    userTasks: [] as { userTaskId: UserTaskId; prepared: PreparedUserTask }[],
  };
  readonly #run: Run;
  /** The same instance seen by the target's graph, to evaluate what stands there. */
  readonly #ahead: Run;
  readonly #correspondence: Correspondence;

  constructor(run: Run, target: ProcessGraph, plan: MigrationPlan) {
    const { state, context, behaviors, eventDefinitions } = run;
    this.#run = run;
    this.#ahead = new Run(target, state, context, { behaviors, eventDefinitions });
    this.#correspondence = new Correspondence(run.graph, target, plan);
  }

  /** The element instance, what it waits for, and its user task. */
  planElement(element: ElementRecord): void {
    const { elementInstanceId, elementId, kind: elementKind } = element;
    const node = this.#run.nodeOf(element);
    const to = this.#correspondence.nodeFor(node);
    if (to === undefined) {
      this.#find("MIGRATION_ELEMENT_NOT_MAPPED", elementId);
      return;
    }
    const targetElementId = to.elementId;
    this.planned.elements.push({ elementInstanceId, elementId, targetElementId, elementKind });
    this.#rename(elementId);
    this.#addedScope(element.scopeId, node, to, element.state !== "compensating")?.elements.push(
      elementInstanceId,
    );
    this.#planWaits(element, node, to);
    this.#planUserTask(element, to);
    this.#planPending(element);
  }

  /** Tokens that wait at joins. */
  planTokens(): void {
    for (const [key, count] of this.#run.tables.join.entries()) {
      const [scopeId = "", elementId = "", flowId = ""] = key.split("/");
      const targetFlowId = this.#correspondence.flowId(flowId);
      if (this.#rename(elementId) === undefined) continue;
      if (targetFlowId === undefined) {
        this.#find("MIGRATION_FLOW_NOT_MAPPED", flowId);
        continue;
      }
      if (targetFlowId !== flowId) this.planned.renamedFlows[flowId] = targetFlowId;
      const scope = scopeId as ElementInstanceId;
      this.planned.tokens.push({ scopeId: scope, flowId, targetFlowId, count });
      const [node, to] = this.#ends(elementId);
      if (to !== undefined) this.#addedScope(scope, node, to, true)?.joins.add(to.elementId);
    }
  }

  /** What has completed and can be undone. */
  planCompensations(): void {
    for (const [key, { elementId, scopeId }] of this.#run.tables.compensation.entries()) {
      const targetElementId = this.#rename(elementId);
      if (targetElementId === undefined) continue;
      const compensationId = key as MigratedCompensation["compensationId"];
      this.planned.compensations.push({ compensationId, elementId, targetElementId });
      const [node, to] = this.#ends(elementId);
      if (to !== undefined) this.#addedScope(scopeId, node, to, false);
    }
  }

  /** Activities that are still to be begun in an ad-hoc sub-process. */
  #planPending({ kind, elementInstanceId }: ElementRecord): void {
    if (kind !== "adHocSubProcess") return;
    for (const item of this.#run.tables.items.get(elementInstanceId) ?? [])
      this.#rename((item as unknown as AdHocActivity).elementId);
  }

  /** The innermost new scope around it, if there is any; only what `isReady` can be put into one. */
  #addedScope(
    scopeId: ElementInstanceId,
    node: ProcessNode,
    to: ProcessNode,
    isReady: boolean,
  ): AddedScope | undefined {
    if (node.index === 0) return undefined;
    let found: AddedScope | undefined;
    let within: string = scopeId;
    for (const scope of newScopes(this.#correspondence, node, to) ?? []) {
      const outer = this.#run.element(scopeId);
      if (!isReady || outer?.state !== "activated") {
        this.#find("MIGRATION_SCOPE_NOT_READY", node.elementId);
        return undefined;
      }
      const key = `${within}+${String(scope.index)}`;
      found = this.planned.scopes.get(key) ?? this.#addScope(key, scope, within, outer);
      within = key;
    }
    return found;
  }

  #addScope(key: string, node: ProcessNode, within: string, outer: ElementRecord): AddedScope {
    const from = outer.elementInstanceId;
    const added: AddedScope = { node, within, from, elements: [], joins: new Set(), armings: [] };
    this.planned.scopes.set(key, added);
    // It has no variables of its own, so what it waits for is seen from the scope around it.
    for (const event of awaitedEvents(this.#ahead, node)) {
      const prepared = event.prepare(this.#ahead, outer);
      if (prepared.ok) added.armings.push(prepared.value);
      else this.#find("MIGRATION_EVENT_FAILED", event.elementId, prepared.cause.message);
    }
    return added;
  }

  #ends(elementId: string): [ProcessNode, ProcessNode | undefined] {
    const node = this.#run.nodeById(elementId);
    return [node, this.#correspondence.nodeFor(node)];
  }

  #planWaits(element: ElementRecord, node: ProcessNode, to: ProcessNode): void {
    const { elementInstanceId } = element;
    const events = awaitedEvents(this.#ahead, to);
    const released = new Set<string>();
    const again = new Set<string>();
    for (const { eventId, isSame } of this.#waitsOf(element)) {
      const target = this.#correspondence.elementId(eventId);
      const isStill = events.some((event) => event.elementId === target);
      if (isStill && isSame && !this.#correspondence.isUpdated(eventId)) this.#rename(eventId);
      else {
        released.add(eventId);
        if (isStill && target !== undefined) again.add(target);
      }
    }
    if (released.size > 0) this.planned.released.set(elementInstanceId, released);
    const known = new Set(
      awaitedEvents(this.#run, node).map((event) =>
        this.#correspondence.elementId(event.elementId),
      ),
    );
    for (const event of events) {
      if (again.has(event.elementId) || (!known.has(event.elementId) && isOpenFor(element, event)))
        this.#arm(element, event);
    }
  }

  /** What the element instance waits for. A condition that looks at other variables from now on is not the same. */
  #waitsOf({ elementInstanceId }: ElementRecord): { eventId: string; isSame: boolean }[] {
    const waits: { eventId: string; isSame: boolean }[] = [];
    for (const { table, key } of this.#run.state.owned.get(elementInstanceId) ?? []) {
      const record = this.#run.tables[table].get(key);
      if (record === undefined || !("elementId" in record)) continue;
      const eventId = record.elementId;
      const isSame = !("variableNames" in record) || this.#isSameCondition(record);
      waits.push({ eventId, isSame });
    }
    return waits;
  }

  #isSameCondition({ elementId, part, variableNames }: ConditionRecord): boolean {
    const to = nodeById(this.#ahead.graph, this.#correspondence.elementId(elementId) ?? "");
    if (to === undefined) return false;
    const event = part === undefined ? to : partsOf(to)[part];
    const { definition } = (event as ProcessNode<EventDetails<ConditionalDetails>>).details;
    return definition.variableNames.join(" ") === variableNames.join(" ");
  }

  #arm(owner: ElementRecord, event: AwaitedEvent): void {
    const prepared = event.prepare(this.#ahead, owner);
    if (prepared.ok)
      this.planned.armed.push({ owner: owner.elementInstanceId, arm: prepared.value });
    else this.#find("MIGRATION_EVENT_FAILED", event.elementId, prepared.cause.message);
  }

  #planUserTask(element: ElementRecord, to: ProcessNode): void {
    if (!this.#correspondence.isUpdated(element.elementId)) return;
    for (const { table, key } of this.#run.state.owned.get(element.elementInstanceId) ?? []) {
      if (table !== "userTask") continue;
      const { details } = to as ProcessNode<UserTaskDetails>;
      const prepared = evaluateUserTask(this.#ahead, details, element);
      if (prepared.ok)
        this.planned.userTasks.push({ userTaskId: key as UserTaskId, prepared: prepared.value });
      else this.#find("MIGRATION_EVENT_FAILED", to.elementId, prepared.cause.message);
    }
  }

  /** Notes the new id of what stands in the state. */
  #rename(elementId: string): string | undefined {
    const target = this.#correspondence.elementId(elementId);
    if (target === undefined) this.#find("MIGRATION_ELEMENT_NOT_MAPPED", elementId);
    else if (target !== elementId) this.planned.renamedElements[elementId] = target;
    return target;
  }

  #find(
    code: MigrationFindingCode,
    elementId: string,
    subject?: Parameters<typeof migrationFinding>[2],
  ): void {
    this.findings.set(`${code} ${elementId}`, migrationFinding(code, elementId, subject));
  }
}

/** Whether a new event is waited for by what is there already: not before it has begun, and not when its scope was interrupted. */
function isOpenFor(
  { state, isCanceled, isInterrupted }: ElementRecord,
  { isScopeEvent }: AwaitedEvent,
): boolean {
  return state === "activated" && isCanceled !== true && !(isScopeEvent && isInterrupted === true);
}
