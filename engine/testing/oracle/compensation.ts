/** What has completed and can be undone (BPMN 2.0.2 §13.5.5, docs/adr/0010). */
import { contentNodes, type Instance, type Undoable } from "./instances.ts";
import type { Node } from "./model.ts";

/** What has completed can be undone, when it has a handler or something in it can. */
export function keep(scope: Instance, { node, member, undoable }: Instance): void {
  const content = handlerOf(node, member) === null ? undoable : [];
  if (content.length === 0 && handlerOf(node, member) === null) return;
  scope.lastOrder += 1;
  scope.undoable.push({ node, member, order: scope.lastOrder, content });
}

/** An event sub-process acts for the scope around it, unless what is meant lies in itself. */
export function scopeToUndo(scope: Instance, target: string | null): Instance {
  const isMeant = contentNodes(scope).some(({ id }) => id === target);
  return scope.node.kind !== "eventSubProcess" || isMeant || scope.parent === null
    ? scope
    : scopeToUndo(scope.parent, target);
}

/** A throwing event, and not something that is undone by undoing what is in it. */
export function isThrower({ node }: Instance): boolean {
  return node.kind === "throw" || node.kind === "end";
}

/** The latest that is left of what is to be undone is taken out, so it is undone only once. */
export function takeLatest(
  undoing: Instance,
  { upTo, target }: NonNullable<Instance["undoes"]>,
): Undoable | undefined {
  const { parent } = undoing;
  const scope = isThrower(undoing) && parent !== null ? scopeToUndo(parent, target) : undoing;
  const latest = scope.undoable.findLast(
    ({ order, node }) => order <= upTo && (target === null || node.id === target),
  );
  scope.undoable = scope.undoable.filter((done) => done !== latest);
  return latest;
}

/** What undoes the activity; each member of a multi-instance is undone for itself. */
export function handlerOf(node: Node, member: number | null): Node | null {
  return member === 0 || !("undoneBy" in node) ? null : node.undoneBy;
}
