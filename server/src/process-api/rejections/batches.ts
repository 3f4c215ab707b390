/** Operations on many instances. */
import { noTarget } from "./changes.ts";
import { type Asked, invalidState, notFound } from "./rejection.ts";

/** One is begun; only we bound how many instances it is about. */
export const batchAsked: Asked = { intent: "CREATE", what: "create batch operation", words: {} };

/** One is begun that takes instances to another version; Camunda looks for that with each instance, in these words. */
export function batchMigrationAsked(targetKey: string): Asked {
  return { ...batchAsked, words: { PROCESS_NOT_DEPLOYED: noTarget(targetKey) } };
}

const ENDED = new Set(["completed", "cancelled"]);

/** Camunda: BatchOperationCancelProcessor, …SuspendProcessor, …ResumeProcessor. What has ended is none any more. */
export function steeringAsked(move: "cancel" | "resume" | "suspend", key: string): Asked {
  const what = `${move} a batch operation with key '${key}'`;
  const none = notFound(`Expected to ${what}, but no such batch operation was found`);
  return {
    intent: move.toUpperCase(),
    what,
    words: {
      BATCH_NOT_FOUND: none,
      BATCH_STATE_INVALID: ({ subject = "" }) =>
        ENDED.has(subject)
          ? none
          : invalidState(
              (state) =>
                `Expected to ${what}, but it has an invalid state '${state.toUpperCase()}'.`,
            ),
    },
  };
}
