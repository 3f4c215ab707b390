/**
 * The oracle: BPMN's token semantics (2.0.2, chapter 13) once more, as naive as possible and by itself, to hold the engine
 * against. It knows the model (model.ts) and nothing of the engine.
 *
 * Where the engine has one order in which things happen, the standard has many: what runs in parallel may move in any
 * order. So here a state has *moves*, each a thing that may happen next by itself, and {@link settle} gives every state in
 * which nothing moves any more. The engine is right when what it shows is one of them. What the standard leaves open is
 * decided as in docs/adr/0009, 0010 and 0013.
 *
 * Read from the top: what may be done from outside, what moves by itself, what a token does when it comes to a node, how
 * activities begin and complete, what events do, and how what has completed is undone. It is one file, because it is one
 * statement. Beside it: how long the inclusive join waits (inclusive-join.ts), who catches (catching.ts), and what there is
 * to undo (compensation.ts).
 */
import { mayStillCome } from "./inclusive-join.ts";
import { catcherOf } from "./catching.ts";
import { handlerOf, isThrower, keep, scopeToUndo, takeLatest } from "./compensation.ts";
import {
  add,
  all,
  contentIn,
  contentNodes,
  copyOf,
  giveUp,
  type Instance,
  instanceOf,
  isAlive,
  keyOf,
  pathOf,
  processNode,
  put,
  type State,
  type Undoable,
} from "./instances.ts";
import { contentOf, type Flow, type Node, type Scope, type Throw, type Truths } from "./model.ts";

/** Something that can be done from outside: a job, or an event that is waited for. */
export interface Action {
  /** Where, and what: `path job` or `path event`. */
  readonly at: string;
  /** The error that the worker throws; undefined: the job is done. */
  readonly error?: string | undefined;
}

/** Undefined when there are more states on the way than that. */
type Settled = readonly State[] | undefined;

/** The process has just been created. */
export function begin(model: Scope, truths: Truths, maxStates: number): Settled {
  const root = instanceOf(processNode(model), null);
  const state = { root, hasEnded: false, completed: [] };
  beginContent(root, model);
  return settle([state], truths, maxStates);
}

/** All that can be done from outside, as often as it can be done; sorted. */
export function waits({ root, hasEnded }: State): string[] {
  if (hasEnded) return [];
  const found = all(root).flatMap((instance) => {
    const path = pathOf(instance);
    const events = instance.armed.map((event) => `${path} ${event}`);
    return isJob(instance) ? [`${path} job`, ...events] : events;
  });
  return found.toSorted();
}

/** Does it, wherever it is meant, and lets the process come to rest. */
export function act(
  states: readonly State[],
  { at, error }: Action,
  truths: Truths,
  maxStates: number,
): Settled {
  const after = states.flatMap((state) =>
    all(state.root).flatMap((instance, index) => {
      const event = isJob(instance) ? ["job", ...instance.armed] : instance.armed;
      const path = pathOf(instance);
      return event
        .filter((id) => `${path} ${id}` === at)
        .map((id) =>
          change({ ...state, completed: [] }, index, (meant, next) => {
            if (id !== "job") happen(next, meant, id);
            else if (error === undefined) complete(next, meant, truths);
            else throwError(meant, error);
          }),
        );
    }),
  );
  return settle(after, truths, maxStates);
}

/** Every state in which nothing moves by itself any more. */
function settle(from: readonly State[], truths: Truths, maxStates: number): Settled {
  const seen = new Map(from.map((state) => [keyOf(state), state]));
  const settled: State[] = [];
  for (const [, state] of seen) {
    const following = state.hasEnded ? [] : moves(state, truths);
    if (following.length === 0) settled.push(state);
    for (const next of following) {
      const key = keyOf(next);
      if (!seen.has(key)) seen.set(key, next);
    }
    if (seen.size > maxStates) return undefined;
  }
  return settled;
}

/** Everything that may happen next by itself. */
function moves(state: State, truths: Truths): State[] {
  return all(state.root).flatMap((instance, index) => {
    const move = (action: (instance: Instance, next: State) => void): State =>
      change(state, index, action);
    const isEmpty = instance.tokens.length === 0 && instance.children.length === 0;
    if (instance.undoes !== null)
      return isEmpty ? [move((undoing, next) => undoNext(next, undoing, truths))] : [];
    if (instance.member === 0)
      return isEmpty ? [move((body, next) => goOn(next, body, truths))] : [];
    const content = contentOf(instance.node);
    if (content === null) return [];
    if (isEmpty) return [move((scope, next) => complete(next, scope, truths))];
    return [...new Set(instance.tokens)].flatMap((token) => {
      const taken = takenTogether(instance, content, token);
      if (taken === undefined) return [];
      return [move((scope, next) => pass(next, scope, token, taken, truths))];
    });
  });
}

