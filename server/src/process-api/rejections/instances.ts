/** Process instances, to start, to end and to take variables; how they are changed stands in changes.ts. */
import { type Asked, invalidArgument, invalidState, notFound } from "./rejection.ts";

/** The definition that was named. */
export interface NamedDefinition {
  readonly processDefinitionId?: string | undefined;
  readonly processDefinitionKey?: string | undefined;
  /** The latest where it is -1 or left out. */
  readonly processDefinitionVersion?: number | undefined;
}

function named(wanted: NamedDefinition): string {
  const { processDefinitionId, processDefinitionKey, processDefinitionVersion = -1 } = wanted;
  if (processDefinitionKey !== undefined) return `key '${processDefinitionKey}'`;
  const version =
    processDefinitionVersion === -1 ? "" : ` and version '${String(processDefinitionVersion)}'`;
  return `process ID '${processDefinitionId ?? ""}'${version}`;
}

/** Camunda: ProcessInstanceCreationHelper. */
export function creationAsked(
  wanted: NamedDefinition & {
    readonly awaitCompletion: boolean;
    readonly startInstructions: readonly { readonly elementId: string }[];
  },
): Asked {
  return {
    intent: wanted.awaitCompletion ? "CREATE_WITH_AWAITING_RESULT" : "CREATE",
    what: `create instance of process with ${named(wanted)}`,
    words: {
      PROCESS_NOT_DEPLOYED: notFound(
        `Expected to find process definition with ${named(wanted)}, but none found`,
      ),
      START_EVENT_NOT_FOUND: invalidState(
        () =>
          "Expected to create instance of process with none start event, but there is no such event",
      ),
      // Camunda does not look for those after which an instance is to end.
      ELEMENT_NOT_IN_MODEL: ({ subject }) =>
        wanted.startInstructions.some(({ elementId }) => elementId === subject)
          ? invalidArgument(
              (elementId) =>
                `Expected to create instance of process with start instructions but no element found with id '${elementId}'.`,
            )
          : undefined,
    },
  };
}

/** Camunda: ProcessInstanceCancelProcessor. */
export function cancellationAsked(key: string): Asked {
  const what = `cancel a process instance with key '${key}'`;
  const none = notFound(`Expected to ${what}, but no such process was found`);
  return { intent: "CANCEL", what, words: { INSTANCE_NOT_FOUND: none, INSTANCE_ENDED: none } };
}

/** Camunda: HistoryDeletionDeleteProcessor. */
export function deletionAsked(key: string): Asked {
  const what = `delete history for process instance with key '${key}'`;
  return {
    intent: "DELETE",
    what,
    words: {
      INSTANCE_ACTIVE: invalidState(() => `Expected to ${what}, but it is still active.`),
    },
  };
}

/** Camunda: VariableDocumentUpdateProcessor. */
export function variablesAsked(key: string): Asked {
  const what = `update variables for element with key '${key}'`;
  const none = notFound(`Expected to ${what}, but no such element was found`);
  return {
    intent: "UPDATE",
    what,
    words: { INSTANCE_NOT_FOUND: none, INSTANCE_ENDED: none, ELEMENT_INSTANCE_NOT_FOUND: none },
  };
}

/** Camunda: AdHocSubProcessInstructionActivateProcessor, AdHocSubProcessUtils. */
export function adHocActivationAsked(key: string): Asked {
  const to = "Expected to activate activities for ad-hoc sub-process";
  const none = notFound(`${to} but no ad-hoc sub-process instance found with key '${key}'.`);
  return {
    intent: "ACTIVATE",
    what: `activate activities for ad-hoc sub-process with key '${key}'`,
    words: {
      INSTANCE_NOT_FOUND: none,
      INSTANCE_ENDED: none,
      ELEMENT_INSTANCE_NOT_FOUND: none,
      AD_HOC_NOT_OPEN: invalidState(() => `${to} with key '${key}', but it is not active.`),
      AD_HOC_ACTIVITY_NOT_FOUND: [
        "NOT_FOUND",
        ({ subject = "" }) =>
          `${to} with key '${key}', but the given elements [${subject}] do not exist.`,
      ],
    },
  };
}
