/** All combinations of the samples of several variables, and conditions tried on them. */
import { type Compiled, evaluate } from "../../expression/index.ts";
import type { Json } from "../../json.ts";
import type { Compared, Comparisons } from "./comparisons.ts";
import { type Sample, samplesOf } from "./samples.ts";

/** One value for each variable, by name or path. */
export type Point = ReadonlyMap<string, Sample>;

/** Beyond this many combinations nothing is said. */
const maxPoints = 5_000;

/** What several conditions compare, together. */
export function union(all: readonly Comparisons[]): Comparisons {
  const together = new Map<string, Compared>();
  for (const [name, compared] of all.flatMap((comparisons) => [...comparisons])) {
    const known = together.get(name);
    together.set(name, {
      numbers: new Set([...(known?.numbers ?? []), ...compared.numbers]),
      texts: new Set([...(known?.texts ?? []), ...compared.texts]),
      isBoolean: known?.isBoolean === true || compared.isBoolean,
      isNull: known?.isNull === true || compared.isNull,
    });
  }
  return together;
}

/** Undefined when there are too many, or when a variable is used both as a whole and by its members. */
export function pointsOf(comparisons: Comparisons): readonly Point[] | undefined {
  const names = [...comparisons.keys()];
  if (names.some((name) => names.some((other) => other.startsWith(`${name}.`)))) return undefined;
  let points: Point[] = [new Map()];
  for (const [name, compared] of comparisons) {
    const samples = samplesOf(compared);
    if (points.length * samples.length > maxPoints) return undefined;
    points = points.flatMap((point) =>
      samples.map((sample) => new Map([...point, [name, sample]])),
    );
  }
  return points;
}

/** Whether the condition holds there; not, when it cannot be evaluated there. */
export function holdsAt(condition: Compiled, point: Point): boolean {
  const variables: Record<string, Json> = {};
  for (const [path, { value }] of point) put(variables, path.split("."), value);
  const evaluated = evaluate(condition, (name) => variables[name], { now: 0 });
  return evaluated.ok && evaluated.value === true;
}

function put(context: Record<string, Json>, [name = "", ...rest]: string[], value: Json): void {
  if (rest.length === 0) {
    context[name] = value;
    return;
  }
  const inner = { ...(context[name] as Record<string, Json> | undefined) };
  put(inner, rest, value);
  context[name] = inner;
}
