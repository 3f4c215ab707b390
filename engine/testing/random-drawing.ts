/**
 * Random drawings for properties: elements joined by flows without any order, so most of them are wrong in some way.
 * Every split leads to activities only, and every choice is made by a variable of the gateway's own: so all that can
 * happen to a process can be brought about from outside, and a token that is one too many is seen in an activity.
 */
import fc from "fast-check";
import { after, boundary, document, errorOf, flow, serviceTask } from "./document.ts";

/** One process. */
export interface Drawing {
  readonly xml: string;
  /** Exclusive gateway → number of its ways; a variable of the same name says which is taken. */
  readonly choices: ReadonlyMap<string, number>;
}

interface Shape {
  readonly kind: "task" | "sub" | "xor" | "and" | "or" | "end" | "stop" | "fail";
  /** What the flows out lead to, as numbers of which the drawing takes what fits. */
  readonly targets: readonly number[];
  /** Where an interrupting event leads to: the timer of a task, the error event of a sub-process. */
  readonly interruptedTo: number | undefined;
  /** What is in a sub-process. */
  readonly content: readonly Shape[];
}

function shapes(
  kinds: readonly Shape["kind"][],
  content: fc.Arbitrary<readonly Shape[]>,
  maxLength: number,
): fc.Arbitrary<readonly Shape[]> {
  const targets = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
  const interruptedTo = fc.option(fc.nat(), { nil: undefined, freq: 4 });
  const kind = fc.constantFrom<Shape["kind"]>(...kinds);
  const shape = fc.record({ kind, targets, interruptedTo, content });
  return fc.array(shape, { minLength: 3, maxLength });
}

const flat = ["task", "task", "task", "xor", "and", "and", "or", "end", "stop"] as const;
const nothing = fc.constant<readonly Shape[]>([]);

/** Drawings of up to 11 elements in one scope. */
export const drawings: fc.Arbitrary<Drawing> = shapes(flat, nothing, 9).map(draw);

/**
 * Drawings with sub-processes that may throw an error, which an event on them catches. Nothing outside of a sub-process
 * gives it up: what only an interruption from outside frees is stuck for verification, and not for the engine.
 */
export const nestedDrawings: fc.Arbitrary<Drawing> = shapes(
  ["task", "sub", "sub", "xor", "and", "or", "end"],
  // It waits first, or a loop over it would never come to rest.
  shapes(["task", "task", "xor", "and", "end", "stop", "fail"], nothing, 4).map(
    ([first, ...rest]) => (first === undefined ? rest : [{ ...first, kind: "task" }, ...rest]),
  ),
  4,
).map(draw);

interface Element extends Shape {
  readonly id: string;
  readonly ways: readonly string[];
  readonly interruption: string | undefined;
}

function draw(all: readonly Shape[]): Drawing {
  const choices = new Map<string, number>();
  return { xml: document(drawScope(all, "", choices)), choices };
}

function drawScope(all: readonly Shape[], prefix: string, choices: Map<string, number>): string {
  const elements = elementsOf(all, prefix);
  const content = reachable(elements).map((element) => {
    const { id, kind, ways } = element;
    if (kind === "end") return `<endEvent id="${id}"/>`;
    if (kind === "stop") return `<endEvent id="${id}"><terminateEventDefinition/></endEvent>`;
    if (kind === "fail") return `<endEvent id="${id}">${errorOf("BAD")}</endEvent>`;
    if (kind === "xor" && ways.length > 1) choices.set(id, ways.length);
    const flows = ways.map((target, way) =>
      flow(id, target, choices.has(id) ? `${id} = ${String(way)}` : undefined),
    );
    return `${nodeOf(element, choices)}${flows.join("")}`;
  });
  const start = `${prefix}start`;
  return `<startEvent id="${start}"/>${flow(start, elements[0]?.id ?? "")}${content.join("")}`;
}

/** With a task and an end at least, so that there is always something to lead to. */
function elementsOf(all: readonly Shape[], prefix: string): Element[] {
  const least: Shape[] = ["task" as const, "end" as const].map((kind) => ({
    kind,
    targets: [all.length + 1],
    interruptedTo: undefined,
    content: [],
  }));
  const named = [...all, ...least].map((shape, index) => ({
    ...shape,
    id: `${prefix}${shape.kind}${String(index)}`,
  }));
  const activities = named.filter(({ kind }) => isActivity(kind));
  const pick = (from: readonly { readonly id: string }[], number: number): string =>
    from[number % from.length]?.id ?? "";
  return named.map((shape) => {
    const { kind, targets, interruptedTo, content } = shape;
    const isSplit = targets.length > 1 && (kind === "xor" || kind === "and" || kind === "or");
    const ids = [...new Set(targets.map((number) => pick(isSplit ? activities : named, number)))];
    // What a sub-process throws must be caught, or it would be an incident.
    const throws = content.some((inner) => inner.kind === "fail");
    const caughtAt =
      kind === "sub" ? (throws ? (interruptedTo ?? targets[0]) : undefined) : interruptedTo;
    return {
      ...shape,
      ways: isActivity(kind) ? ids.slice(0, 1) : ids,
      interruption: caughtAt === undefined || !isActivity(kind) ? undefined : pick(named, caughtAt),
    };
  });
}

/** What flows lead to from the first element; deployment refuses the rest. */
function reachable(elements: readonly Element[]): Element[] {
  const reached = new Set([elements[0]?.id]);
  for (const id of reached) {
    const element = elements.find((candidate) => candidate.id === id);
    if (element === undefined || ["end", "stop", "fail"].includes(element.kind)) continue;
    for (const target of element.ways) reached.add(target);
    if (element.interruption !== undefined) reached.add(element.interruption);
  }
  return elements.filter(({ id }) => reached.has(id));
}

function nodeOf(
  { id, kind, interruption, content }: Element,
  choices: Map<string, number>,
): string {
  if (kind === "xor") return `<exclusiveGateway id="${id}"/>`;
  if (kind === "or") return `<inclusiveGateway id="${id}"/>`;
  if (kind === "and") return `<parallelGateway id="${id}"/>`;
  const node =
    kind === "sub"
      ? `<subProcess id="${id}">${drawScope(content, `${id}x`, choices)}</subProcess>`
      : serviceTask(id);
  if (interruption === undefined) return node;
  const event = `late${id}`;
  const trigger = kind === "sub" ? errorOf() : after("PT1H");
  return `${node}${boundary(event, id, trigger)}${flow(event, interruption)}`;
}

function isActivity(kind: Shape["kind"]): boolean {
  return kind === "task" || kind === "sub";
}
