/** An instance as it would be after the steps of a modification that are planned so far. Nothing of it has happened. */
import type { ElementInstanceId } from "../ids.ts";
import type { ProcessNode } from "../model/process-graph.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";
import type { ModificationStep, PlannedInstance } from "./instructions.ts";

/** An element instance that is to come to be. */
interface Created {
  readonly node: ProcessNode;
  readonly scope: PlannedInstance;
  /** It begins by itself, so nothing else begins in it. */
  readonly isAsked: boolean;
}

/** See the file's head. */
export class Draft {
  readonly steps: ModificationStep[] = [];
  readonly #beginning: PlannedInstance | undefined;
  readonly #run: Run;
  readonly #gone = new Set<string>();
  readonly #created = new Map<PlannedInstance, Created>();
  /** Scope → by how many its tokens differ from what they are. */
  readonly #tokens = new Map<string, number>();
  /** Scopes in which something was given up. */
  readonly #reduced = new Set<ElementInstanceId>();

  /** @param beginning a scope that is there and has yet to begin: it is as good as open */
  constructor(run: Run, beginning?: PlannedInstance) {
    this.#run = run;
    this.#beginning = beginning;
  }

  /** Whether the living element instance is given up. */
  isGone({ elementInstanceId }: ElementRecord): boolean {
    return this.#gone.has(elementInstanceId);
  }

  /** Whether something is to begin in the element instance, at any depth. */
  isUsed({ elementInstanceId }: ElementRecord): boolean {
    return [...this.#created.keys()].some((created) => this.isAround(elementInstanceId, created));
  }

  /** The instances of the scope, of which those that are being undone are none. */
  instancesOf(node: ProcessNode): PlannedInstance[] {
    const found: PlannedInstance[] = [];
    for (const [key, element] of this.#run.tables.element.entries()) {
      const isMeant = element.elementId === node.elementId && element.kind === node.kind;
      if (isMeant && element.state !== "compensating" && !this.isGone(element)) found.push(key);
    }
    for (const [key, created] of this.#created)
      if (created.node === node && !created.isAsked) found.push(key);
    return found;
  }

  /** Whether something may begin in the scope. */
  isOpen(scope: PlannedInstance): boolean {
    const element = this.#run.element(scope);
    if (element === undefined) return this.#created.has(scope);
    if (scope === this.#beginning) return true;
    return (
      element.state === "activated" &&
      element.isInterrupted !== true &&
      element.completion === undefined &&
      element.members?.isConditionMet !== true
    );
  }

  /** The instance's node and those of the scopes around it, innermost first. */
  wayOut(instance: PlannedInstance): { instance: PlannedInstance; node: ProcessNode }[] {
    const way: { instance: PlannedInstance; node: ProcessNode }[] = [];
    for (let id: PlannedInstance | undefined = instance; id !== undefined;) {
      const created = this.#created.get(id);
      const node = created?.node ?? this.#run.nodeOf(this.#run.living(id));
      way.push({ instance: id, node });
      const outer: PlannedInstance = created?.scope ?? this.#run.living(id).scopeId;
      id = outer === id ? undefined : outer;
    }
    return way;
  }

  /** Whether the one is the other or one of the scopes around it. */
  isAround(outer: PlannedInstance, inner: PlannedInstance): boolean {
    return this.wayOut(inner).some(({ instance }) => instance === outer);
  }

  /** Something begins in the scope. */
  create(node: ProcessNode, scope: PlannedInstance, isAsked: boolean): PlannedInstance {
    const instance = `+${String(this.#created.size + 1)}`;
    this.#created.set(instance, { node, scope, isAsked });
    this.#count(scope, 1);
    const { elementId, kind: elementKind } = node;
    this.steps.push({ change: "activated", instance, elementId, elementKind, scope, isAsked });
    return instance;
  }

  /** The element instance is given up with all that is in it. */
  cancel(element: ElementRecord, isAsked: boolean): void {
    const { elementInstanceId, elementId, kind: elementKind, scopeId } = element;
    this.steps.push({ change: "canceled", elementInstanceId, elementId, elementKind, isAsked });
    const gone = [elementInstanceId];
    for (const id of gone) {
      this.#gone.add(id);
      gone.push(...(this.#run.state.children.get(id) ?? []));
    }
    this.#count(scopeId, -1);
    this.#reduced.add(scopeId);
  }

  /** The tokens that wait under the key of a join are gone. */
  discard(key: string): void {
    const [scopeId = "", elementId = "", flowId = ""] = key.split("/");
    const flowIds = Array.from({ length: this.#run.tables.join.get(key) ?? 0 }, () => flowId);
    this.steps.push({
      change: "tokensDiscarded",
      scopeId: scopeId as ElementInstanceId,
      elementId,
      flowIds,
    });
    this.#count(scopeId, -flowIds.length);
    this.#reduced.add(scopeId as ElementInstanceId);
  }

  /** What becomes of the scopes in which something was given up. */
  settle(): void {
    const continued = new Set<ElementRecord>();
    for (const scopeId of this.#reduced) {
      // Added again when something else in it is given up, it is looked at again.
      this.#reduced.delete(scopeId);
      const scope = this.#run.living(scopeId);
      if (this.isGone(scope)) continue;
      const isAwaitingMore = scope.state === "compensating" || scope.kind === "adHocSubProcess";
      if (isAwaitingMore || this.#isRepetitionLeft(scope)) continued.add(scope);
      else if (scope.tokens + (this.#tokens.get(scopeId) ?? 0) > 0) continue;
      else if (scope.scopeId === scopeId) this.steps.push({ change: "instanceTerminated" });
      else this.cancel(scope, false);
    }
    for (const scope of continued) {
      const { elementInstanceId, elementId } = scope;
      if (!this.isGone(scope))
        this.steps.push({ change: "continued", elementInstanceId, elementId });
    }
  }

  /** A multi-instance goes on while there are members to come or to wait for, or some have completed. */
  #isRepetitionLeft({ members, tokens, elementInstanceId }: ElementRecord): boolean {
    if (members === undefined) return false;
    const left = tokens + (this.#tokens.get(elementInstanceId) ?? 0);
    return left > 0 || members.completed > 0 || members.started < members.total;
  }

  #count(scope: PlannedInstance, tokens: number): void {
    this.#tokens.set(scope, (this.#tokens.get(scope) ?? 0) + tokens);
  }
}
