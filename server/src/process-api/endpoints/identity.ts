/** The platform's own accounts and roles, to read. Citizens are not among them. */
import { z } from "zod";
import { ROLES } from "../../authorisation/roles.ts";
import { type Endpoints, principalOf, TENANT } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { search, searchBody, type SearchAnswer, type SearchSource } from "../search/search.ts";

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
  listed(
    routes,
    "/roles",
    "roleId",
    ROLES.filter((role) => role !== "citizen"),
    (roleId) => ({
      roleId,
      name: roleId,
      description: null,
    }),
  );
  listed(routes, "/tenants", "tenantId", [TENANT], (tenantId) => ({
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
      if (user === undefined) throw new ApiProblem("NOT_FOUND", `User '${username}' not found`);
      return user;
    },
  );
};

// Accounts belong to no process.
function everybody(request: Parameters<typeof principalOf>[0]): { readonly processes: null } {
  const { name, processes } = principalOf(request);
  if (processes !== null)
    throw new ApiProblem("FORBIDDEN", `'${name}' is limited to some processes.`);
  return { processes: null };
}

/** A short list that never changes. */
function listed(
  routes: Parameters<Endpoints>[0],
  path: string,
  parameter: string,
  ids: readonly string[],
  item: (id: string) => object,
): void {
  routes.post(
    `${path}/search`,
    { config, schema: { tags, summary: "All there are", body: searchBody } },
    ({ body }): SearchAnswer<object> => {
      const wanted = body?.filter[parameter];
      const found = ids.filter((id) => wanted === undefined || id === wanted);
      return {
        items: found.map(item),
        page: {
          totalItems: found.length,
          hasMoreTotalItems: false,
          startCursor: null,
          endCursor: null,
        },
      };
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
      if (!ids.includes(id)) throw new ApiProblem("NOT_FOUND", `'${id}' not found`);
      return item(id);
    },
  );
}
