/**
 * `@camunda8/cli` 4.1 imports four names that `@camunda8/orchestration-cluster-api` has only from version 10 on, which is a
 * pre-release; they are for identities and wait states. Loaded before the command line (`node --import`), this file is the
 * library to it, and to nobody else: version 9 and those four. The command line's own files are as published.
 */
import { registerHooks } from "node:module";
import { Username } from "@camunda8/orchestration-cluster-api";

export * from "@camunda8/orchestration-cluster-api";
export { Username as GroupId, Username as MappingRuleId, Username as RoleId };

/** What an element may wait for. */
export const WaitStateTypeEnum = {
  CONDITION: "CONDITION",
  JOB: "JOB",
  MESSAGE: "MESSAGE",
  SIGNAL: "SIGNAL",
  TIMER: "TIMER",
  USER_TASK: "USER_TASK",
} as const;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "@camunda8/orchestration-cluster-api" &&
    context.parentURL?.includes("/@camunda8/cli/") === true
      ? { url: import.meta.url, shortCircuit: true }
      : next(specifier, context),
});
