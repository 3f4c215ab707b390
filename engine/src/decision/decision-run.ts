/** One evaluation of decisions: the bound of a FEEL run, the trace, and what happens to operations that make no sense. */
import { type EvaluationContext, type Failure, Run } from "../expression/within.ts";
import type { Json } from "../json.ts";
import { DecisionFailure, type DecisionProblem } from "./decision-problem.ts";

/** A rule that fired. */
export type MatchedRule = {
  readonly id: string;
  /** Row in the table, from 1. */
  readonly row: number;
  readonly annotation: string;
  readonly output: Json;
};

/** How one decision, or a table inside of it or of a business knowledge model, came to its result. */
export type DecisionTrace = {
  readonly decisionId: string;
  readonly name: string;
  readonly inputs: readonly { readonly label: string; readonly value: Json }[];
  readonly matchedRules: readonly MatchedRule[];
  readonly output: Json;
};

/**
 * `strict`: what makes no sense is a problem, so that a process stops where it would go wrong. `standard`: it is null, as DMN
 * says.
 */
export type NullMode = "strict" | "standard";

/** Tables inside of decisions and of business knowledge models that a trace tells of. */
const MAX_INNER_NOTES = 100;

/** See the file's head. */
export class DecisionRun extends Run {
  readonly trace: DecisionTrace[] = [];
  /** The table that was evaluated last, for the decision whose logic it is. */
  lastTable: Pick<DecisionTrace, "inputs" | "matchedRules"> | null = null;
  readonly #isStrict: boolean;
  #trials = 0;
  #innerNotes = 0;

  constructor(context: EvaluationContext, mode: NullMode) {
    super(context);
    this.#isStrict = mode === "strict";
  }

  /** Whether one more table inside of a decision goes into the trace; a loop may evaluate thousands. */
  get notesInner(): boolean {
    return this.#innerNotes < MAX_INNER_NOTES;
  }

  /** Notes how a table inside of a decision came to its result. */
  noteInner(trace: DecisionTrace): void {
    this.#innerNotes += 1;
    this.trace.push(trace);
  }

  /** Evaluates a condition, which may fail without harm: the rule does not match then. */
  tried<T>(evaluate: () => T): T {
    const { fatal, failureCount } = this;
    this.#trials += 1;
    const result = evaluate();
    this.#trials -= 1;
    this.fatal = fatal;
    this.failureCount = failureCount;
    return result;
  }

  /** The value of an expression; a null that comes from an operation that made no sense is a problem. */
  stated<T>(source: string, evaluate: () => T): T {
    const before = this.failureCount;
    const result = evaluate();
    if (result === null && this.failureCount > before) this.#expressionFailed(source);
    return result;
  }

  /** Ends a strict evaluation; else notes the problem and gives null. */
  problem(problem: DecisionProblem): null {
    if (this.#isStrict && this.#trials === 0) throw new DecisionFailure(problem);
    return this.fail({ from: 0, to: 0 }, problem.message.zh, problem.message.en);
  }

  #expressionFailed(source: string): void {
    if (!this.#isStrict || this.#trials > 0) return;
    const failure: Failure | undefined = this.failures.at(-1);
    this.problem({
      code: "EXPRESSION_FAILED",
      message: {
        zh: `表达式“${source}”无法计算：${failure?.message.zh ?? ""}`,
        en: `The expression "${source}" cannot be evaluated: ${failure?.message.en ?? ""}`,
      },
    });
  }
}
