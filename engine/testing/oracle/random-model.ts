/**
 * Random models for the oracle: in each scope a row of nodes whose flows lead anywhere ahead, and back only from or to
 * what waits, so that no loop runs for ever by itself. Joins need not match splits: many models deadlock, lose tokens or
 * double them, and engine and oracle must agree on how.
 */
import fc from "fast-check";
import type { Flow, Node, Repetition, Scope, Throw, Trigger } from "./model.ts";

interface Event {
  readonly trigger: Trigger;
  readonly isInterrupting: boolean;
}

/** A node before it has an id; numbers stand for the nodes that it leads to. */
interface Shape {
  readonly kind: "task" | "service" | "subProcess" | "throw" | "end" | "catch" | GatewayKind;
  readonly targets: readonly number[];
  readonly trigger: Trigger;
  readonly throws: Throw;
  readonly repeats: Repetition | null;
  readonly undoneBy: "task" | "service" | null;
  readonly boundary: readonly (Event & { readonly target: number })[];
  readonly content: ScopeShape | null;
}

type GatewayKind = "exclusive" | "parallel" | "inclusive" | "eventBased";

interface ScopeShape {
  readonly shapes: readonly Shape[];
  readonly events: readonly (Event & { readonly content: ScopeShape })[];
}

/** That many times in four, else null. */
function sometimes<Value>(
  weight: number,
  arbitrary: fc.Arbitrary<Value>,
): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: 4 - weight, arbitrary: fc.constant(null) }, { weight, arbitrary });
}

const outside: fc.Arbitrary<Trigger> = fc.constantFrom({ on: "timer" }, { on: "message" });
const code = fc.constantFrom("A", "A", "B");
const thrownInside: fc.Arbitrary<Trigger> = fc.record({
  on: fc.constantFrom("error", "escalation"),
  code: sometimes(2, code),
});
const caught: fc.Arbitrary<Trigger> = fc.oneof(outside, { weight: 2, arbitrary: thrownInside });
const happens = { trigger: caught, isInterrupting: fc.boolean() };
const repeats = fc.record({ times: fc.nat(3), isSequential: fc.boolean() });

const thrown: fc.Arbitrary<Throw> = fc.oneof(
  fc.record({ does: fc.constant("escalation" as const), code }),
  fc.record({
    does: fc.constant("compensate" as const),
    target: sometimes(1, fc.constant("any")),
  }),
);
const ended: fc.Arbitrary<Throw> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Throw>({ does: "nothing" }) },
  fc.constant<Throw>({ does: "terminate" }),
  fc.record({ does: fc.constant("error" as const), code }),
  thrown,
);

const kinds = [
  { weight: 5, arbitrary: fc.constant<Shape["kind"]>("service") },
  { weight: 2, arbitrary: fc.constant<Shape["kind"]>("task") },
  { weight: 3, arbitrary: fc.constantFrom<Shape["kind"]>("exclusive", "parallel", "inclusive") },
  { weight: 1, arbitrary: fc.constantFrom<Shape["kind"]>("eventBased", "catch") },
  { weight: 2, arbitrary: fc.constantFrom<Shape["kind"]>("throw", "throw", "end") },
];

/** A scope in which sub-processes may nest `depth` deep. */
function scopes(depth: number, maxLength: number): fc.Arbitrary<ScopeShape> {
  const inner = depth > 0 ? scopes(depth - 1, 3) : undefined;
  const ofKind =
    inner === undefined
      ? kinds
      : [...kinds, { weight: 3, arbitrary: fc.constant<Shape["kind"]>("subProcess") }];
  const shape = fc.record({
    kind: fc.oneof(...ofKind),
    targets: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
    trigger: outside,
    throws: fc.tuple(thrown, ended),
    repeats: sometimes(1, repeats),
    undoneBy: sometimes(2, fc.constantFrom("task", "service")),
    boundary: fc.array(fc.record({ ...happens, target: fc.nat(40) }), { maxLength: 2 }),
    content: inner ?? fc.constant(null),
  });
  const reactions =
    inner === undefined
      ? fc.constant([])
      : fc.array(fc.record({ ...happens, content: inner }), { maxLength: 2 });
  return fc.record({
    shapes: fc.array(
      shape.map(({ throws: [inTheMiddle, atTheEnd], ...rest }): Shape => ({
        ...rest,
        throws: rest.kind === "end" ? atTheEnd : inTheMiddle,
      })),
      { minLength: 1, maxLength },
    ),
    events: reactions,
  });
}

/** See the file's head. */
export const models: fc.Arbitrary<Scope> = scopes(2, 6).map((shape) => new Builder().scope(shape));

/** Models that can be explored. */
export const smallModels: fc.Arbitrary<Scope> = scopes(1, 3).map((shape) =>
  new Builder().scope(shape),
);

type Named = Shape & { readonly id: string };

class Builder {
  #lastId = 0;

