/** Work for people, open and ended. */
import { z } from "zod";
import { readSeenVariables } from "../../runtime/index.ts";
import { type Endpoints, instant, key, principalOf, TENANT } from "../api.ts";
import type { Related } from "../search/filter.ts";
import { listed, type ListedFields } from "../search/listed.ts";
import { get, search, searchBody, type SearchSource } from "../search/search.ts";
import { VariableKeys } from "../search/variable-keys.ts";
import { VARIABLE_MEMBERS, variableRows } from "../search/variable-rows.ts";

const tags = ["流程接口 process API"];

interface Row {
  readonly key: string;
  readonly state: "CREATED" | "COMPLETED" | "CANCELED";
  readonly endedAt: number | null;
  readonly tags: readonly string[];
  readonly name: string;
  readonly elementId: string;
  readonly elementKey: string;
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly formKey: string | null;
  readonly createdAt: number;
  readonly dueAt: number | null;
  readonly followUpAt: number | null;
  readonly priority: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly processId: string;
  readonly processName: string;
  readonly version: number;
  readonly definitionKey: string;
  readonly instanceKey: string;
  readonly rootKey: string;
}

interface Task {
  readonly userTaskKey: string;
  readonly processInstanceKey: string;
  readonly elementInstanceKey: string;
  readonly assignee: string | null;
  readonly formKey: string | null;
}

const COLUMNS =
  "id, process_instance_id, element_instance_id, element_id, process_id, name, assignee, candidate_groups, candidate_users, form_id, form_version, due_at, follow_up_at, priority, headers, created_at";
const ALL = `(SELECT ${COLUMNS}, 'CREATED' AS state, NULL::timestamptz AS ended_at FROM user_task
              UNION ALL SELECT ${COLUMNS}, upper(state), ended_at FROM ended_user_task)`;

/** Variables of exactly this scope of the task's instance. */
const variablesIn =
  (scope: string): Related =>
  (said, filter, parameters) =>
    `EXISTS (SELECT FROM (${variableRows(filter, parameters)}) v
       WHERE v.process_instance_id = t.process_instance_id AND v.scope = ${scope} AND ${said})`;

/** Tasks. */
export const userTaskSource: SearchSource<Row, Task> = {
  from: `${ALL} t JOIN process_instance p ON p.id = t.process_instance_id JOIN process_definition d ON d.id = p.definition_id`,
  columns: `t.state, (extract(epoch FROM t.ended_at) * 1000)::float8 AS "endedAt", p.tags, t.name, t.element_id AS "elementId", t.element_instance_id::text AS "elementKey", t.assignee,
            t.candidate_groups AS "candidateGroups", t.candidate_users AS "candidateUsers",
            (SELECT f.id::text FROM form_definition f WHERE f.form_id = t.form_id AND f.version = t.form_version) AS "formKey",
            (extract(epoch FROM t.created_at) * 1000)::float8 AS "createdAt", (extract(epoch FROM t.due_at) * 1000)::float8 AS "dueAt",
            (extract(epoch FROM t.follow_up_at) * 1000)::float8 AS "followUpAt", t.priority, t.headers,
            p.process_id AS "processId", d.name AS "processName", p.version, d.id::text AS "definitionKey",
            p.id::text AS "instanceKey", p.root_id::text AS "rootKey"`,
  key: "t.id",
  processId: "t.process_id",
  fields: {
    userTaskKey: { sql: "t.id", type: "key" },
    name: { sql: "t.name", type: "text" },
    state: {
      sql: "t.state",
      type: "text",
      values: {
        CREATED: ["CREATED"],
        CREATING: [],
        ASSIGNING: [],
        UPDATING: [],
        COMPLETING: [],
        COMPLETED: ["COMPLETED"],
        CANCELING: [],
        CANCELED: ["CANCELED"],
        FAILED: [],
      },
    },
    assignee: { sql: "t.assignee", type: "text" },
    candidateGroup: { sql: "t.candidate_groups", type: "text list" },
    candidateUser: { sql: "t.candidate_users", type: "text list" },
    priority: { sql: "t.priority", type: "integer" },
    elementId: { sql: "t.element_id", type: "text" },
    elementInstanceKey: { sql: "t.element_instance_id", type: "key" },
    processInstanceKey: { sql: "t.process_instance_id", type: "key" },
    processDefinitionKey: { sql: "p.definition_id", type: "key" },
    processDefinitionId: { sql: "t.process_id", type: "text" },
    creationDate: { sql: "t.created_at", type: "instant" },
    completionDate: { sql: "t.ended_at", type: "instant" },
    dueDate: { sql: "t.due_at", type: "instant" },
    followUpDate: { sql: "t.follow_up_at", type: "instant" },
    tenantId: { sql: `'${TENANT}'::text`, type: "text" },
    tags: { sql: "p.tags", type: "text list" },
    processInstanceVariables: {
      eachOf: variablesIn("t.process_instance_id"),
      members: VARIABLE_MEMBERS,
    },
    localVariables: { eachOf: variablesIn("t.element_instance_id"), members: VARIABLE_MEMBERS },
  },
  item: (row) => ({
    userTaskKey: row.key,
    name: row.name,
    state: row.state,
    assignee: row.assignee,
    elementId: row.elementId,
    elementInstanceKey: row.elementKey,
    candidateGroups: row.candidateGroups,
    candidateUsers: row.candidateUsers,
    creationDate: instant(row.createdAt),
    completionDate: row.endedAt === null ? null : instant(row.endedAt),
    dueDate: row.dueAt === null ? null : instant(row.dueAt),
    followUpDate: row.followUpAt === null ? null : instant(row.followUpAt),
    externalFormReference: null,
    formKey: row.formKey,
    priority: row.priority,
    customHeaders: row.headers,
    processDefinitionId: row.processId,
    processName: row.processName,
    processDefinitionVersion: row.version,
    processDefinitionKey: row.definitionKey,
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    tenantId: TENANT,
    tags: row.tags,
  }),
};

