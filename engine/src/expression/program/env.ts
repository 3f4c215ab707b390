/** Values of a scope's names while an expression is evaluated. */
import type { Value } from "../values/value.ts";
import type { Run } from "./run.ts";

/** Where values come from outside. */
export interface Source {
  readonly lookup: (name: string) => Value | undefined;
  /** Names that were looked up in vain. */
  readonly missing: string[];
}

/** See the file's head. */
export class Env {
  readonly run: Run;
  readonly outer: Env | null;
  readonly slots: (Value | undefined)[];
  readonly source: Source | null;

  constructor(
    run: Run,
    outer: Env | null,
    slots: (Value | undefined)[],
    source: Source | null = null,
  ) {
    this.run = run;
    this.outer = outer;
    this.slots = slots;
    this.source = source;
  }
}

/** The outermost environment: its values come from outside, each at its first use. */
export function rootEnv(run: Run, lookup: Source["lookup"]): Env {
  return new Env(run, null, [], { lookup, missing: [] });
}

/** Where the outermost environment's values come from. */
export function sourceOf(env: Env): Source {
  if (env.source === null) throw new Error("a name from outside was asked of an inner environment");
  return env.source;
}
