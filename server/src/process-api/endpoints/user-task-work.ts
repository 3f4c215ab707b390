/** What people, or systems for them, do with tasks. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import {
  actorOf,
  type Endpoints,
  filled,
  principalOf,
  givenVariables,
  taskDate,
  taskInstant,
} from "../api.ts";
import type { SqlExecutor } from "../../runtime/index.ts";
import { ApiProblem } from "../api-problem.ts";
import type { Principal } from "../principal.ts";
import { foundFor } from "../reached.ts";
import { accepted, type Asked } from "../rejections/rejection.ts";
import { taskAsked } from "../rejections/work.ts";
import { get } from "../search/search.ts";
import { isGiven } from "./job-result.ts";
import { namedTask, userTaskParams, userTaskSource } from "./user-tasks.ts";

const tags = ["流程接口 process API"];
const config = { right: "tasks" } as const;
const text = z.string().max(255);
const action = z.string().max(255).nullish();

/** See file head. */
export const userTaskWork: Endpoints = (routes, platform) => {
  assignment(routes, platform);
  completion(routes, platform);
  change(routes, platform);
};

const assignment: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/user-tasks/:userTaskKey/assignment",
    {
      config,
      schema: {
        tags,
        summary: "Gives the task to somebody",
        params: userTaskParams,
        body: z.strictObject({
          assignee: filled(255, "assignee"),
          allowOverride: z.boolean().nullish(),
          action,
        }),
      },
    },
    async (request, reply) => {
      const { assignee, allowOverride } = request.body;
      const { userTaskKey } = request.params;
      const asked =
        allowOverride === false ? taskAsked.claim(userTaskKey) : taskAsked.assign(userTaskKey);
      await reachTask(sql, principalOf(request), userTaskKey, asked);
      const by = actorOf(request);
      const command = { type: "assignUserTask", userTaskId: userTaskKey, assignee } as const;
      const first = allowOverride === false ? { ...command, expectedAssignee: null } : command;
      const result = await runtime.execute(first, by);
      const isTaken = !result.ok && result.problem.code === "USER_TASK_ALREADY_ASSIGNED";
      // Who has it may claim it once more.
      const again = { ...command, expectedAssignee: assignee };
      accepted(asked, isTaken ? await runtime.execute(again, by) : result);
      return reply.code(204).send();
    },
  );
  routes.delete(
    "/user-tasks/:userTaskKey/assignee",
    { config, schema: { tags, summary: "Takes it back", params: userTaskParams } },
    async (request, reply) => {
      const { userTaskKey: userTaskId } = request.params;
      const asked = taskAsked.assign(userTaskId);
      await reachTask(sql, principalOf(request), userTaskId, asked);
      accepted(
        asked,
        await runtime.execute(
          { type: "assignUserTask", userTaskId, assignee: null },
          actorOf(request),
        ),
      );
      return reply.code(204).send();
    },
  );
};

const completion: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/user-tasks/:userTaskKey/completion",
    {
      config,
      schema: {
        tags,
        summary: "The task is done",
        params: userTaskParams,
        body: z.strictObject({ variables: givenVariables.nullish(), action }).nullish(),
      },
    },
    async (request, reply) => {
      const { userTaskKey: userTaskId } = request.params;
      const variables = request.body?.variables ?? {};
      const asked = taskAsked.complete(userTaskId);
      await reachTask(sql, principalOf(request), userTaskId, asked);
      accepted(
        asked,
        await runtime.execute(
          { type: "completeUserTask", userTaskId, variables },
          actorOf(request),
        ),
      );
      return reply.code(204).send();
    },
  );
};

const inRange = { error: "must be within the [0,100] range" };
const changeset = z.strictObject({
  dueDate: taskDate("due date"),
  followUpDate: taskDate("follow-up date"),
  candidateUsers: z.array(text).max(1000).nullish(),
  candidateGroups: z.array(text).max(1000).nullish(),
  priority: z.int().min(0, inRange).max(100, inRange).nullish(),
});

const change: Endpoints = (routes, { runtime }) => {
  const summary = "Changes who may take it, its dates and its priority";
  const changed = async (
    request: Pick<FastifyRequest, "principal">,
    { userTaskKey }: z.infer<typeof userTaskParams>,
    given: z.output<typeof changeset>,
    done?: string | null,
  ): Promise<void> => {
    // An action alone tells what was done outside.
    if (!isGiven(done) && !Object.values(given).some(isGiven))
      throw new ApiProblem(
        "INVALID_ARGUMENT",
        'No update data provided. Provide at least an "action" or a non-null value for a supported attribute in the "changeset".',
      );
    const asked = taskAsked.update(userTaskKey);
    await reachTask(runtime.sql, principalOf(request), userTaskKey, asked);
    const { dueDate, followUpDate, candidateUsers, candidateGroups, priority } = given;
    accepted(
      asked,
      await runtime.execute(
        {
          type: "updateUserTask",
          userTaskId: userTaskKey,
          dueAt: isGiven(dueDate) ? taskInstant(dueDate) : undefined,
          followUpAt: isGiven(followUpDate) ? taskInstant(followUpDate) : undefined,
          candidateUsers: candidateUsers ?? undefined,
          candidateGroups: candidateGroups ?? undefined,
          priority: priority ?? undefined,
        },
        actorOf(request),
      ),
    );
  };
  routes.patch(
    "/user-tasks/:userTaskKey",
    {
      config,
      schema: {
        tags,
        summary,
        params: userTaskParams,
        body: z.strictObject({ changeset: changeset.nullish(), action }),
      },
    },
    async (request, reply) => {
      const { changeset: given, action: done } = request.body;
      await changed(request, request.params, given ?? {}, done);
      return reply.code(204).send();
    },
  );
  // As the older client of @camunda8/sdk asks for it.
  routes.patch(
    "/user-tasks/:userTaskKey/update",
    { config, schema: { tags, summary, params: userTaskParams, body: changeset } },
    async (request, reply) => {
      await changed(request, request.params, request.body);
      return reply.code(204).send();
    },
  );
};

/** @throws ApiProblem NOT_FOUND when there is none for the caller, as what was asked for says it */
async function reachTask(
  sql: SqlExecutor,
  principal: Principal,
  userTaskKey: string,
  asked: Asked,
): Promise<void> {
  const lookup = get(sql, userTaskSource, principal, namedTask({ userTaskKey }));
  await foundFor(asked, "USER_TASK_NOT_FOUND", lookup);
}
