/** All 43 patterns, by number. */
import { cancellationAndTermination } from "./cancellation-and-termination.ts";
import { controlFlow } from "./control-flow.ts";
import { instancesAndState } from "./instances-and-state.ts";
import type { WorkflowPattern } from "./workflow-pattern.ts";

/** See the file's head. */
export const workflowPatterns: readonly WorkflowPattern[] = [
  ...controlFlow,
  ...instancesAndState,
  ...cancellationAndTermination,
].toSorted((one, other) => one.number - other.number);
