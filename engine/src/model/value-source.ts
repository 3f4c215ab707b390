/**
 * An attribute of the zeebe dialect that is either plain text or, when it begins with `=`, a FEEL expression.
 * Expressions are compiled when the model is, so that a syntax error is found at deployment.
 */
import type { Compiled } from "../expression/index.ts";

/** See the file's head. */
export type ValueSource =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly expression: Compiled };
