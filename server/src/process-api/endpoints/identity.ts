/** The platform's own accounts and roles, to read. Citizens are not among them. */
import { z } from "zod";
import { ROLES } from "../../authorisation/roles.ts";
import { type Endpoints, everybody, TENANT } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { listed } from "../search/listed.ts";
import { search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;

interface Account {
  readonly key: string;
  readonly username: string;
  readonly name: string;
}

const userSource: SearchSource<Account, object> = {
  from: "account a",
  columns: "a.username, a.name",
  // Accounts have uuids; half of one is as good as unique, and the name decides between those that are not.
  key: "(hashtextextended(a.username, 0) & 9223372036854775807)",
  processId: "''",
  fields: {
    username: { sql: "a.username", type: "text" },
    name: { sql: "a.name", type: "text" },
    email: { sql: "NULL::text", type: "text" },
    kind: { sql: "a.kind", type: "text" },
    isActive: { sql: "a.is_active", type: "boolean" },
  },
  item: ({ username, name }) => ({ username, name, email: null }),
};
const STAFF = { kind: "staff", isActive: true };

/** See file head. */
export const identity: Endpoints = (routes, platform) => {
  users(routes, platform);
  members(routes, platform);
  groups(routes, platform);
  fixed(
    routes,
    { what: "Role", path: "/roles", parameter: "roleId" },
    ROLES.filter((role) => role !== "citizen"),
    (roleId) => ({
      roleId,
      name: roleId,
      description: null,
    }),
  );
  const tenants = { what: "Tenant", path: "/tenants", parameter: "tenantId" };
  fixed(routes, tenants, [TENANT], (tenantId) => ({
    tenantId,
    name: "Default",
    description: null,
  }));
};

const users: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/users/search",
    { config, schema: { tags, summary: "Accounts of staff", body: searchBody } },
    (request) => search(runtime.sql, userSource, everybody(request), request.body, STAFF),
  );
  routes.get(
    "/users/:username",
    {
      config,
      schema: { tags, summary: "An account", params: z.object({ username: z.string().max(255) }) },
    },
    async (request) => {
      const { username } = request.params;
      const { items } = await search(runtime.sql, userSource, everybody(request), undefined, {
        ...STAFF,
        username,
      });
      const [user] = items;
      if (user === undefined)
        throw new ApiProblem("NOT_FOUND", `User with username '${username}' not found`);
      return user;
    },
  );
};

/** A short list that never changes. */
function fixed(
  routes: Parameters<Endpoints>[0],
  { what, path, parameter }: Readonly<Record<"what" | "path" | "parameter", string>>,
  ids: readonly string[],
  item: (id: string) => object,
): void {
  routes.post(
    `${path}/search`,
    { config, schema: { tags, summary: "All there are", body: searchBody } },
    ({ body }) => {
      const all = ids.map((id) => ({ id, item: item(id) }));
      const { items, page } = listed(all, body, {
        [parameter]: ({ id }) => id,
        // Camunda counts them; ours have nothing but their names.
        key: ({ id }) => id,
        name: (one) => nameOf(one.item),
      });
      return { items: items.map((one) => one.item), page };
    },
  );
  routes.get(
    `${path}/:${parameter}`,
    {
      config,
      schema: {
        tags,
        summary: "One of them",
        params: z.object({ [parameter]: z.string().max(255) }),
      },
    },
    ({ params }) => {
      const id = params[parameter] ?? "";
      if (!ids.includes(id)) throw new ApiProblem("NOT_FOUND", `${what} with id '${id}' not found`);
      return item(id);
    },
  );
}

function nameOf(item: object): string {
  return "name" in item ? String(item.name) : "";
}

/** Who has a role, or is in a group: `reviewer@scjgj` is the role at an office, as models name it. */
const members: Endpoints = (routes, { runtime }) => {
  for (const [path, parameter, condition] of [
    ["/roles", "roleId", "g.role"],
    ["/groups", "groupId", "(g.role || '@' || g.office_key)"],
  ] as const) {
    routes.post(
      `${path}/:${parameter}/users/search`,
      {
        config,
        schema: {
          tags,
          summary: "Its accounts",
          params: z.object({ [parameter]: z.string().max(255) }),
          body: searchBody,
        },
      },
      (request) => {
        const holders = `account a JOIN (SELECT DISTINCT g.account_id, ${condition} AS held FROM account_grant g) h ON h.account_id = a.id`;
        const source: SearchSource<Account, object> = {
          ...userSource,
          from: holders,
          fields: { ...userSource.fields, held: { sql: "h.held", type: "text" } },
          item: ({ username }) => ({ username }),
        };
        const always = { ...STAFF, held: request.params[parameter] ?? "" };
        return search(runtime.sql, source, everybody(request), request.body, always);
      },
    );
  }
};

interface Group {
  readonly key: string;
  readonly groupId: string;
  readonly name: string;
}

const groupSource: SearchSource<Group, object> = {
  from: `(SELECT DISTINCT g.role || '@' || g.office_key AS id, o.name || ' ' || g.role AS name
            FROM account_grant g JOIN office o ON o.key = g.office_key) s`,
  columns: 's.id AS "groupId", s.name',
  key: "(hashtextextended(s.id, 0) & 9223372036854775807)",
  processId: "''",
  fields: {
    groupId: { sql: "s.id", type: "text" },
    name: { sql: "s.name", type: "text" },
  },
  item: ({ groupId, name }) => ({ groupId, name, description: null }),
};

const groups: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/groups/search",
    {
      config,
      schema: { tags, summary: "Roles at offices, as models name them", body: searchBody },
    },
    (request) => search(runtime.sql, groupSource, everybody(request), request.body),
  );
  routes.get(
    "/groups/:groupId",
    {
      config,
      schema: { tags, summary: "A group", params: z.object({ groupId: z.string().max(255) }) },
    },
    async (request) => {
      const { groupId } = request.params;
      const reader = everybody(request);
      const { items } = await search(runtime.sql, groupSource, reader, undefined, { groupId });
      const [group] = items;
      if (group === undefined)
        throw new ApiProblem("NOT_FOUND", `Group with id '${groupId}' not found`);
      return group;
    },
  );
};
