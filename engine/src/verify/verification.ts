/** What verification says of a process; see verify.ts. */
import type { LocalisedText } from "../errors.ts";

/**
 * What is wrong with the control flow.
 *
 * - `deadlock`: tokens are left at joins that can never go on;
 * - `surplusToken`: an element gets a token while it still has one, so it runs twice;
 * - `neverCompletes`: from some point on no end can be reached any more;
 * - `deadElement`: the element can never happen.
 */
export type SoundnessProblemKind = "deadlock" | "surplusToken" | "neverCompletes" | "deadElement";

/** Something happens: the element starts the process, completes, joins, or its event comes. */
export interface TraceStep {
  readonly elementId: string;
  /** Flows that tokens go over then, in order, through gateways where no token rests as well. */
  readonly flowIds: readonly string[];
}

/** A token at the end of a trace. */
export interface RestingToken {
  readonly elementId: string;
  /** The incoming flow on which it waits at a join; null for a token in the element itself. */
  readonly flowId: string | null;
}

/** What a modeler can play: what happens one after the other, and the tokens that are there then. */
export interface Counterexample {
  readonly steps: readonly TraceStep[];
  /** Of the scope in which the problem lies. An element with a surplus is named as often as it has tokens. */
  readonly tokens: readonly RestingToken[];
}

/** Something that is wrong. */
export interface SoundnessProblem {
  readonly kind: SoundnessProblemKind;
  /** The join that waits, the element that runs twice, one that is caught in the ring, the one that never happens. */
  readonly elementId: string;
  readonly name: string;
  /** Null for an element that never happens: there is nothing to play. */
  readonly counterexample: Counterexample | null;
}

/** The judgement: never `sound` when anything was left out. */
export interface Verification {
  readonly verdict: "sound" | "unsound" | "undecided";
  /** Not empty exactly when the verdict is `unsound`. */
  readonly problems: readonly SoundnessProblem[];
  /** Why nothing is certain about what is not among the problems; empty when all was looked at. */
  readonly limitations: readonly LocalisedText[];
  readonly exploredStates: number;
}
