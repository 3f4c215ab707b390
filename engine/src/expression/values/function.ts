/** Functions: built in, or made by an expression. */
import type { Place } from "../problem.ts";
import type { Run } from "../program/run.ts";
import { FeelObject, type Value } from "./value.ts";

/** Where and in which evaluation a function is called. */
export interface Call {
  readonly run: Run;
  readonly place: Place;
}

/** One way to call a function. */
export interface Signature {
  readonly parameters: readonly string[];
  /** How many parameters, from the first, must be given. */
  readonly required: number;
  /** Whether further arguments belong to the last parameter. */
  readonly isVariadic: boolean;
  /** The result; undefined when the arguments are of other types than this signature's. */
  readonly apply: (args: readonly (Value | undefined)[], call: Call) => Value | undefined;
}

/** See the file's head. */
export class FeelFunction extends FeelObject {
  readonly kind = "function";
  readonly signatures: readonly Signature[];

  constructor(signatures: readonly Signature[]) {
    super();
    this.signatures = signatures;
  }

  override toString(): string {
    return this.kind;
  }

  /** Calls with arguments by position; undefined when no signature fits. */
  invoke(args: readonly Value[], call: Call): Value | undefined {
    for (const signature of this.signatures) {
      const { parameters, required, isVariadic } = signature;
      if (args.length < required || (args.length > parameters.length && !isVariadic)) continue;
      const result = call.run.deeper(() => signature.apply(args, call));
      if (result !== undefined) return result;
    }
    return undefined;
  }

  /** Calls with arguments by name; undefined when no signature fits. */
  invokeNamed(args: ReadonlyMap<string, Value>, call: Call): Value | undefined {
    for (const signature of this.signatures) {
      const { parameters, required } = signature;
      const isKnown = [...args.keys()].every((name) => parameters.includes(name));
      const isComplete = parameters.slice(0, required).every((name) => args.has(name));
      if (!isKnown || !isComplete) continue;
      const values = parameters.map((name) => args.get(name));
      const result = call.run.deeper(() => signature.apply(values, call));
      if (result !== undefined) return result;
    }
    return undefined;
  }
}