  scope({ shapes, events }: ScopeShape): Scope {
    const named: Named[] = shapes.map((shape) => ({ ...shape, id: this.#id(shape.kind) }));
    const end = this.#id("end");
    const start = this.#id("start");
    const row = [...named.map(({ id }) => id), end];
    const nodes: Node[] = [];
    const flows: Flow[] = [];
    const connect = (from: string, to: string): void => {
      if (!flows.some((flow) => flow.from === from && flow.to === to))
        flows.push({ id: this.#id("f"), from, to });
    };
    connect(start, row[0] ?? end);
    for (const [index, shape] of named.entries()) {
      const { id, kind } = shape;
      const choose = (target: number, isWaiting: boolean): string => {
        const isBack = target % 4 === 0 && index > 0;
        const back = named[Math.floor(target / 4) % Math.max(1, index)];
        if (isBack && back !== undefined && (isWaiting || waits(back))) return back.id;
        const ahead = row.slice(index + 1);
        return ahead[target % ahead.length] ?? end;
      };
      if (kind === "end") nodes.push({ id, kind, throws: throwsIn(shape, named) });
      else if (kind === "eventBased") this.#eventBased(shape, nodes, connect, choose);
      else {
        nodes.push(this.#node(shape, named));
        const isSplit =
          kind === "exclusive" || kind === "parallel" || kind === "inclusive" || kind === "task";
        for (const target of isSplit ? shape.targets : shape.targets.slice(0, 1))
          connect(id, choose(target, waits(shape)));
        for (const { target, ...rest } of boundaryOf(shape)) {
          const boundary = this.#id("on");
          nodes.push({ id: boundary, kind: "boundary", attachedTo: id, ...rest });
          connect(boundary, choose(target, waits(shape)));
        }
      }
    }
    nodes.push({ id: start, kind: "start" }, { id: end, kind: "end", throws: { does: "nothing" } });
    const reached = reachable(start, nodes, flows);
    const kept = nodes.filter(({ id }) => reached.has(id)).map((node) => withTarget(node, reached));
    return {
      nodes: [
        ...kept,
        ...distinct(events).map(({ content, trigger, isInterrupting }): Node => ({
          id: this.#id("reaction"),
          kind: "eventSubProcess",
          trigger,
          isInterrupting: isInterrupting || trigger.on === "error",
          content: this.scope(content),
        })),
      ],
      flows: flows.filter(({ from }) => reached.has(from)),
    };
  }

  #id(kind: string): string {
    this.#lastId += 1;
    return `${kind}${String(this.#lastId)}`;
  }

  #node(shape: Named, row: readonly Named[]): Node {
    const { id, kind, repeats: repetition, undoneBy, content, trigger } = shape;
    switch (kind) {
      case "task":
      case "service":
      case "subProcess":
        return {
          id,
          kind,
          // What waits must wait, or a loop over it would never come to rest.
          repeats:
            repetition === null || kind !== "service"
              ? repetition
              : { ...repetition, times: Math.max(1, repetition.times) },
          content: kind === "subProcess" && content !== null ? this.scope(content) : null,
          undoneBy:
            undoneBy === null
              ? null
              : {
                  id: this.#id("undo"),
                  kind: undoneBy,
                  repeats: null,
                  content: null,
                  undoneBy: null,
                },
        };
      case "catch":
        return { id, kind, trigger };
      case "throw":
        return { id, kind, throws: throwsIn(shape, row) };
      case "end":
      case "eventBased":
        throw new Error("They have no flow of their own to somewhere");
      default:
        return { id, kind };
    }
  }

  /** Behind it a timer and a message, which alone lead to where it leads to. */
  #eventBased(
    { id, targets }: Named,
    nodes: Node[],
    connect: (from: string, to: string) => void,
    choose: (target: number, isWaiting: boolean) => string,
  ): void {
    nodes.push({ id, kind: "eventBased" });
    for (const [way, on] of (["timer", "message"] as const).entries()) {
      const event = this.#id("catch");
      nodes.push({ id: event, kind: "catch", trigger: { on } });
      connect(id, event);
      connect(event, choose(targets[way] ?? targets[0] ?? 0, true));
    }
  }
}

function waits({ kind }: Shape): boolean {
  return kind === "service" || kind === "catch" || kind === "eventBased";
}

/** A task passes at once, so nothing can happen to it. */
function boundaryOf({ kind, boundary }: Shape): Shape["boundary"] {
  if (kind !== "service" && kind !== "subProcess") return [];
  return distinct(boundary).map((it) => ({
    ...it,
    isInterrupting: it.isInterrupting || it.trigger.on === "error",
  }));
}

/** One event for each trigger and code. */
function distinct<Item extends Event>(items: readonly Item[]): Item[] {
  const texts = items.map(({ trigger }) => JSON.stringify(trigger));
  return items.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
}

/** What is to be undone lies in the same scope and can be undone. */
function throwsIn({ throws }: Shape, row: readonly Named[]): Throw {
  if (throws.does !== "compensate" || throws.target === null) return throws;
  const target = row.find(
    ({ kind, undoneBy }) =>
      kind === "subProcess" || ((kind === "task" || kind === "service") && undoneBy !== null),
  );
  return { ...throws, target: target?.id ?? null };
}

function withTarget(node: Node, reached: ReadonlySet<string>): Node {
  if (!("throws" in node) || node.throws.does !== "compensate") return node;
  const { target } = node.throws;
  return target === null || reached.has(target)
    ? node
    : { ...node, throws: { does: "compensate", target: null } };
}

/** Deployment refuses what no flow leads to. */
function reachable(
  start: string,
  nodes: readonly Node[],
  flows: readonly Flow[],
): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const id of reached) {
    for (const { from, to } of flows) if (from === id) reached.add(to);
    for (const node of nodes)
      if (node.kind === "boundary" && node.attachedTo === id) reached.add(node.id);
  }
  return reached;
}