/** The address of a task. */
export const userTaskParams = z.object({ userTaskKey: key });

/** See file head. */
export const userTasks: Endpoints = (routes, platform) => {
  reading(routes, platform);
  visibleVariables(routes, platform);
};

const reading: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/user-tasks/search",
    { config: { right: "read" }, schema: { tags, summary: "Tasks", body: searchBody } },
    (request) => search(sql, userTaskSource, principalOf(request), request.body),
  );
  routes.get(
    "/user-tasks/:userTaskKey",
    {
      config: { right: "read" },
      schema: { tags, summary: "A task", params: userTaskParams },
    },
    (request) => get(sql, userTaskSource, principalOf(request), namedTask(request.params)),
  );
  routes.get(
    "/user-tasks/:userTaskKey/form",
    {
      config: { right: "read" },
      schema: { tags, summary: "Its form; 204 without one", params: userTaskParams },
    },
    async (request, reply) => {
      const { formKey } = await get(
        sql,
        userTaskSource,
        principalOf(request),
        namedTask(request.params),
      );
      const [form] = await sql.query<{ formId: string; version: number; schema: string }>(
        `SELECT form_id AS "formId", version, schema::text FROM form_definition WHERE id = $1::bigint`,
        [formKey],
      );
      if (form === undefined) return reply.code(204).send();
      return { ...form, formKey, tenantId: TENANT };
    },
  );
};

const SEEN = [
  "name",
  "value",
  "variableKey",
  "scopeKey",
  "processInstanceKey",
  "tenantId",
] as const;
const seenFields: ListedFields<Readonly<Record<(typeof SEEN)[number], string>>> =
  Object.fromEntries(SEEN.map((field) => [field, (seen) => seen[field]]));

const visibleVariables: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  const keys = new VariableKeys(sql);
  // What the task sees is what has effect: inner variables hide outer ones of the same name.
  for (const kind of ["variables", "effective-variables"])
    routes.post(
      `/user-tasks/:userTaskKey/${kind}/search`,
      {
        config: { right: "data" },
        schema: {
          tags,
          summary: "Variables as the task sees them",
          params: userTaskParams,
          body: searchBody,
        },
      },
      async (request) => {
        const task = await get(
          sql,
          userTaskSource,
          principalOf(request),
          namedTask(request.params),
        );
        const { processInstanceKey: processInstanceId, elementInstanceKey: elementInstanceId } =
          task;
        const seen = await readSeenVariables(sql, { processInstanceId, elementInstanceId });
        const scoped = seen.map(({ name, scopeId }) => ({
          name,
          scopeKey: scopeId,
          processInstanceKey: processInstanceId,
        }));
        const told = await keys.of(scoped);
        await keys.tell(scoped);
        const all = seen.map(({ name, value, scopeId }, place) => ({
          name,
          value: JSON.stringify(value),
          isTruncated: false,
          variableKey: told[place] ?? "",
          scopeKey: scopeId,
          processInstanceKey: processInstanceId,
          rootProcessInstanceKey: null,
          tenantId: TENANT,
        }));
        return listed(all, request.body, seenFields);
      },
    );
};

/** How a task is asked for. */
export function namedTask({ userTaskKey }: z.infer<typeof userTaskParams>): {
  what: string;
  key: string;
} {
  return { what: "User Task", key: userTaskKey };
}
