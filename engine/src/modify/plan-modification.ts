/**
 * What a modification would do, decided before anything happens: the command carries out exactly this plan, and the preview
 * shows it. Instructions are looked at in their order, each with what those before it do.
 *
 * - A scope that is missing around what is activated comes to be, shared by all instructions; of several that are there the
 *   instruction must say which. A move stays in the scopes of what is moved.
 * - A scope that is left without tokens is given up as well, up to the process: nothing in it has come to its end, so it
 *   does not complete (as in Camunda 8). A multi-instance activity goes on without the members that were cancelled.
 * - What undoes something may be cancelled; then that counts as undone.
 */
import { type Rejection, rejection } from "../errors.ts";
import { variablesProblem } from "../json.ts";
import { isInstantiatingEvent } from "../model/beginnings.ts";
import { NO_INDEX, type ProcessNode } from "../model/process-graph.ts";
import type { Run } from "../semantics/run.ts";
import type { ElementRecord } from "../state/records.ts";
import { Draft } from "./draft.ts";
import type {
  ActivateInstruction,
  ModificationPreview,
  ModifiedElement,
  ModifyInstruction,
  PlannedInstance,
  ScopeVariables,
} from "./instructions.ts";
import { activatedNode, isCreatable } from "./rules.ts";

/**
 * See the file's head. Reads the run and changes nothing.
 * @param beginning a scope that has yet to begin
 */
export function planModification(
  run: Run,
  instructions: readonly ModifyInstruction[],
  beginning?: PlannedInstance,
): ModificationPreview {
  const draft = new Draft(run, beginning);
  for (const instruction of instructions) {
    const refused = plan(run, draft, instruction);
    if (refused !== undefined) return { ok: false, rejection: refused };
  }
  draft.settle();
  return { ok: true, steps: draft.steps };
}

/** Why an instance cannot begin at the element; asked before there is one. */
export function startRefusal(run: Run, elementId: string): Rejection | undefined {
  const named = run.graph.nodes[run.graph.nodeOf.get(elementId) ?? NO_INDEX];
  if (named === undefined) return rejection("ELEMENT_NOT_IN_MODEL", elementId);
  const node = activatedNode(run.graph, named);
  if (node === undefined || isInstantiatingEvent(run.graph, node))
    return rejection("ELEMENT_NOT_ACTIVATABLE", elementId);
  const closed = scopesAround(run, node).find(
    (scope) => scope.kind !== "process" && !isCreatable(run.graph, scope),
  );
  return closed === undefined ? undefined : rejection("SCOPE_NOT_CREATABLE", closed.elementId);
}

function plan(run: Run, draft: Draft, instruction: ModifyInstruction): Rejection | undefined {
  if (instruction.kind === "activate")
    return activate(run, draft, instruction, instruction.scopeInstanceId);
  const what = instruction.kind === "cancel" ? instruction.what : instruction.from;
  const found = findTokens(run, draft, what);
  if ("code" in found) return found;
  const refused = cancel(draft, found);
  if (refused !== undefined || instruction.kind === "cancel") return refused;
  for (const from of scopesOf(run, found)) {
    const scope =
      instruction.scopeInstanceId ?? nearestScope(run, draft, from, instruction.elementId);
    const notActivated = activate(run, draft, instruction, scope);
    if (notActivated !== undefined) return notActivated;
  }
  return undefined;
}

/** Element instances, and keys of tokens that wait at joins. */
interface Tokens {
  readonly elements: readonly ElementRecord[];
  readonly waiting: readonly string[];
}

function findTokens(run: Run, draft: Draft, what: ModifiedElement): Tokens | Rejection {
  if ("elementInstanceId" in what) {
    const element = run.element(what.elementInstanceId);
    if (element === undefined || draft.isGone(element))
      return rejection("ELEMENT_INSTANCE_NOT_FOUND", what.elementInstanceId);
    // The tokens that wait at a complex gateway are what its instance waits for.
    const waiting =
      element.kind === "complexGateway" ? waitingAt(run, draft, element.elementId) : [];
    const isItsOwn = (key: string): boolean => key.startsWith(`${element.scopeId}/`);
    return { elements: [element], waiting: waiting.filter(isItsOwn) };
  }
  const { elementId } = what;
  const index = run.graph.nodeOf.get(elementId) ?? NO_INDEX;
  if (index === NO_INDEX) return rejection("ELEMENT_NOT_IN_MODEL", elementId);
  const elements = draft.instancesOf(run.nodeAt(index)).flatMap((id) => run.element(id) ?? []);
  const waiting = waitingAt(run, draft, elementId);
  return elements.length + waiting.length > 0
    ? { elements, waiting }
    : rejection("ELEMENT_NOT_ACTIVE", elementId);
}

function waitingAt(run: Run, draft: Draft, elementId: string): string[] {
  return [...run.tables.join.entries()].flatMap(([key]) => {
    const [scopeId = "", joinId] = key.split("/");
    return joinId === elementId && !draft.isGone(run.living(scopeId)) ? [key] : [];
  });
}

