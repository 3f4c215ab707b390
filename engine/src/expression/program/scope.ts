/** Where names are looked up: resolved as far as possible when an expression is compiled, the rest when it is evaluated. */
import { isContext, type Value } from "../values/value.ts";
import { type Env, sourceOf } from "./env.ts";

/** A compiled expression. */
export type Code = (env: Env) => Value;
/** Gives a name's value in an environment of the scope; undefined when it has none. */
export type Access = (env: Env) => Value | undefined;

/** Names known at one place of an expression. */
export interface Scope {
  /** How to get the value of a name. */
  readonly access: (name: string) => Access;
  /** True when the expression, or what it is evaluated within, gives the name a meaning of its own. */
  readonly declares: (name: string) => boolean;
}

/** Names from outside. */
export interface RootScope extends Scope {
  /** The names that the expression refers to, in order of appearance. */
  readonly names: () => readonly string[];
}

/** A scope whose names are bound one after the other, each to the next slot. */
export interface NamedScope extends Scope {
  readonly declare: (name: string) => void;
}

/** The outermost scope; `known` names hide built-in functions. */
export function rootScope(known: ReadonlySet<string> = new Set()): RootScope {
  const slots = new Map<string, number>();
  const access = (name: string): Access => {
    const slot = slots.get(name) ?? slots.size;
    slots.set(name, slot);
    return (env) => env.slots[slot] ?? valueFromOutside(env, slot, name);
  };
  const names = (): string[] => [...slots.keys()];
  return { names, access, declares: (name) => known.has(name) };
}

/** Looks a name up at its first use. */
function valueFromOutside(env: Env, slot: number, name: string): Value | undefined {
  const source = sourceOf(env);
  const value = source.lookup(name);
  if (value !== undefined) env.slots[slot] = value;
  else if (!source.missing.includes(name)) source.missing.push(name);
  return value;
}

/** Names that an expression binds: parameters, iterators, entries of a context. */
export function namedScope(outer: Scope, bound: readonly string[]): NamedScope {
  const names = [...bound];
  return {
    access: (name) => {
      const slot = names.lastIndexOf(name);
      return slot === -1 ? outwards(outer.access(name)) : (env) => env.slots[slot];
    },
    declares: (name) => names.includes(name) || outer.declares(name),
    declare: (name) => names.push(name),
  };
}

/** Inside a filter: the item is `item`, and if it is a context its entries are names. */
export function itemScope(outer: Scope): Scope {
  return {
    access: (name) => {
      const outside = outwards(outer.access(name));
      return (env) => {
        const item = env.slots[0] ?? null;
        if (isContext(item) && Object.hasOwn(item, name)) return item[name] ?? null;
        return name === "item" ? item : outside(env);
      };
    },
    declares: (name) => name === "item" || outer.declares(name),
  };
}

/** Inside a `for`: `partial` is a copy of the results so far, so that none of them can contain itself. */
export function partialScope(outer: Scope): Scope {
  return {
    access: (name) => {
      if (name !== "partial") return outwards(outer.access(name));
      return ({ run, slots }) => {
        const results = slots[0] as readonly Value[];
        run.spend(results.length);
        return [...results];
      };
    },
    declares: (name) => name === "partial" || outer.declares(name),
  };
}

/** Access from an environment inside of the scope's own. */
function outwards(access: Access): Access {
  return ({ outer }) => (outer === null ? undefined : access(outer));
}
