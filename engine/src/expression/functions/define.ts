/** How built-in functions are written down: name, typed parameters, body. */
import { FeelDate } from "../temporal/date.ts";
import { FeelDateTime } from "../temporal/date-time.ts";
import { DayTimeDuration } from "../temporal/day-time-duration.ts";
import { YearMonthDuration } from "../temporal/year-month-duration.ts";
import { FeelTime } from "../temporal/time.ts";
import { type Call, FeelFunction, type Signature } from "../values/function.ts";
import { type FeelNumber, isNumber, toDouble, wholeNumber } from "../values/number.ts";
import { type Context, isContext, isList, type Value } from "../values/value.ts";

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

function param<T extends Value>(name: string, fits: (value: Value) => value is T): Param<T> {
  const accept = (value: Value): T | undefined => {
    if (fits(value)) return value;
    // A list of one stands for its item.
    const [only = null] = isList(value) && value.length === 1 ? value : [];
    return only !== null && fits(only) ? only : undefined;
  };
  return { name, isOptional: false, isVariadic: false, accept };
}

/** A parameter that may be left out or null. */
export function optional<T>(parameter: Param<T>): Param<T | undefined> {
  return { ...parameter, isOptional: true };
}

/** Anything, null as well. */
export const any = (name: string): Param<Value> => ({
  name,
  isOptional: false,
  isVariadic: false,
  accept: (value) => value,
});

/** A list; any other value is a list of one. */
export const list = (name: string): Param<readonly Value[]> => ({
  name,
  isOptional: false,
  isVariadic: false,
  accept: (value) => (isList(value) ? value : value === null ? undefined : [value]),
});

/** All remaining arguments, or the items of the only one if that is a list. */
export const items = (name: string): Param<readonly Value[]> => ({
  name,
  isOptional: false,
  isVariadic: true,
  accept: (value) => {
    const given = value as readonly Value[];
    const [only = null] = given;
    return given.length === 1 && isList(only)
      ? only
      : given.includes(null) && given.length === 1
        ? undefined
        : given;
  },
});

/** All remaining arguments, as they are. */
export const rest = (name: string): Param<readonly Value[]> => ({
  ...items(name),
  accept: (value) => value as readonly Value[],
});

/** All remaining arguments, each a list; any other value is a list of one. */
export const lists = (name: string): Param<readonly (readonly Value[])[]> => ({
  name,
  isOptional: false,
  isVariadic: true,
  accept: (value) => (value as readonly Value[]).map((one) => (isList(one) ? one : [one])),
});

/** A whole number; a fraction is cut off. */
export const whole = (name: string): Param<number> => ({
  name,
  isOptional: false,
  isVariadic: false,
  accept: (value) => {
    const [only = null] = isList(value) && value.length === 1 ? value : [value];
    return isNumber(only) ? wholeNumber(Math.trunc(toDouble(only))) : undefined;
  },
});

export const number = (name: string): Param<FeelNumber> => param(name, isNumber);
export const text = (name: string): Param<string> =>
  param(name, (value): value is string => typeof value === "string");
export const context = (name: string): Param<Context> => param(name, isContext);
export const date = (name: string): Param<FeelDate> =>
  param(name, (value): value is FeelDate => value instanceof FeelDate);
export const time = (name: string): Param<FeelTime> =>
  param(name, (value): value is FeelTime => value instanceof FeelTime);
export const dateTime = (name: string): Param<FeelDateTime> =>
  param(name, (value): value is FeelDateTime => value instanceof FeelDateTime);
export const dayTime = (name: string): Param<DayTimeDuration> =>
  param(name, (value): value is DayTimeDuration => value instanceof DayTimeDuration);
export const yearMonth = (name: string): Param<YearMonthDuration> =>
  param(name, (value): value is YearMonthDuration => value instanceof YearMonthDuration);
export const callable = (name: string): Param<FeelFunction> =>
  param(name, (value): value is FeelFunction => value instanceof FeelFunction);
/** A date, or the date of a date and time. */
export const day = (name: string): Param<FeelDate> => ({
  ...any(name),
  accept: (value) =>
    value instanceof FeelDate ? value : value instanceof FeelDateTime ? value.date : undefined,
});
