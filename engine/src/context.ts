/** All that the engine knows of the world: time, new ids, decisions and bounds come in here and nowhere else. */
import type { Variables } from "./json.ts";
import type { DecisionModel } from "./decision/index.ts";
import type { ProcessGraph } from "./model/process-graph.ts";

/** Which deployed version is meant (`zeebe:calledDecision`, `zeebe:calledElement`, `zeebe:formDefinition`). */
export type Binding =
  | { readonly type: "latest" }
  | { readonly type: "deployment" }
  | { readonly type: "versionTag"; readonly versionTag: string };

/** Bounds that keep one command finite. */
export interface Limits {
  /** Activations of the same element in the same scope within one command, members of a multi-instance apart. */
  readonly maxRepetitions: number;
  /** Steps of all expressions and decisions within one command; one of them may take 2,000,000, a tenth of a second. */
  readonly maxEvaluationSteps: number;
  /** Activations of elements within one command. */
  readonly maxActivations: number;
  /** Members of one multi-instance. */
  readonly maxMembers: number;
  /** Call activities between the root process and a called one. */
  readonly maxCallDepth: number;
  /** Nesting of one variable; see json.ts. */
  readonly maxVariableDepth: number;
  /** UTF-16 code units of the JSON of one variable. */
  readonly maxVariableLength: number;
}

/** Used where the host gives no limits of its own. */
export const defaultLimits: Limits = {
  maxRepetitions: 1_000,
  maxEvaluationSteps: 20_000_000,
  maxActivations: 50_000,
  maxMembers: 20_000,
  maxCallDepth: 50,
  maxVariableDepth: 64,
  maxVariableLength: 4_000_000,
};

/** Handed to every command. */
export interface Context {
  /** Epoch ms UTC; the same throughout the command. */
  readonly now: number;
  /** A fresh id: a decimal string, unique in the whole installation, larger than those before. */
  readonly newId: () => string;
  /** The model that holds the decision, or undefined when none is deployed. */
  readonly decision: (decisionId: string, binding: Binding) => DecisionModel | undefined;
  /** The version of that decision; a host that counts none does not give this. */
  readonly decisionVersion?:
    | ((decisionId: string, binding: Binding) => number | undefined)
    | undefined;
  /** The version of the form that is meant, or undefined when none is deployed; a host without forms does not give this. */
  readonly formVersion?: ((formId: string, binding: Binding) => number | undefined) | undefined;
  /** What all processes may read by name, behind their own variables; nothing when not given. */
  readonly shared?: Variables | undefined;
  /** The deployed definition with the host's id, for migration; none are known when not given. */
  readonly definition?: ((definitionId: string) => ProcessGraph | undefined) | undefined;
  /** IANA zone of dates and times that name none; UTC when not given. */
  readonly timeZone?: string | undefined;
  readonly limits?: Limits | undefined;
}