/** A copy of the state in which that has been done to the instance at this place. */
function change(
  state: State,
  index: number,
  action: (instance: Instance, next: State) => void,
): State {
  const next = copyOf(state);
  const instance = all(next.root)[index];
  if (instance === undefined) throw new Error("A copy has what the original has");
  action(instance, next);
  next.completed.sort();
  return next;
}

/* Tokens. */

/** The tokens that go into the node together when this one does (§13.4); undefined when it has to wait there. */
function takenTogether(
  scope: Instance,
  content: Scope,
  token: string,
): readonly string[] | undefined {
  const target = content.nodes.find(({ id }) => id === flowOf(content, token)?.to);
  const incoming = content.flows.filter(({ to }) => to === target?.id).map(({ id }) => id);
  const reached = incoming.filter((flow) => scope.tokens.includes(flow));
  if (target?.kind === "parallel")
    return reached.length === incoming.length && reached[0] === token ? reached : undefined;
  if (target?.kind === "inclusive")
    return reached[0] === token && !mayStillCome(scope, content, target) ? reached : undefined;
  return [token];
}

/** The token moves on: out of the event that has happened, or over its flow into the node there. */
function pass(
  next: State,
  scope: Instance,
  token: string,
  taken: readonly string[],
  truths: Truths,
): void {
  for (const flow of taken) scope.tokens.splice(scope.tokens.indexOf(flow), 1);
  const content = contentIn(scope);
  const flow = flowOf(content, token);
  if (flow === undefined) leave(next, scope, nodeIn(content, token), truths);
  else enter(next, scope, nodeIn(content, flow.to), truths);
}

/** A token has come to the node (§13.3 activities, §13.4 gateways, §13.5 events). */
function enter(next: State, scope: Instance, node: Node, truths: Truths): void {
  switch (node.kind) {
    case "exclusive":
    case "inclusive":
    case "parallel":
    case "start":
    case "boundary":
      leave(next, scope, node, truths);
      return;
    case "throw":
    case "end":
      throwOut(next, scope, node, node.throws, truths);
      return;
    case "catch":
      add(scope, node).armed = [node.id];
      return;
    case "eventBased": {
      const { flows } = contentIn(scope);
      add(scope, node).armed = flows.filter(({ from }) => from === node.id).map(({ to }) => to);
      return;
    }
    case "task":
    case "service":
    case "subProcess": {
      const activity = add(scope, node, node.repeats === null ? null : 0);
      activity.armed = awaited(
        contentIn(scope),
        (event) => event.kind === "boundary" && event.attachedTo === node.id,
      );
      if (node.repeats === null) beginWork(next, activity, truths);
      else if (!node.repeats.isSequential)
        while (activity.begun < node.repeats.times) beginMember(next, activity, truths);
      return;
    }
    case "eventSubProcess":
      throw new Error("No flow leads to an event sub-process");
  }
}

/** The node is done and sends a token over each flow that it chooses (§13.4.2, §13.4.3). */
function leave(next: State, scope: Instance, node: Node, truths: Truths): void {
  next.completed.push(node.id);
  const outgoing = contentIn(scope).flows.filter(({ from }) => from === node.id);
  const isTrue = outgoing.filter(({ id }, index) => index < outgoing.length - 1 && truths.has(id));
  const chosen =
    node.kind === "exclusive"
      ? [...isTrue, ...outgoing.slice(-1)].slice(0, 1)
      : node.kind === "inclusive"
        ? isTrue.length > 0
          ? isTrue
          : outgoing.slice(-1)
        : outgoing;
  put(scope, ...chosen.map(({ id }) => id));
}

/* Activities. */

/** An activity, or a member of it, does what it is for; a service waits for its worker. */
function beginWork(next: State, activity: Instance, truths: Truths): void {
  const content = contentOf(activity.node);
  if (content !== null) beginContent(activity, content);
  else if (activity.node.kind === "task") complete(next, activity, truths);
}

/** A token on the start event; the event sub-processes wait from now on. */
function beginContent(scope: Instance, content: Scope): void {
  const start = content.nodes.find(({ kind }) => kind === "start");
  if (start !== undefined) put(scope, start.id);
  scope.armed.push(...awaited(content, ({ kind }) => kind === "eventSubProcess"));
}

function beginMember(next: State, body: Instance, truths: Truths): void {
  body.begun += 1;
  beginWork(next, add(body, body.node, body.begun), truths);
}

/** No member runs: the next of a sequence begins, or all have completed (§13.3.7). */
function goOn(next: State, body: Instance, truths: Truths): void {
  const times = "repeats" in body.node ? (body.node.repeats?.times ?? 0) : 0;
  if (body.begun < times) beginMember(next, body, truths);
  else complete(next, body, truths);
}

