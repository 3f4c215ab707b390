/**
 * The engine's one entrance: (graph, state, command, context) → events and follow-ups, or a rejection.
 *
 * Pure but for the state, which is changed in place, and only by appliers. The same input gives the same output: time and
 * ids come from the context. On a rejection nothing has changed. If it throws, an invariant is broken and the caller must
 * discard the state.
 */
import type { Command } from "./commands.ts";
import type { Context } from "./context.ts";
import { behaviors } from "./elements/registry.ts";
import { type Rejection, rejection } from "./errors.ts";
import { eventDefinitions } from "./event-definitions/registry.ts";
import { adHocHandlers } from "./handlers/ad-hoc.ts";
import { calledProcessHandlers } from "./handlers/called-process.ts";
import { changeHandlers } from "./handlers/change.ts";
import type { Handlers } from "./handlers/handler.ts";
import { incidentHandlers } from "./handlers/incidents.ts";
import { instanceHandlers } from "./handlers/instance.ts";
import { jobHandlers } from "./handlers/jobs.ts";
import { triggerHandlers } from "./handlers/triggers.ts";
import { userTaskHandlers } from "./handlers/user-tasks.ts";
import type { ProcessGraph } from "./model/process-graph.ts";
import type { Outcome } from "./outcome.ts";
import { Run } from "./semantics/run.ts";
import { runToRest } from "./semantics/steps.ts";
import type { InstanceState } from "./state/instance-state.ts";

const handlers: Handlers<Command["type"]> = {
  ...instanceHandlers,
  ...jobHandlers,
  ...adHocHandlers,
  ...userTaskHandlers,
  ...triggerHandlers,
  ...incidentHandlers,
  ...calledProcessHandlers,
  ...changeHandlers,
};

/** Carries out one command and all that follows from it inside the instance. See the file's head. */
export function handle(
  graph: ProcessGraph,
  state: InstanceState,
  command: Command,
  context: Context,
): Outcome {
  const run = new Run(graph, state, context, { behaviors, eventDefinitions });
  const handler = handlers[command.type] as (run: Run, command: Command) => Rejection | undefined;
  const refused = refuseByInstance(state, command) ?? handler(run, command);
  if (refused !== undefined) return { ok: false, rejection: refused };
  runToRest(run);
  return { ok: true, events: run.events, followUps: run.followUps };
}

function refuseByInstance(state: InstanceState, command: Command): Rejection | undefined {
  if (command.type === "createInstance") return undefined;
  const instance = state.tables.instance.get("");
  if (instance === undefined) return rejection("INSTANCE_NOT_FOUND");
  return instance.state === "active"
    ? undefined
    : rejection("INSTANCE_ENDED", instance.processInstanceId);
}
