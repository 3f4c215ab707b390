/** How built-in functions are written down: name, typed parameters (see parameters.ts), body. */
import { type Call, FeelFunction, type Signature } from "../values/function.ts";
import { isList, type Value } from "../values/value.ts";

/** A parameter; `accept` gives the argument as the body wants it, or undefined when it does not fit. */
export interface Param<T> {
  readonly name: string;
  readonly isOptional: boolean;
  readonly isVariadic: boolean;
  readonly accept: (value: Value) => T | undefined;
}

type Bodies<P extends readonly Param<unknown>[]> = {
  -readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never;
};

/** A function's name and one way to call it; several of the same name are alternatives. */
export type Definition = readonly [name: string, signature: Signature];

/** Writes down one way to call a function; the body gives undefined when its arguments do not fit after all. */
export function define<const P extends readonly Param<unknown>[]>(
  name: string,
  parameters: P,
  body: (call: Call, ...args: Bodies<P>) => Value | undefined,
): Definition {
  const apply = (given: readonly (Value | undefined)[], call: Call): Value | undefined => {
    const args: unknown[] = [];
    for (const [index, parameter] of parameters.entries()) {
      const value = parameter.isVariadic ? given.slice(index) : given[index];
      const arg = accepted(parameter, value as Value | undefined, call);
      const isLeftOut = parameter.isOptional && (value ?? null) === null;
      if (arg === undefined && !isLeftOut) return undefined;
      args.push(arg);
    }
    return body(call, ...(args as Bodies<P>));
  };
  const signature: Signature = {
    parameters: parameters.map((parameter) => parameter.name),
    required: parameters.filter(({ isOptional }) => !isOptional).length,
    isVariadic: parameters.at(-1)?.isVariadic ?? false,
    apply,
  };
  return [name, signature];
}

function accepted(parameter: Param<unknown>, value: Value | undefined, { run }: Call): unknown {
  if (value === undefined || (value === null && parameter.isOptional)) return undefined;
  const arg = parameter.accept(value);
  if (typeof arg === "string") run.spendText(arg.length);
  if (Array.isArray(arg)) run.spend(lengthOf(arg as readonly Value[]));
  return arg;
}

/** Items of a list and of the lists in it, which some functions join. */
function lengthOf(values: readonly Value[]): number {
  let length = values.length;
  for (const value of values) if (isList(value)) length += value.length;
  return length;
}

/** The functions of these definitions, by name. */
export function functionsOf(definitions: readonly Definition[]): ReadonlyMap<string, FeelFunction> {
  const byName = new Map<string, Signature[]>();
  for (const [name, signature] of definitions) {
    byName.set(name, [...(byName.get(name) ?? []), signature]);
  }
  return new Map([...byName].map(([name, signatures]) => [name, new FeelFunction(signatures)]));
}
