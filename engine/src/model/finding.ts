/** What deployment has to say about a model: collected, all at once, never thrown. */
import type { LocalisedText } from "../errors.ts";

/** One thing found in a model. */
export interface Finding {
  /** Stable, upper snake case. */
  readonly code: string;
  /** An error keeps the model from being deployed. */
  readonly severity: "error" | "warning";
  /** The id in the model, where there is one. */
  readonly elementId?: string | undefined;
  /** Line in the XML, from 1, where it is known. */
  readonly line?: number | undefined;
  readonly message: LocalisedText;
}
