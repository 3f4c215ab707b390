/** Who may do what, to read: what the operator gave to clients (PROCESS_API_CLIENTS), and what people may by their roles. */
import { z } from "zod";
import { ROLES } from "../../authorisation/roles.ts";
import type { Platform } from "../../platform.ts";
import { type Endpoints, everybody, key } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { type Right, rightsOf } from "../principal.ts";
import { listed, type ListedFields } from "../search/listed.ts";
import { searchBody } from "../search/search.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;

interface Authorization {
  readonly authorizationKey: string;
  readonly ownerId: string;
  readonly ownerType: "CLIENT" | "ROLE";
  readonly resourceType: string;
  /** A pattern of process ids where the right is limited to some. */
  readonly resourceId: string;
  readonly resourcePropertyName: null;
  readonly permissionTypes: readonly string[];
}

/** What our rights allow, in Camunda's words. */
const PERMISSIONS: Readonly<
  Record<Right, readonly { resourceType: string; permissionTypes: readonly string[] }[]>
> = {
  read: [
    {
      resourceType: "PROCESS_DEFINITION",
      permissionTypes: ["READ_PROCESS_DEFINITION", "READ_PROCESS_INSTANCE", "READ_USER_TASK"],
    },
    { resourceType: "DECISION_DEFINITION", permissionTypes: ["READ_DECISION_DEFINITION"] },
  ],
  data: [
    { resourceType: "DECISION_DEFINITION", permissionTypes: ["READ_DECISION_INSTANCE"] },
    { resourceType: "DOCUMENT", permissionTypes: ["CREATE", "READ", "DELETE"] },
  ],
  deploy: [
    {
      resourceType: "RESOURCE",
      permissionTypes: ["CREATE", "DELETE_PROCESS", "DELETE_DRD", "DELETE_FORM"],
    },
  ],
  operate: [
    {
      resourceType: "PROCESS_DEFINITION",
      permissionTypes: [
        "CREATE_PROCESS_INSTANCE",
        "UPDATE_PROCESS_INSTANCE",
        "MODIFY_PROCESS_INSTANCE",
        "CANCEL_PROCESS_INSTANCE",
        "DELETE_PROCESS_INSTANCE",
      ],
    },
    { resourceType: "MESSAGE", permissionTypes: ["CREATE"] },
    { resourceType: "BATCH", permissionTypes: ["CREATE", "UPDATE"] },
  ],
  tasks: [{ resourceType: "PROCESS_DEFINITION", permissionTypes: ["UPDATE_USER_TASK"] }],
  work: [{ resourceType: "PROCESS_DEFINITION", permissionTypes: ["UPDATE_PROCESS_INSTANCE"] }],
};

function all({ config: { processApiClients } }: Platform): readonly Authorization[] {
  const clients = processApiClients.flatMap(({ id, rights, processes }) =>
    (processes ?? ["%"]).flatMap((pattern) =>
      granted("CLIENT", id, rights, pattern.replaceAll("%", "*")),
    ),
  );
  const roles = ROLES.flatMap((role) => granted("ROLE", role, [...rightsOf([role])], "*"));
  return [...clients, ...roles].map((one, index) => ({
    ...one,
    authorizationKey: String(index + 1),
  }));
}

function granted(
  ownerType: Authorization["ownerType"],
  ownerId: string,
  rights: readonly Right[],
  resourceId: string,
): Omit<Authorization, "authorizationKey">[] {
  const resourcePropertyName = null;
  return rights.flatMap((right) =>
    PERMISSIONS[right].map((permission) => ({
      ...permission,
      ownerType,
      ownerId,
      resourceId,
      resourcePropertyName,
    })),
  );
}

const fields: ListedFields<Authorization> = {
  ownerId: ({ ownerId }) => ownerId,
  ownerType: ({ ownerType }) => ownerType,
  resourceType: ({ resourceType }) => resourceType,
  resourceId: ({ resourceId }) => resourceId,
  resourceIds: ({ resourceId }) => resourceId,
  resourcePropertyName: ({ resourcePropertyName }) => resourcePropertyName,
  resourcePropertyNames: ({ resourcePropertyName }) => resourcePropertyName,
};

/** See file head. */
export const authorizations: Endpoints = (routes, platform) => {
  routes.post(
    "/authorizations/search",
    { config, schema: { tags, summary: "Who may do what", body: searchBody } },
    (request) => {
      everybody(request);
      return listed(all(platform), request.body, fields);
    },
  );
  routes.get(
    "/authorizations/:authorizationKey",
    {
      config,
      schema: { tags, summary: "One of them", params: z.object({ authorizationKey: key }) },
    },
    (request) => {
      everybody(request);
      const { authorizationKey: wanted } = request.params;
      const found = all(platform).find(({ authorizationKey }) => authorizationKey === wanted);
      if (found === undefined)
        throw new ApiProblem("NOT_FOUND", `Authorization with key '${wanted}' not found`);
      return found;
    },
  );
};
