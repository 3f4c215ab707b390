/** What a worker says beside variables: the worker of a task listener, or that of an ad-hoc sub-process. */
import { z } from "zod";
import { givenVariables, optionalWith, taskDate, taskInstant } from "../api.ts";
import type { RuntimeCommand } from "../../runtime/index.ts";

const names = z.array(z.string().max(255)).max(1000).nullish();

const userTaskResult = z.strictObject({
  type: z.literal("userTask"),
  denied: z.boolean().nullish(),
  deniedReason: z.string().max(10_000).nullish(),
  corrections: z
    .strictObject({
      assignee: z.string().max(255).nullish(),
      dueDate: taskDate("dueDate"),
      followUpDate: taskDate("followUpDate"),
      candidateUsers: names,
      candidateGroups: names,
      priority: z.int().min(0).max(100).nullish(),
    })
    .nullish(),
});

const adHocResult = z.strictObject({
  type: z.literal("adHocSubProcess"),
  activateElements: optionalWith(
    z
      .array(
        z.strictObject({
          elementId: z.string().min(1).max(255),
          variables: givenVariables.nullish(),
        }),
      )
      .max(1000),
    [],
  ),
  isCompletionConditionFulfilled: optionalWith(z.boolean(), false),
  isCancelRemainingInstances: optionalWith(z.boolean(), false),
});

/** `result` of a completion. */
export const jobResult = z.discriminatedUnion("type", [userTaskResult, adHocResult]);

type Completion = Extract<RuntimeCommand, { type: "completeJob" }>;

/** What the engine is told of it. An empty date or assignee takes it away; null leaves it, as with Camunda. */
export function resultOf(
  result: z.output<typeof jobResult> | null | undefined,
): Pick<Completion, "adHocResult" | "taskListenerResult"> {
  if (result === null || result === undefined) return {};
  if (result.type === "adHocSubProcess")
    return {
      adHocResult: {
        activities: result.activateElements.map(({ elementId, variables }) => ({
          elementId,
          variables: variables ?? {},
        })),
        isCompletionConditionFulfilled: result.isCompletionConditionFulfilled,
        isCancelingRemaining: result.isCancelRemainingInstances,
      },
    };
  const { denied, deniedReason, corrections } = result;
  const { assignee, dueDate, followUpDate, candidateUsers, candidateGroups, priority } =
    corrections ?? {};
  return {
    taskListenerResult: {
      isDenied: denied ?? false,
      deniedReason: deniedReason ?? "",
      corrections: {
        ...(isGiven(assignee) && { assignee: assignee === "" ? null : assignee }),
        ...(isGiven(dueDate) && { dueAt: taskInstant(dueDate) }),
        ...(isGiven(followUpDate) && { followUpAt: taskInstant(followUpDate) }),
        ...(isGiven(candidateUsers) && { candidateUsers }),
        ...(isGiven(candidateGroups) && { candidateGroups }),
        ...(isGiven(priority) && { priority }),
      },
    },
  };
}

/** Whether the caller has said anything. */
export function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
