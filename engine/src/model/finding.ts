/** What deployment has to say about a model: collected, all at once, never thrown. */
import type { LocalisedText } from "../errors.ts";
import type { Counterexample } from "../verify/verification.ts";

/** One thing found in a model. */
export interface Finding {
  /** Stable, upper snake case. */
  readonly code: string;
  /** An error keeps the model from being deployed; a hint may well be as intended. */
  readonly severity: "error" | "warning" | "hint";
  /** True for an error of verification, which a person may accept: see docs/adr/0007-soundness-before-deployment.md. */
  readonly isAcceptable?: boolean | undefined;
  /** The id in the model, where there is one. */
  readonly elementId?: string | undefined;
  /** Line in the XML, from 1, where it is known. */
  readonly line?: number | undefined;
  readonly message: LocalisedText;
  /** For an error of verification: how it comes to that, step by step. */
  readonly trace?: Counterexample | undefined;
}
