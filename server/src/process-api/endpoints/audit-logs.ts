/** Who has had what done: operations on instances, tasks, variables, incidents, jobs, resources, decisions and batches. */
import { z } from "zod";
import { type Endpoints, key, principalOf } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { orElse } from "../reached.ts";
import { get, search, searchBody } from "../search/search.ts";
import { auditLogSource, ENTITIES } from "./audit-log-source.ts";
import { namedTask, userTaskParams, userTaskSource } from "./user-tasks.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;

/** See file head. */
export const auditLogs: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/audit-logs/search",
    { config, schema: { tags, summary: "Who has had what done", body: searchBody } },
    (request) => search(sql, auditLogSource, principalOf(request), request.body),
  );
  routes.get(
    "/audit-logs/:auditLogKey",
    {
      config,
      schema: { tags, summary: "One operation", params: z.object({ auditLogKey: key }) },
    },
    (request) => {
      const { auditLogKey: wanted } = request.params;
      const lookup = get(sql, auditLogSource, principalOf(request), {
        what: "Audit log",
        key: wanted,
      });
      return orElse(
        lookup,
        () => new ApiProblem("NOT_FOUND", `Audit log with id '${wanted}' not found`),
      );
    },
  );
  routes.post(
    "/user-tasks/:userTaskKey/audit-logs/search",
    {
      config,
      schema: {
        tags,
        summary: "Who has had what done to the task",
        params: userTaskParams,
        body: searchBody,
      },
    },
    async (request) => {
      await get(sql, userTaskSource, principalOf(request), namedTask(request.params));
      return search(sql, auditLogSource, principalOf(request), request.body, {
        entityType: ENTITIES.userTask,
        entityKey: request.params.userTaskKey,
      });
    },
  );
};
