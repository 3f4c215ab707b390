/** A scope whose net has been explored. */
import type { ProcessNode } from "../../model/process-graph.ts";
import type { Exploration } from "./explore.ts";
import type { ScopeNet } from "./scope-net.ts";

/** See the file's head. */
export interface ExploredScope extends ScopeNet {
  readonly scope: ProcessNode;
  readonly exploration: Exploration;
  /** False for an event sub-process whose start event can never happen. */
  readonly isPossible: boolean;
}
