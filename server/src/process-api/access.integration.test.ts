/** Who may use the process API, what it refuses, and what it tells of the platform itself, with the official client. */
import { get } from "node:http";
import { describe, expect, it } from "vitest";
import { bpmnFile, flows, serviceTask } from "../runtime/testing/bpmn.ts";
import { releaseClock } from "../features/meta/demo-clock.ts";
import { exampleOf, examples, examplesWithKey, fileFields } from "./examples.ts";
import { clientTests } from "./testing/client-tests.ts";
import { first, now, SECRET } from "./testing/official-client.ts";
import { ORDER } from "./testing/running-cases.ts";

const api = clientTests({ city: true });

it("tells who asks, and what it is", async () => {
  expect(await api.client.getTopology()).toMatchObject({ clusterSize: 1 });
  expect(await api.client.getAuthentication()).toMatchObject({ username: "everything" });
  await api.client.getStatus();
  await api.client.getLicense();
  await api.client.getSystemConfiguration();
});

describe("who may", () => {
  const status = async (
    id: string,
    path: string,
    body: unknown = {},
    secret = SECRET,
  ): Promise<number> => {
    const answer = await api.server.app.inject({
      method: "POST",
      url: `/v2${path}`,
      headers: api.authorization(id, secret),
      payload: body as object,
    });
    return answer.statusCode;
  };
  it.each([
    ["nobody without a secret", "everything", "/process-instances/search", "wrong", 401],
    ["a client of everything", "everything", "/process-instances/search", SECRET, 200],
    ["a reader reads", "reader", "/process-instances/search", SECRET, 200],
    ["a reader sees no variables", "reader", "/variables/search", SECRET, 200],
    ["a reader starts nothing", "reader", "/process-instances", SECRET, 403],
    ["an analyst reads", "dengshu", "/process-instances/search", "Tongban-2026", 200],
    ["an analyst sees no variables", "dengshu", "/variables/search", "Tongban-2026", 200],
    ["a citizen starts nothing", "linxiaoyan", "/process-instances", "Tongban-2026", 403],
  ])("%s", async (_who, id, path, secret, expected) => {
    expect(await status(id, path, {}, secret)).toBe(expected);
  });

  it("a client of some processes sees and starts only those", async () => {
    await api.deploy("order.bpmn", ORDER);
    const shop = api.connect("shop");
    await api.deploy(
      "shop.bpmn",
      bpmnFile("shop-order", serviceTask("pack", "shop-pack") + flows("s", "pack", "e")),
      shop,
    );
    await expect(api.deploy("order.bpmn", `${ORDER}<!-- -->`, shop)).rejects.toThrow(
      /may not be deployed/,
    );
    const definitions = await shop.searchProcessDefinitions({}, now);
    expect(definitions.items.map(({ processDefinitionId }) => processDefinitionId)).toEqual([
      "shop-order",
    ]);
    expect(await status("shop", "/process-instances", { processDefinitionId: "order" })).toBe(404);
    await shop.createProcessInstance({ processDefinitionId: "shop-order" } as never);
    const packed = await shop.activateJobs({
      type: "shop-pack",
      timeout: 1000,
      maxJobsToActivate: 9,
      requestTimeout: -1,
    });
    expect(packed.jobs).toHaveLength(1);
    expect(await status("shop", "/messages/publication", { name: "paid" })).toBe(403);
  });

  it("anybody asks for the licence and the status, as with Camunda, and for nothing else", async () => {
    const statusOf = async (path: string): Promise<number> =>
      (await api.server.app.inject({ url: `/v2${path}` })).statusCode;
    expect(await statusOf("/license")).toBe(200);
    expect(await statusOf("/status")).toBe(204);
    expect(await statusOf("/topology")).toBe(401);
    expect(await statusOf("/authentication/me")).toBe(401);
  });

  it("a client with a bearer token", async () => {
    const bearer = api.connect("everything", {
      CAMUNDA_AUTH_STRATEGY: "OAUTH",
      CAMUNDA_OAUTH_URL: `${api.address}/oauth/token`,
      CAMUNDA_CLIENT_ID: "everything",
      CAMUNDA_CLIENT_SECRET: SECRET,
    });
    expect(await bearer.getAuthentication()).toMatchObject({ username: "everything" });
    const forged = await api.server.app.inject({
      url: "/v2/topology",
      headers: { authorization: "Bearer WyJldmVyeXRoaW5nIiw5OTk5OTk5OTk5OTk5XQ.c2lnbmVk" },
    });
    expect(forged.statusCode).toBe(401);
  });
});

