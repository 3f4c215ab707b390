/**
 * Random drawings for properties: elements joined by flows without any order, so most of them are wrong in some way.
 * Every split leads to service tasks only, and every choice is made by a variable of the gateway's own: so all that can
 * happen to a process can be brought about from outside, and a token that is one too many is seen in a task.
 */
import fc from "fast-check";
import { after, boundary, document, flow, serviceTask } from "./document.ts";

/** One process. */
export interface Drawing {
  readonly xml: string;
  /** Exclusive gateway → number of its ways; a variable of the same name says which is taken. */
  readonly choices: ReadonlyMap<string, number>;
}

interface Shape {
  readonly kind: "task" | "xor" | "and" | "end" | "stop";
  /** What the flows out lead to, as numbers of which the drawing takes what fits. */
  readonly targets: readonly number[];
  /** For a task with an interrupting boundary event. */
  readonly interruptedTo: number | undefined;
}

const shapes = fc.array(
  fc.record({
    kind: fc.constantFrom<Shape["kind"]>(
      "task",
      "task",
      "task",
      "xor",
      "and",
      "and",
      "end",
      "stop",
    ),
    targets: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    interruptedTo: fc.option(fc.nat(), { nil: undefined, freq: 4 }),
  }),
  { minLength: 3, maxLength: 9 },
);

/** Drawings of up to 11 elements. */
export const drawings: fc.Arbitrary<Drawing> = shapes.map(draw);

interface Element {
  readonly id: string;
  readonly kind: Shape["kind"];
  readonly targets: readonly string[];
  readonly interruptedTo: string | undefined;
}

function draw(all: readonly Shape[]): Drawing {
  const choices = new Map<string, number>();
  const content = reachable(elementsOf(all)).map((element) => {
    const { id, kind, targets } = element;
    if (kind === "end") return `<endEvent id="${id}"/>`;
    if (kind === "stop") return `<endEvent id="${id}"><terminateEventDefinition/></endEvent>`;
    if (kind === "xor" && targets.length > 1) choices.set(id, targets.length);
    const flows = targets.map((target, way) =>
      flow(id, target, choices.has(id) ? `${id} = ${String(way)}` : undefined),
    );
    return `${nodeOf(element)}${flows.join("")}`;
  });
  const start = `<startEvent id="start"/>${flow("start", elementsOf(all)[0]?.id ?? "")}`;
  return { xml: document(`${start}${content.join("")}`), choices };
}

/** With a task and an end at least, so that there is always something to lead to. */
function elementsOf(all: readonly Shape[]): Element[] {
  const least: Shape[] = ["task" as const, "end" as const].map((kind) => ({
    kind,
    targets: [all.length + 1],
    interruptedTo: undefined,
  }));
  const named = [...all, ...least].map((shape, index) => ({
    ...shape,
    id: `${shape.kind}${String(index)}`,
  }));
  const tasks = named.filter(({ kind }) => kind === "task");
  const pick = (from: readonly { readonly id: string }[], number: number): string =>
    from[number % from.length]?.id ?? "";
  return named.map(({ id, kind, targets, interruptedTo }) => {
    const isSplit = targets.length > 1 && (kind === "xor" || kind === "and");
    const ids = [...new Set(targets.map((number) => pick(isSplit ? tasks : named, number)))];
    return {
      id,
      kind,
      targets: kind === "task" ? ids.slice(0, 1) : ids,
      interruptedTo: interruptedTo === undefined ? undefined : pick(named, interruptedTo),
    };
  });
}

/** What flows lead to from the first element; deployment refuses the rest. */
function reachable(elements: readonly Element[]): Element[] {
  const reached = new Set([elements[0]?.id]);
  for (const id of reached) {
    const element = elements.find((candidate) => candidate.id === id);
    if (element === undefined || element.kind === "end" || element.kind === "stop") continue;
    for (const target of element.targets) reached.add(target);
    if (element.kind === "task" && element.interruptedTo !== undefined)
      reached.add(element.interruptedTo);
  }
  return elements.filter(({ id }) => reached.has(id));
}

function nodeOf({ id, kind, interruptedTo }: Element): string {
  if (kind === "xor") return `<exclusiveGateway id="${id}"/>`;
  if (kind === "and") return `<parallelGateway id="${id}"/>`;
  const event =
    interruptedTo === undefined
      ? ""
      : `${boundary(`late${id}`, id, after("PT1H"))}${flow(`late${id}`, interruptedTo)}`;
  return `${serviceTask(id)}${event}`;
}