/** It is done: what it can be undone by is kept, and its token goes on. */
function complete(next: State, instance: Instance, truths: Truths): void {
  const { node, parent, member } = instance;
  if (parent === null) {
    next.hasEnded = true;
    return;
  }
  giveUp(instance);
  // What undoes something is not undone itself.
  if (parent.undoes === null) keep(parent, instance);
  const goesOn = (member === null || member === 0) && parent.undoes === null;
  if (goesOn) leave(next, parent, node, truths);
  else next.completed.push(node.id);
}

/* Events. */

/** An event that the instance waits for happens (§13.5). */
function happen(next: State, waiting: Instance, event: string): void {
  const { parent, node } = waiting;
  if (parent !== null && (node.kind === "catch" || node.kind === "eventBased")) {
    giveUp(waiting);
    if (node.kind === "eventBased") next.completed.push(node.id);
    put(parent, event);
    return;
  }
  const scope = parent === null ? [] : contentNodes(parent);
  const caughtBy = [...scope, ...contentNodes(waiting)].find(({ id }) => id === event);
  if (caughtBy !== undefined) catchWith(waiting, caughtBy);
}

/** A boundary event, or the event sub-process that waits in the scope, catches. */
function catchWith(host: Instance, event: Node): void {
  if (event.kind === "boundary" && host.parent !== null) {
    put(host.parent, event.id);
    if (event.isInterrupting) giveUp(host);
  } else if (event.kind === "eventSubProcess") {
    if (event.isInterrupting) {
      host.tokens = [];
      host.children = [];
      host.isInterrupted = true;
      const content = contentIn(host);
      host.armed = host.armed.filter((id) => !content.nodes.some((node) => node.id === id));
    }
    beginContent(add(host, event), event.content);
  }
  // A point in time comes once, a message as often as it is sent.
  if ("trigger" in event && event.trigger.on === "timer")
    host.armed = host.armed.filter((id) => id !== event.id);
}

/** A throwing event does what it is for and goes on. */
function throwOut(next: State, scope: Instance, node: Node, throws: Throw, truths: Truths): void {
  switch (throws.does) {
    case "nothing":
      leave(next, scope, node, truths);
      return;
    case "terminate":
      // Its own scope only; that completes, because nothing is left in it (§13.5.6).
      scope.tokens = [];
      scope.children = [];
      leave(next, scope, node, truths);
      return;
    case "error":
      throwError(add(scope, node), throws.code);
      return;
    case "escalation": {
      const thrower = add(scope, node);
      const caught = catcherOf(thrower, "escalation", throws.code);
      if (caught !== undefined) catchWith(caught.host, caught.event);
      if (!isAlive(thrower)) return;
      giveUp(thrower);
      put(scope, node.id);
      return;
    }
    case "compensate": {
      const acting = scopeToUndo(scope, throws.target);
      const undoes = { upTo: acting.lastOrder, target: throws.target };
      add(scope, node).undoes = undoes;
    }
  }
}

/** An error ends what catches it; what nobody catches stays where it is (docs/adr/0009). */
function throwError(thrower: Instance, code: string): void {
  const caught = catcherOf(thrower, "error", code);
  if (caught === undefined) thrower.hasFailed = true;
  else catchWith(caught.host, caught.event);
}

/* Compensation (§13.5.5, docs/adr/0010). */

/** The latest that is left is undone: by its handler, else by undoing what had completed in it. */
function undoNext(next: State, undoing: Instance, truths: Truths): void {
  const { undoes, parent, node } = undoing;
  if (undoes === null || parent === null) throw new Error("Nothing is being undone");
  const latest = takeLatest(undoing, undoes);
  if (latest !== undefined) {
    undo(next, undoing, latest, truths);
    return;
  }
  giveUp(undoing);
  if (isThrower(undoing)) leave(next, parent, node, truths);
}

function undo(next: State, undoing: Instance, done: Undoable, truths: Truths): void {
  const handler = handlerOf(done.node, done.member);
  if (handler === null) {
    const inner = add(undoing, done.node, done.member);
    inner.undoable = [...done.content];
    inner.undoes = { upTo: Infinity, target: null };
    return;
  }
  const activity = add(undoing, handler, null);
  beginWork(next, activity, truths);
}

/* What the model says. */

function isJob({ node, member, hasFailed, undoes }: Instance): boolean {
  return node.kind === "service" && member !== 0 && !hasFailed && undoes === null;
}

/** Those of the scope's events that happen from outside. */
function awaited({ nodes }: Scope, isMeant: (node: Node) => boolean): string[] {
  return nodes
    .filter((node) => isMeant(node) && "trigger" in node && !("code" in node.trigger))
    .map(({ id }) => id);
}

function flowOf({ flows }: Scope, id: string): Flow | undefined {
  return flows.find((flow) => flow.id === id);
}

function nodeIn({ nodes }: Scope, id: string): Node {
  const node = nodes.find((candidate) => candidate.id === id);
  if (node === undefined) throw new Error(`No node ${id}`);
  return node;
}