describe("bad input", () => {
  type BadRequest = [string, "POST" | "GET" | "PATCH", string, unknown, number, RegExp];
  it.each<BadRequest>([
    ["no body", "POST", "/process-instances", undefined, 400, /./],
    [
      "a wrong type",
      "POST",
      "/process-instances",
      { processDefinitionId: 7 },
      400,
      /processDefinitionId/,
    ],
    [
      "an unknown field",
      "POST",
      "/process-instances",
      { processDefinitionId: "order", x: 1 },
      400,
      /x/,
    ],
    [
      "both ways to name a process",
      "POST",
      "/process-instances",
      { processDefinitionId: "order", processDefinitionKey: "1" },
      400,
      /^Only one of \[processDefinitionId, processDefinitionKey\] is allowed$/,
    ],
    [
      "an unknown process",
      "POST",
      "/process-instances",
      { processDefinitionId: "nowhere" },
      404,
      /nowhere/,
    ],
    [
      "another tenant",
      "POST",
      "/process-instances",
      { processDefinitionId: "order", tenantId: "t" },
      400,
      /multi-tenancy/,
    ],
    [
      "an unknown filter",
      "POST",
      "/process-instances/search",
      { filter: { colour: "red" } },
      400,
      /colour/,
    ],
    [
      "an unknown operator",
      "POST",
      "/process-instances/search",
      { filter: { businessId: { $near: "x" } } },
      400,
      /\$near/,
    ],
    [
      "an unknown state",
      "POST",
      "/process-instances/search",
      { filter: { state: "BORED" } },
      400,
      /ACTIVE/,
    ],
    [
      "a key that is none",
      "POST",
      "/process-instances/search",
      { filter: { processInstanceKey: "x" } },
      400,
      /key/,
    ],
    [
      "a field without order",
      "POST",
      "/process-instances/search",
      { sort: [{ field: "colour" }] },
      400,
      /colour/,
    ],
    [
      "a foreign cursor",
      "POST",
      "/process-instances/search",
      { page: { after: "AAAA" } },
      400,
      /cursor/,
    ],
    ["an unknown instance", "GET", "/process-instances/1", undefined, 404, /not found/],
    ["an address that is no key", "GET", "/process-instances/one", undefined, 400, /Key/],
    ["an unknown job", "POST", "/jobs/1/completion", {}, 404, /job/],
    [
      "no retries",
      "PATCH",
      "/jobs/1",
      { changeset: {} },
      400,
      /^At least one of \[retries, timeout\] is required\.$/,
    ],
    ["an unknown endpoint", "GET", "/nothing", undefined, 404, /no such endpoint/],
    ["another method", "PATCH", "/topology", undefined, 405, /^Method 'PATCH' is not supported.$/],
    ["an unknown endpoint, with more slashes", "GET", "//no//thing/", undefined, 404, /endpoint/],
    ["an escape that is none", "GET", "/%zz", undefined, 400, /cannot be read/],
    ["an escape that is none in a key", "GET", "/jobs/%zz", undefined, 400, /cannot be read/],
    ["a key that is much too long", "GET", `/roles/${"9".repeat(300)}`, undefined, 404, /./],
    [
      "no change of a task",
      "PATCH",
      "/user-tasks/1",
      {},
      400,
      /^No update data provided\. Provide at least/,
    ],
    [
      "a change of a task that says nothing",
      "PATCH",
      "/user-tasks/1",
      { changeset: { priority: null, candidateUsers: null }, action: null },
      400,
      /^No update data provided\. Provide at least/,
    ],
    [
      "the same, asked as of old",
      "PATCH",
      "/user-tasks/1/update",
      {},
      400,
      /^No update data provided\./,
    ],
    [
      "an action alone, of an unknown task",
      "PATCH",
      "/user-tasks/1",
      { action: "seen" },
      404,
      /update user task with key '1', but no such user task was found/,
    ],
    ...["9999-12-31T23:59:59-10:00", "10000-01-01T00:00:00Z", "0000-05-01T00:00:00Z", "soon"].map(
      (dueDate): BadRequest => [
        `a task that is due ${dueDate}`,
        "PATCH",
        "/user-tasks/1",
        { changeset: { dueDate } },
        400,
        /due date .* cannot be parsed as a date according to RFC 3339/,
      ],
    ),
    [
      "a correction of a date that no year has",
      "POST",
      "/jobs/1/completion",
      { result: { type: "userTask", corrections: { followUpDate: "9999-12-31T23:59:59-01:00" } } },
      400,
      /followUpDate .* cannot be parsed as a date according to RFC 3339/,
    ],
    ["an operation that is not there", "POST", "/users", undefined, 501, /createUser/],
    [
      "a job of the platform itself",
      "POST",
      "/jobs/activation",
      { type: "device.ticket.issue", timeout: 1, maxJobsToActivate: 1 },
      403,
      /platform/,
    ],
  ])("%s", async (_what, method, path, body, expected, detail) => {
    const answer = await api.server.app.inject({
      method,
      url: `/v2${path}`,
      headers: api.authorization(),
      ...(body === undefined ? {} : { payload: body as object }),
    });
    expect(answer.json()).toMatchObject({
      status: expected,
      detail: expect.stringMatching(detail) as string,
    });
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
  });
});

it("knows its own addresses, however they are written, by what it answers", async () => {
  const { port } = new URL(api.address);
  const ask = (path: string): Promise<{ status: number | undefined; type: string | undefined }> =>
    new Promise((resolve, reject) => {
      const asked = get(
        { host: "127.0.0.1", port, path, headers: api.authorization() },
        (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode, type: answer.headers["content-type"] });
        },
      );
      asked.on("error", reject);
    });
  const problem = expect.stringContaining("application/problem+json") as string;
  expect(await ask("//v2//x")).toEqual({ status: 404, type: problem });
  expect(await ask("//v2/%zz")).toEqual({ status: 400, type: problem });
  expect(await ask("/v2//topology")).toMatchObject({ status: 200 });
});

