/** What a change of a running instance would do; nothing is changed. The commands carry out the same plans. */
import type { Context } from "./context.ts";
import { behaviors } from "./elements/registry.ts";
import { eventDefinitions } from "./event-definitions/registry.ts";
import { rejection } from "./errors.ts";
import type { ProcessGraph } from "./model/process-graph.ts";
import type { ModificationPreview, ModifyInstruction } from "./modify/instructions.ts";
import { planModification } from "./modify/plan-modification.ts";
import { Run } from "./semantics/run.ts";
import type { InstanceState } from "./state/instance-state.ts";

/** What `modifyInstance` with these instructions would do, in order, or why it would be refused. */
export function previewModification(
  graph: ProcessGraph,
  state: InstanceState,
  instructions: readonly ModifyInstruction[],
  context: Context,
): ModificationPreview {
  if (state.tables.instance.get("")?.state !== "active")
    return { ok: false, rejection: rejection("INSTANCE_ENDED") };
  return planModification(
    new Run(graph, state, context, { behaviors, eventDefinitions }),
    instructions,
  );
}
