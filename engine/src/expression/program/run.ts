/** One evaluation: what it may still spend, what it may know, and what went wrong. */
import type { LocalisedText } from "../../errors.ts";
import type { Place } from "../problem.ts";
import { LimitReached } from "./limit.ts";

/** What an evaluation may know besides variables. */
export interface EvaluationContext {
  /** Epoch ms UTC; the value of `now()`. */
  readonly now: number;
  /** IANA zone in which `today()` is a day; UTC when not given. */
  readonly timeZone?: string | undefined;
  /** What all evaluations together may still spend, beside the bound of each; they take from it. */
  readonly allowance?: Allowance | undefined;
}

/** Steps that several evaluations share. */
export interface Allowance {
  steps: number;
}

/** An operation that made no sense: its value is null, and whoever asked decides what that means. */
export interface Failure {
  readonly place: Place;
  readonly message: LocalisedText;
}

/**
 * Steps of an evaluation: nodes of the bodies of loops and functions, items, characters (8 for one), and more for what
 * takes longer. All of them take about a tenth of a second.
 */
const MAX_STEPS = 2_000_000;
/** Calls of functions inside each other. */
const MAX_CALL_DEPTH = 200;
/** Failures that are told; the first is nearly always the cause of the rest. */
const MAX_FAILURES = 10;
/** Characters that cost one step. */
const CHARACTERS_PER_STEP = 8;

/** See the file's head. */
export class Run {
  readonly context: EvaluationContext;
  readonly failures: Failure[] = [];
  /** How many operations made no sense so far. */
  failureCount = 0;
  /** The failure that no result makes up for; whoever follows DMN to the letter takes the null and goes on. */
  fatal: Failure | null = null;
  #steps = MAX_STEPS;
  #depth = 0;

  constructor(context: EvaluationContext) {
    this.context = context;
  }

  /** Counts work. @throws LimitReached */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new LimitReached();
    const { allowance } = this.context;
    if (allowance === undefined) return;
    allowance.steps -= steps;
    if (allowance.steps < 0) throw new LimitReached();
  }

  /** Counts a text that was read or made. @throws LimitReached */
  spendText(length: number): void {
    if (length >= CHARACTERS_PER_STEP) this.spend(Math.floor(length / CHARACTERS_PER_STEP));
  }

  /** Calls a function one level deeper. @throws LimitReached */
  deeper<T>(call: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_CALL_DEPTH) throw new LimitReached();
    this.spend(1);
    const result = call();
    this.#depth -= 1;
    return result;
  }

  /** Notes that an operation made no sense, and gives its value. */
  fail(place: Place, zh: string, en: string): null {
    this.failureCount += 1;
    if (this.failures.length < MAX_FAILURES) {
      this.failures.push({ place: { from: place.from, to: place.to }, message: { zh, en } });
    }
    return null;
  }

  /** Notes a failure after which the evaluation has failed as a whole, whatever its result. */
  refuse(place: Place, zh: string, en: string): null {
    this.fatal ??= { place: { from: place.from, to: place.to }, message: { zh, en } };
    return this.fail(place, zh, en);
  }
}
