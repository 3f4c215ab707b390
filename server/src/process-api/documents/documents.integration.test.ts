/** Documents whose content is in a bucket. On disk, and with the official client: installation.integration.test.ts. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { refuse, type S3Storage, startS3Storage } from "../../../testing/s3-storage.ts";
import { createTestServer, type TestServer } from "../../../testing/test-server.ts";

const SECRET = "a secret of the tests";
const authorization = `Basic ${Buffer.from(`archive:${SECRET}`).toString("base64")}`;

let storage: S3Storage;
let server: TestServer;
let address: string;
beforeAll(async () => {
  storage = await startS3Storage();
  const { endpoint = "", bucket, region, prefix, accessKeyId, secretAccessKey } = storage.settings;
  server = await createTestServer({
    logger: false,
    settings: {
      PROCESS_API_CLIENTS: JSON.stringify([{ id: "archive", secret: SECRET }]),
      UPLOAD_MAX_MB: "1",
      FILES_S3_ENDPOINT: endpoint,
      FILES_S3_BUCKET: bucket,
      FILES_S3_REGION: region,
      FILES_S3_PREFIX: prefix,
      FILES_S3_ACCESS_KEY_ID: accessKeyId,
      FILES_S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
  address = await server.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await server.close();
  await storage.close();
});
beforeEach(() => {
  storage.fault = undefined;
});

const call = (method: string, path: string, body?: FormData): Promise<Response> =>
  fetch(`${address}${path}`, {
    method,
    headers: { authorization, "accept-encoding": "identity" },
    ...(body && { body }),
  });

function form(...contents: readonly string[]): FormData {
  const sent = new FormData();
  const field = contents.length === 1 ? "file" : "files";
  for (const content of contents) sent.append(field, new File([content], "notice.txt"));
  return sent;
}

interface Kept {
  readonly documentId: string;
  readonly contentHash: string;
}

it("keeps a document, gives it and a link of our own to it, and takes it away", async () => {
  const content = "为人民服务".repeat(50_000);
  const created = await call("POST", "/v2/documents", form(content));
  expect(created.status).toBe(201);
  const { documentId, contentHash } = (await created.json()) as Kept;
  expect(storage.keys()).toEqual([`files/${contentHash.slice(0, 2)}/${contentHash}`]);
  const read = await call("GET", `/v2/documents/${documentId}`);
  expect(read.headers.get("content-length")).toBe(String(Buffer.byteLength(content)));
  expect(read.headers.get("etag")).toBe(`"${contentHash}"`);
  expect(await read.text()).toBe(content);
  const linked = await call("POST", `/v2/documents/${documentId}/links`);
  const { url } = (await linked.json()) as { url: string };
  expect(url).toContain(server.platform.config.publicUrl);
  const opened = await fetch(`${address}${new URL(url).pathname}`, { redirect: "error" });
  expect(await opened.text()).toBe(content);
  expect((await call("DELETE", `/v2/documents/${documentId}`)).status).toBe(204);
  expect((await call("GET", `/v2/documents/${documentId}`)).status).toBe(404);
});

it("refuses what is too large before the bucket hears of it", async () => {
  const before = storage.requests.length;
  const answer = await call("POST", "/v2/documents", form("x".repeat(1024 * 1024 + 1)));
  expect(answer.status).toBe(413);
  expect(storage.requests).toHaveLength(before);
});

it("says 503 while the storage is away, in the words that clients try again on", async () => {
  const created = await call("POST", "/v2/documents", form("before"));
  const { documentId } = (await created.json()) as Kept;
  storage.fault = (_request, response) => refuse(response, 503, "ServiceUnavailable");
  const answers = [
    await call("POST", "/v2/documents", form("during")),
    await call("GET", `/v2/documents/${documentId}`),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).not.toBeNull();
    expect(await answer.json()).toMatchObject({ title: "RESOURCE_EXHAUSTED" });
  }
  storage.fault = undefined;
  expect(await (await call("GET", `/v2/documents/${documentId}`)).text()).toBe("before");
});

it("tells for each of several documents whether it was kept", async () => {
  let puts = 0;
  storage.fault = (request, response) => {
    if (request.method === "PUT") puts += 1;
    return puts > 1 && refuse(response, 403, "AccessDenied");
  };
  const answer = await call("POST", "/v2/documents/batch", form("first", "second"));
  expect(answer.status).toBe(207);
  expect(await answer.json()).toMatchObject({
    createdDocuments: [{ metadata: { size: 5 } }],
    failedDocuments: [{ fileName: "notice.txt", status: 503, title: "RESOURCE_EXHAUSTED" }],
  });
});
