/**
 * A workflow control-flow pattern (Russell, ter Hofstede, van der Aalst, Mulyar: "Workflow Control-Flow Patterns: A Revised
 * View", BPM-06-22, 2006) as a model that runs and cases that show what defines it.
 */
import type { ScenarioCase, ScenarioOptions } from "../testing/scenario.ts";

/** See the file's head. */
export interface WorkflowPattern {
  /** WCP-1 to WCP-43. */
  readonly number: number;
  readonly name: string;
  /** What of BPMN it is modelled with, in a sentence. */
  readonly how: string;
  /** A sketch or a document. */
  readonly model: string;
  readonly cases: readonly ScenarioCase[];
  readonly options?: ScenarioOptions;
}
