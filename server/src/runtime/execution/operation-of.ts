/** What a command means to whoever asks later who did what. */
import type { Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { Actor, OperationRow } from "../store/operation-store.ts";
import type { LocatedInstances } from "./execute.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Records a command that has been carried out, when somebody is known to have asked for it. */
export function recordOperation(
  unit: UnitOfWork,
  {
    by,
    command,
    located,
  }: {
    readonly by: Actor | undefined;
    readonly command: RuntimeCommand;
    readonly located: LocatedInstances;
  },
  result: Result<unknown>,
): void {
  if (by === undefined || !result.ok) return;
  const operation = operationOf(by, command, result.value, located);
  if (operation !== null) unit.records.operated(operation);
}

/** Null for what workers, messages and the clock do: it is in the history, and nobody has decided it. */
function operationOf(
  by: Actor,
  command: RuntimeCommand,
  answer: unknown,
  located: LocatedInstances,
): OperationRow | null {
  const of = (table: "user_task" | "incident" | "job", id: string): string | null =>
    located.get(`${table}/${id}`) ?? null;
  switch (command.type) {
    case "startInstance": {
      const { processInstanceId } = answer as { readonly processInstanceId: string };
      return instance(by, "create", processInstanceId);
    }
    case "cancelInstance":
      return instance(by, "cancel", command.processInstanceId);
    case "modifyInstance":
      return instance(by, "modify", command.processInstanceId);
    case "migrateInstance":
      return instance(by, "migrate", command.processInstanceId);
    case "setVariables": {
      const { processInstanceId, scope } = command;
      const entityKey = scope?.elementInstanceId ?? processInstanceId;
      return { by, entity: "variable", operation: "update", entityKey, processInstanceId };
    }
    case "assignUserTask":
    case "updateUserTask":
    case "completeUserTask": {
      const { userTaskId } = command;
      return {
        by,
        entity: "userTask",
        operation: taskOperation(command),
        entityKey: userTaskId,
        processInstanceId: of("user_task", userTaskId),
      };
    }
    case "resolveIncident": {
      const { incidentId: entityKey } = command;
      const processInstanceId = of("incident", entityKey);
      return { by, entity: "incident", operation: "resolve", entityKey, processInstanceId };
    }
    case "updateJobRetries": {
      const { jobId: entityKey } = command;
      const processInstanceId = of("job", entityKey);
      return { by, entity: "job", operation: "update", entityKey, processInstanceId };
    }
    case "completeJob":
    case "failJob":
    case "throwJobError":
    case "activateAdHocActivities":
    case "publishMessage":
    case "broadcastSignal":
    case "evaluateConditionals":
    case "triggerTimer":
    case "triggerStart":
      return null;
  }
}

function instance(
  by: Actor,
  operation: OperationRow["operation"],
  processInstanceId: string,
): OperationRow {
  const entityKey = processInstanceId;
  return { by, entity: "processInstance", operation, entityKey, processInstanceId };
}

function taskOperation(
  command: Extract<
    RuntimeCommand,
    { type: "assignUserTask" | "updateUserTask" | "completeUserTask" }
  >,
): OperationRow["operation"] {
  if (command.type === "completeUserTask") return "complete";
  if (command.type === "updateUserTask") return "update";
  return command.assignee === null ? "unassign" : "assign";
}
