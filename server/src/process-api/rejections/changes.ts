/** Process instances whose tokens are moved, or that go on with another version. */
import type { ModifyInstruction } from "../../runtime/index.ts";
import { type Asked, invalidArgument, notFound, type Words } from "./rejection.ts";

/**
 * Camunda: ProcessInstanceModificationModifyProcessor.
 *
 * @param processId of the instance; none where there is no instance
 */
export function modificationAsked(
  key: string,
  processId = "",
  instructions: readonly ModifyInstruction[] = [],
): Asked {
  const contains = `Expected to modify instance of process '${processId}' but it contains one or more`;
  const what = `modify instance of process '${processId}'`;
  const none = notFound(
    `Expected to modify process instance but no process instance found with key '${key}'`,
  );
  const isBegun = (elementId: string): boolean =>
    instructions.some((one) => one.kind !== "cancel" && one.elementId === elementId);
  const isScope = (elementId: string): boolean =>
    instructions.some(
      (one) =>
        one.kind !== "cancel" &&
        one.variables?.some(({ scopeElementId }) => scopeElementId === elementId),
    );
  const isMoved = (elementInstanceKey: string): boolean =>
    instructions.some(
      (one) =>
        one.kind === "move" &&
        "elementInstanceId" in one.from &&
        one.from.elementInstanceId === elementInstanceKey,
    );
  return {
    intent: "MODIFY",
    what,
    words: {
      INSTANCE_NOT_FOUND: none,
      INSTANCE_ENDED: none,
      // Camunda does nothing where what is to be moved or ended by its id is no element.
      ELEMENT_NOT_IN_MODEL: ({ subject = "" }) => {
        if (isBegun(subject))
          return invalidArgument(
            (elementId) =>
              `${contains} activate instructions with an element that could not be found: '${elementId}'`,
          );
        return isScope(subject)
          ? invalidArgument(
              (scopeId) =>
                `${contains} variable instructions with a scope element id that could not be found: '${scopeId}'`,
            )
          : undefined;
      },
      ELEMENT_INSTANCE_NOT_FOUND: invalidArgument((elementInstanceKey) =>
        isMoved(elementInstanceKey)
          ? `${contains} move instructions with a source element instance that could not be found: '${elementInstanceKey}'`
          : `${contains} terminate instructions with an element instance that could not be found: '${elementInstanceKey}'`,
      ),
      SCOPE_AMBIGUOUS: invalidArgument(
        (scopeId) =>
          `${contains} activate instructions for an element that has a flow scope with more than one active instance: '${scopeId}'. Can't decide in which instance of the flow scope the element should be activated. Please specify an ancestor element instance key for this activate instruction.`,
      ),
      VARIABLE_SCOPE_INVALID: invalidArgument(
        () =>
          `${contains} variable instructions with a scope element that doesn't belong to the activating element's flow scope. These variables should be set before or after the modification.`,
      ),
    },
  };
}

/** That there is no such definition to migrate to. */
export function noTarget(key: string): Words {
  return notFound(
    `Expected to migrate process instance to process definition but no process definition found with key '${key}'`,
  );
}

/** Source and target of an element in a plan. */
export interface Mapping {
  readonly source: string;
  readonly target: string;
}

/** Camunda: ProcessInstanceMigrationPreconditions. */
export function migrationAsked(
  key: string,
  targetKey: string,
  mappings: readonly Mapping[] = [],
): Asked {
  const what = `migrate process instance '${key}'`;
  const to = `Expected to ${what} but`;
  const targetOf = (elementId?: string): string =>
    mappings.find(({ source }) => source === elementId)?.target ?? "";
  const none = notFound(
    `Expected to migrate process instance but no process instance found with key '${key}'`,
  );
  return {
    intent: "MIGRATE",
    what,
    words: {
      INSTANCE_NOT_FOUND: none,
      INSTANCE_ENDED: none,
      PROCESS_NOT_DEPLOYED: noTarget(targetKey),
      DEFINITION_NOT_FOUND: noTarget(targetKey),
    },
    findings: {
      MIGRATION_SOURCE_UNKNOWN: [
        "INVALID_ARGUMENT",
        ({ finding }) =>
          `${to} mapping instructions contain a non-existing source element id '${finding?.elementId ?? ""}'. Elements provided in mapping instructions must exist in the source process definition.`,
      ],
      MIGRATION_TARGET_UNKNOWN: [
        "INVALID_ARGUMENT",
        ({ finding }) =>
          `${to} mapping instructions contain a non-existing target element id '${targetOf(finding?.elementId)}'. Elements provided in mapping instructions must exist in the target process definition.`,
      ],
      MIGRATION_SOURCE_TWICE: [
        "INVALID_ARGUMENT",
        ({ finding }) =>
          `${to} the mapping instructions contain duplicate source element ids '[${finding?.elementId ?? ""}]'.`,
      ],
      MIGRATION_ELEMENT_NOT_MAPPED: [
        "INVALID_STATE",
        ({ finding }) =>
          `${to} no mapping instruction defined for active element with id '${finding?.elementId ?? ""}'. Elements cannot be migrated without a mapping.`,
      ],
    },
  };
}
