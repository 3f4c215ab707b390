/**
 * The state of the oracle: a tree of what runs. A running process, sub-process or multi-instance has tokens on its flows
 * and running things in it. Nothing has an id: two states with the same picture are the same state.
 */
import { contentOf, type Node, type Scope } from "./model.ts";

/** Something that runs. Mutable, but only in a copy that nobody else has yet. */
export interface Instance {
  readonly node: Node;
  /** Place among the members of a multi-instance, from 1; 0 is the multi-instance around them; null: not repeated. */
  readonly member: number | null;
  readonly parent: Instance | null;
  /** Where tokens are: the id of a flow, or of an event that has happened and not yet gone on. Sorted. */
  tokens: string[];
  children: Instance[];
  /** Events that may happen to it from outside, by their ids. */
  armed: string[];
  /** Members that have been begun. */
  begun: number;
  /** An interrupting event sub-process runs alone in it. */
  isInterrupted: boolean;
  /** An error that nobody catches has been thrown here. */
  hasFailed: boolean;
  /** What has completed in it and can be undone, oldest first. */
  undoable: Undoable[];
  /** How much was ever added to that. */
  lastOrder: number;
  /** Set while it undoes what has completed: up to that order, and the one activity meant or all. */
  undoes: { readonly upTo: number; readonly target: string | null } | null;
}

/** Something that has completed. */
export interface Undoable {
  readonly node: Node;
  readonly member: number | null;
  readonly order: number;
  /** What had completed in it. */
  readonly content: readonly Undoable[];
}

/** What has become of the process, and what has completed since the last step from outside, sorted. */
export interface State {
  root: Instance;
  hasEnded: boolean;
  completed: string[];
}

/** A new instance, not yet in the tree. */
export function instanceOf(
  node: Node,
  parent: Instance | null,
  member: number | null = null,
): Instance {
  return {
    node,
    member,
    parent,
    tokens: [],
    children: [],
    armed: [],
    begun: 0,
    isInterrupted: false,
    hasFailed: false,
    undoable: [],
    lastOrder: 0,
    undoes: null,
  };
}

/** The process itself, as a node. */
export function processNode(content: Scope): Node {
  return {
    id: "main",
    kind: "subProcess",
    content,
    repeats: null,
    undoneBy: null,
  };
}

/** A copy that may be changed. */
export function copyOf({ root, hasEnded, completed }: State): State {
  return { root: copyInto(root, null), hasEnded, completed: [...completed] };
}

function copyInto(instance: Instance, parent: Instance | null): Instance {
  const copy: Instance = {
    ...instance,
    parent,
    tokens: [...instance.tokens],
    armed: [...instance.armed],
    undoable: [...instance.undoable],
    children: [],
  };
  copy.children = instance.children.map((child) => copyInto(child, copy));
  return copy;
}

/** The instance and all in it, outer before inner. */
export function all(instance: Instance): Instance[] {
  return [instance, ...instance.children.flatMap(all)];
}

/** Where it runs: ids from the outside in, `#` before the place of a member. What only undoes something is left out. */
export function pathOf(instance: Instance): string {
  const { parent, node, member } = instance;
  const name = member === null || member === 0 ? node.id : `${node.id}#${String(member)}`;
  let around = parent;
  while (around !== null && around.undoes !== null) around = around.parent;
  return around === null ? name : `${pathOf(around)}/${name}`;
}

/** Text that is the same for the same state. */
export function keyOf({ root, hasEnded, completed }: State): string {
  return `${String(hasEnded)} ${completed.join(" ")} ${textOf(root)}`;
}

function textOf(instance: Instance): string {
  const { node, member, tokens, armed, begun, isInterrupted, hasFailed, undoes } = instance;
  const own = [node.id, member, tokens, armed, begun, isInterrupted, hasFailed, undoes];
  const children = instance.children.map(textOf).toSorted().join(",");
  return `${JSON.stringify(own)}[${children}][${instance.undoable.map(undoableText).join(",")}]`;
}

function undoableText({ node, member, order, content }: Undoable): string {
  return `${node.id}#${String(member)}@${String(order)}(${content.map(undoableText).join(",")})`;
}

/** A new instance in the scope. */
export function add(scope: Instance, node: Node, member: number | null = null): Instance {
  const instance = instanceOf(node, scope, member);
  scope.children.push(instance);
  return instance;
}

/** It is gone, with all in it. */
export function giveUp(instance: Instance): void {
  const { parent } = instance;
  if (parent !== null) parent.children = parent.children.filter((child) => child !== instance);
}

/** Whether it is still there. */
export function isAlive(instance: Instance): boolean {
  const { parent } = instance;
  return parent === null || (parent.children.includes(instance) && isAlive(parent));
}

/** Tokens come to flows, or to events that have happened. */
export function put(scope: Instance, ...tokens: readonly string[]): void {
  scope.tokens.push(...tokens);
  scope.tokens.sort();
}

/** Not a member: boundary events belong to all of the members together. */
export function isWhole({ member }: Instance): boolean {
  return member === null || member === 0;
}

/** What is in the scope. */
export function contentIn({ node }: Instance): Scope {
  const content = contentOf(node);
  if (content === null) throw new Error(`${node.id} is no scope`);
  return content;
}

/** The nodes in it; none, when it is no scope. */
export function contentNodes({ node }: Instance): readonly Node[] {
  return contentOf(node)?.nodes ?? [];
}
