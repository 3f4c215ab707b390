/** Multipart bodies that no client of ours sends: each is refused in words, and what is kept can be read again. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";

const SECRET = "a secret of the tests";
const authorization = `Basic ${Buffer.from(`archive:${SECRET}`).toString("base64")}`;
const MULTIPART = "multipart/form-data; boundary=xx";

let server: TestServer;
beforeAll(async () => {
  const clients = [{ id: "archive", secret: SECRET }];
  server = await createTestServer({ settings: { PROCESS_API_CLIENTS: JSON.stringify(clients) } });
});
afterAll(() => server.close());

interface Sent {
  readonly url?: string;
  readonly payload: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send({ url = "/v2/documents", payload, headers }: Sent): Promise<{
  readonly statusCode: number;
  readonly body: { readonly title: string; readonly detail: string; readonly documentId: string };
}> {
  const answer = await server.app.inject({
    method: "POST",
    url,
    headers: { authorization, "content-type": MULTIPART, ...headers },
    payload,
  });
  return { statusCode: answer.statusCode, body: answer.json() };
}

function part(disposition: string, content: string, type = "text/plain"): string {
  return `--xx\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
}

const FILE = part('name="file"; filename="a.txt"', "hello");

function withMetadata(metadata: object): string {
  return `${FILE}${part('name="metadata"', JSON.stringify(metadata), "application/json")}--xx--\r\n`;
}

let deep: unknown = 1;
for (let level = 0; level < 40; level += 1) deep = [deep];

it.each<[string, object, RegExp]>([
  ["a NUL in its name", { fileName: "a\0b" }, /fileName/],
  ["half a character in its name", { fileName: "a\uD800" }, /fileName/],
  ["a NUL in a property", { customProperties: { a: "\0" } }, /customProperties/],
  ["properties nested without end", { customProperties: { deep } }, /nested/],
  ["a type that no header can have", { contentType: "text/plain; x=中" }, /media type/],
  ["a type with a control character", { contentType: "text/plain;\u0001" }, /media type/],
])("%s is refused of a document", async (_what, metadata, detail) => {
  expect(await send({ payload: withMetadata(metadata) })).toMatchObject({
    statusCode: 400,
    body: { title: "INVALID_ARGUMENT", detail: expect.stringMatching(detail) as string },
  });
});

it.each<[string, string]>([
  ["whose part has a type that no header can have", FILE.replace("text/plain", "te\u0001xt/plain")],
  ["that has no name", part('name="file"', "hello", "application/octet-stream")],
])("a document %s is kept and can be read", async (_what, payload) => {
  const { body } = await send({ payload: `${payload}--xx--\r\n` });
  const url = `/v2/documents/${body.documentId}`;
  const answer = await server.app.inject({ method: "GET", url, headers: { authorization } });
  expect([answer.statusCode, answer.body]).toEqual([200, "hello"]);
  expect(answer.headers["content-type"]).toBe("application/octet-stream");
});

it.each(["/v2/documents", "/v2/documents/batch", "/v2/deployments"])(
  "a body to %s that breaks off, is compressed or has no boundary is refused",
  async (url) => {
    const answers = [
      await send({ url, payload: FILE.slice(0, -2) }),
      await send({ url, payload: FILE, headers: { "content-encoding": "gzip" } }),
      await send({ url, payload: FILE, headers: { "content-type": "multipart/form-data" } }),
    ];
    expect(answers.map(({ statusCode, body }) => [statusCode, body.title])).toEqual([
      [400, "Bad Request"],
      [415, "Unsupported Media Type"],
      [400, "INVALID_ARGUMENT"],
    ]);
  },
);

it("a file to deploy that has no name is refused with what is wrong about it", async () => {
  const payload = `${part('name="resources"', "hello", "application/octet-stream")}--xx--\r\n`;
  expect(await send({ url: "/v2/deployments", payload })).toMatchObject({
    statusCode: 400,
    body: { title: "INVALID_ARGUMENT" },
  });
});

it.each<[string, string, RegExp]>([
  ["nul.bpmn", "<definitions>\0</definitions>", /XML_CHARACTER/],
  ["nul.dmn", '<definitions name="&#0;"/>', /XML_CHARACTER/],
  [
    "nul.form",
    String.raw`{"id":"f","type":"default","schemaVersion":16,"components":[{"type":"textfield","key":"a","label":"\u0000"}]}`,
    /FORM_INVALID/,
  ],
])("a NUL in %s is refused", async (name, content, detail) => {
  const payload = `${part(`name="resources"; filename="${name}"`, content)}--xx--\r\n`;
  expect(await send({ url: "/v2/deployments", payload })).toMatchObject({
    statusCode: 400,
    body: { title: "INVALID_ARGUMENT", detail: expect.stringMatching(detail) as string },
  });
});