function cancel(draft: Draft, { elements, waiting }: Tokens): Rejection | undefined {
  for (const element of elements) {
    const { elementInstanceId, elementId, scopeId, state } = element;
    if (scopeId === elementInstanceId || state === "compensating")
      return rejection("ELEMENT_NOT_CANCELABLE", elementId);
    if (draft.isUsed(element)) return rejection("SCOPE_NOT_OPEN", elementId);
    draft.cancel(element, true);
  }
  for (const key of waiting) draft.discard(key);
  return undefined;
}

/** The scope of each token: an instance of a complex gateway holds none beside those that wait at it. */
function scopesOf(run: Run, { elements, waiting }: Tokens): string[] {
  const tokens = waiting.flatMap((key) =>
    Array.from({ length: run.tables.join.get(key) ?? 0 }, () => key.split("/")[0] ?? ""),
  );
  const holding = elements.filter(
    ({ kind, activatedBy }) => kind !== "complexGateway" || activatedBy !== undefined,
  );
  return [...holding.map(({ scopeId }) => scopeId), ...tokens];
}

/** The innermost scope around what was moved that is around the element as well. */
function nearestScope(
  run: Run,
  draft: Draft,
  from: PlannedInstance,
  elementId: string,
): PlannedInstance | undefined {
  const node = run.graph.nodes[run.graph.nodeOf.get(elementId) ?? NO_INDEX];
  if (node === undefined) return undefined;
  const around = scopesAround(run, node);
  return draft
    .wayOut(from)
    .find((outer) => around.includes(outer.node) && isThere(run, draft, outer.instance))?.instance;
}

function activate(
  run: Run,
  draft: Draft,
  { elementId, variables = [] }: Pick<ActivateInstruction, "elementId" | "variables">,
  within: PlannedInstance | undefined,
): Rejection | undefined {
  const named = run.graph.nodes[run.graph.nodeOf.get(elementId) ?? NO_INDEX];
  if (named === undefined) return rejection("ELEMENT_NOT_IN_MODEL", elementId);
  const node = activatedNode(run.graph, named);
  if (node === undefined) return rejection("ELEMENT_NOT_ACTIVATABLE", elementId);
  if (within !== undefined && !isAround(run, draft, within, node))
    return rejection("SCOPE_NOT_AROUND", within);
  const scope = scopeFor(run, draft, node, within);
  if (typeof scope !== "string") return scope;
  return setVariables(run, draft, draft.create(node, scope, true), variables);
}

/** The scope in which the node is to begin, which comes to be if it is missing. */
function scopeFor(
  run: Run,
  draft: Draft,
  node: ProcessNode,
  within: PlannedInstance | undefined,
): PlannedInstance | Rejection {
  const scope = run.nodeAt(node.scope);
  // An event sub-process begins each time that its event happens.
  const begins = node.kind === "startEvent" && scope.kind === "eventSubProcess";
  const isNamed = within !== undefined && run.nodeOf(run.living(within)) === scope;
  const found = isNamed
    ? [within]
    : draft
        .instancesOf(scope)
        .filter(
          (id) => within === undefined || draft.isAround(within, id) || draft.isAround(id, within),
        );
  const [only, another] = begins ? [] : found;
  if (another !== undefined) return rejection("SCOPE_AMBIGUOUS", scope.elementId);
  if (only !== undefined)
    return draft.isOpen(only) ? only : rejection("SCOPE_NOT_OPEN", scope.elementId);
  if (!isCreatable(run.graph, scope)) return rejection("SCOPE_NOT_CREATABLE", scope.elementId);
  const outer = scopeFor(run, draft, scope, within);
  return typeof outer === "string" ? draft.create(scope, outer, false) : outer;
}

function setVariables(
  run: Run,
  draft: Draft,
  instance: PlannedInstance,
  given: readonly ScopeVariables[],
): Rejection | undefined {
  const way = draft.wayOut(instance);
  for (const { scopeElementId, variables } of given) {
    const scope =
      scopeElementId === undefined
        ? way.at(-1)
        : way.find(({ node }) => node.elementId === scopeElementId);
    if (scope === undefined)
      return rejection(
        run.graph.nodeOf.has(scopeElementId ?? "")
          ? "VARIABLE_SCOPE_INVALID"
          : "ELEMENT_NOT_IN_MODEL",
        scopeElementId,
      );
    const problem = variablesProblem(variables, run.limits);
    if (problem !== undefined) return rejection(problem.code, problem.path);
    draft.steps.push({ change: "variablesSet", scope: scope.instance, variables });
  }
  return undefined;
}

function isAround(run: Run, draft: Draft, instance: PlannedInstance, node: ProcessNode): boolean {
  return (
    isThere(run, draft, instance) &&
    scopesAround(run, node).includes(run.nodeOf(run.living(instance)))
  );
}

/** Whether it lives, is not given up, and is not being undone. */
function isThere(run: Run, draft: Draft, instance: PlannedInstance): boolean {
  const element = run.element(instance);
  return element !== undefined && !draft.isGone(element) && element.state !== "compensating";
}

/** The scopes that the node lies in, innermost first. */
function scopesAround(run: Run, node: ProcessNode): ProcessNode[] {
  const around: ProcessNode[] = [];
  for (let index = node.scope; index !== NO_INDEX;) {
    const scope = run.nodeAt(index);
    around.push(scope);
    index = scope.scope;
  }
  return around;
}
