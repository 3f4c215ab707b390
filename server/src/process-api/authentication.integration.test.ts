/** Who has no right to be let in, and how often they may try. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { hashPassword } from "../features/auth/password.ts";
import { GUESSABLE } from "../plugins/rate-limits.ts";

const SECRET = "a secret of the tests";
const PASSWORD = "correct horse battery";
let server: TestServer;
beforeAll(async () => {
  const clients = [{ id: "worker", secret: SECRET }];
  server = await createTestServer({ settings: { PROCESS_API_CLIENTS: JSON.stringify(clients) } });
  await server.platform.database.account.create({
    data: {
      username: "zhang",
      name: "张",
      kind: "staff",
      passwordHash: await hashPassword(PASSWORD),
    },
  });
});
afterAll(() => server.close());

async function statusOf(authorization: string, remoteAddress = "192.0.2.1"): Promise<number> {
  const url = "/v2/topology";
  return (await server.app.inject({ url, remoteAddress, headers: { authorization } })).statusCode;
}

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

it.each(["a\0b", "", "__proto__"])("the name %j is nobody's", async (name) => {
  expect(await statusOf(basic(name, "x"))).toBe(401);
});

it("a token is exactly what was given", async () => {
  const answer = await server.app.inject({
    method: "POST",
    url: "/oauth/token",
    payload: { grant_type: "client_credentials", client_id: "worker", client_secret: SECRET },
  });
  const { access_token: token } = answer.json<{ access_token: string }>();
  const [header = "", claims = "", signed = ""] = token.split(".");
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  expect(await statusOf(`Bearer ${token}`)).toBe(200);
  for (const forged of [`${token}.x`, `${none}.${claims}.`, `${none}.${claims}.${signed}`, header])
    expect(await statusOf(`Bearer ${forged}`)).toBe(401);
});

it("guesses of one name that come together are counted one after the other", async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, guess) => statusOf(basic("zhang", String(guess)), "192.0.2.2")),
  );
  expect(all.filter((status) => status === 401)).toHaveLength(8);
  expect(await statusOf(basic("zhang", PASSWORD), "192.0.2.3")).toBe(503);
});

it("one address may try a password with so many names, and a client is not held up by it", async () => {
  const from = "192.0.2.4";
  const names = Array.from({ length: GUESSABLE.max }, (_, index) => `nobody${String(index)}`);
  const all = await Promise.all(names.map((name) => statusOf(basic(name, "x"), from)));
  expect(new Set(all)).toEqual(new Set([401]));
  expect(await statusOf(basic("somebody", "x"), from)).toBe(503);
  expect(await statusOf(basic("worker", SECRET), from)).toBe(200);
  expect(await statusOf(basic("somebody", "x"), "192.0.2.5")).toBe(401);
});

it.each([
  [{ grant_type: "password" }, 400, "unsupported_grant_type"],
  [{ grant_type: "client_credentials" }, 400, "invalid_request"],
  [{}, 400, "invalid_request"],
  [
    { grant_type: "client_credentials", client_id: "worker", client_secret: "x" },
    401,
    "invalid_client",
  ],
])(
  "a request for a token that says %j is refused as RFC 6749 has it",
  async (payload, status, error) => {
    const answer = await server.app.inject({ method: "POST", url: "/oauth/token", payload });
    expect(answer.statusCode).toBe(status);
    const refusal = answer.json<{ error: string; error_description: string }>();
    expect(refusal.error).toBe(error);
    expect(refusal.error_description).not.toBe("");
  },
);

it("a client may say who it is in the header when it asks for a token", async () => {
  const answer = await server.app.inject({
    method: "POST",
    url: "/oauth/token",
    headers: {
      authorization: basic("worker", encodeURIComponent(SECRET)),
      "content-type": "application/x-www-form-urlencoded",
    },
    payload: "grant_type=client_credentials",
  });
  const { access_token: token } = answer.json<{ access_token: string }>();
  expect(await statusOf(`Bearer ${token}`)).toBe(200);
});