it("reads the platform's accounts of staff, its roles and its tenant", async () => {
  const users = await api.client.searchUsers({ filter: { username: { $like: "deng*" } } }, now);
  expect(users.items).toMatchObject([{ username: "dengshu", name: "邓舒" }]);
  await api.client.getUser({ username: "dengshu" as never }, now);
  await expect(api.client.getUser({ username: "linxiaoyan" as never }, now)).rejects.toThrow(
    /NOT_FOUND/,
  );
  await api.client.searchRoles({}, now);
  await api.client.getRole({ roleId: "analyst" }, now);
  await api.client.searchTenants({}, now);
  await api.client.getTenant({ tenantId: "<default>" as never }, now);
});

it("reads who may do what, and who is in which group", async () => {
  const found = await api.client.searchAuthorizations({ filter: { ownerId: "reader" } }, now);
  expect(found.items).toMatchObject([
    { ownerType: "CLIENT", resourceType: "PROCESS_DEFINITION", resourceId: "*" },
    { resourceType: "DECISION_DEFINITION" },
  ]);
  const { authorizationKey } = first(found.items);
  await api.client.getAuthorization({ authorizationKey }, now);
  const analysts = await api.client.searchUsersForRole({ roleId: "analyst" }, now);
  expect(analysts.items).toContainEqual({ username: "dengshu" });
  const groups = await api.client.searchGroups({}, now);
  const { groupId } = first(groups.items);
  expect(await api.client.getGroup({ groupId }, now)).toMatchObject({ groupId });
  expect((await api.client.searchUsersForGroup({ groupId }, now)).items.length).toBeGreaterThan(0);
});

it.each(Object.entries(examples))(
  "the example of %s can be sent as it is",
  async (route, payload) => {
    const [method, url] = route.split(" ") as ["POST", string];
    const { body } = await api.server.anyone.get("/api/openapi.json");
    expect(body).toContain(JSON.stringify(payload));
    const analyst = await api.server.logIn("dengshu");
    const answer = url.startsWith("/api/")
      ? await analyst.send(method, url, payload)
      : await api.server.app.inject({
          method,
          url,
          payload,
          headers: api.authorization(),
        });
    expect(answer.statusCode).toBe(200);
  },
);

it.each(Object.entries(examplesWithKey))(
  "the example of %s is understood",
  async (route, payload) => {
    const [method, path] = route.split(" ") as ["POST", string];
    const answer = await api.server.app.inject({
      method,
      url: path.replace("{name}", "nothing").replaceAll(/\{\w+\}/g, "1"),
      payload,
      headers: api.authorization(),
    });
    expect([200, 204, 404]).toContain(answer.statusCode);
    await releaseClock(api.server.platform);
  },
);

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Bodies that the process API describes, by route. */
async function describedBodies(): Promise<[route: string, method: string, path: string, Schema][]> {
  const { body } = await api.server.anyone.get("/api/openapi.json");
  const { paths } = JSON.parse(body) as {
    paths: Record<
      string,
      Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>
    >;
  };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/v2/"))
    .flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody }]) =>
        Object.values(requestBody?.content ?? {}).map(
          ({ schema }): [string, string, string, Schema] => [
            `${method.toUpperCase()} ${path}`,
            method,
            path,
            schema,
          ],
        ),
      ),
    );
}

it("shows an example of each body of the process API, or which file is sent", async () => {
  const bodies = await describedBodies();
  expect(bodies.length).toBeGreaterThan(70);
  const without = bodies.filter(
    ([route, method, path]) =>
      exampleOf(method, path) === undefined && fileFields[route] === undefined,
  );
  expect(without.map(([route]) => route)).toEqual([]);
});

it("takes null for whatever a body may leave out, as Camunda's servers do", async () => {
  const isNullable = ({ type, anyOf, oneOf, ...more }: Schema): boolean =>
    type === "null" ||
    (Array.isArray(type) && type.includes("null")) ||
    [...(anyOf ?? []), ...(oneOf ?? [])].some(isNullable) ||
    // Anything, null among it.
    (type === undefined && anyOf === undefined && oneOf === undefined && !("enum" in more));
  const refusing = (at: string, schema: Schema): string[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => [
      ...(schema.required?.includes(name) === true || isNullable(member) ? [] : [`${at}.${name}`]),
      ...refusing(`${at}.${name}`, member),
    ]),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => refusing(at, one)),
    ...(schema.items === undefined ? [] : refusing(`${at}[]`, schema.items)),
  ];
  const found = (await describedBodies())
    .filter(([route]) => fileFields[route] === undefined)
    .flatMap(([route, _method, _path, schema]) => refusing(route, schema));
  expect(found).toEqual([]);
});

it("carries out what the page of operations says of it", () => api.expectRecord("access"));
