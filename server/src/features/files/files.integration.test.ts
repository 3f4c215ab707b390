import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { deflateSync } from "node:zlib";
import fastify from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refuse, startS3Storage } from "../../../testing/s3-storage.ts";
import { type TestServer, createTestServer } from "../../../testing/test-server.ts";
import type { Routes } from "../../http.ts";
import { registerBodies } from "../../plugins/bodies.ts";
import { registerProblems } from "../../plugins/problems.ts";
import { safeName } from "./accept-upload.ts";
import { diskStore } from "./disk-store.ts";
import type { FileStore } from "./file-store.ts";
import { receiveUpload } from "./receive-upload.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { s3Store } from "./s3-store.ts";
import { contentDisposition, sendFile } from "./send-file.ts";
import { sweepFiles } from "./sweep-files.ts";

let server: TestServer;
let directory: string;
let files: FileStore;
let app: Routes;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tongban-files-"));
  files = diskStore(directory);
  app = fastify().withTypeProvider<ZodTypeProvider>();
  registerProblems(app);
  await registerBodies(app, 10_000);
  app.post("/", (request) =>
    receiveUpload(
      request,
      { ...server.platform, files },
      { accept: ["image/png", "application/pdf"], maxBytes: 5000 },
    ),
  );
  app.get("/:sha256", (request, reply) =>
    sendFile(reply, files, {
      sha256: (request.params as { sha256: string }).sha256,
      name: "布局图.png",
      mimeType: "image/png",
      size: png(64, 64).length,
      as: "inline",
    }),
  );
});
afterEach(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * Math.min(height, 100)));
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
const pdf = Buffer.from("%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n");

async function upload(name: string, content: Buffer): Promise<{ status: number; body: unknown }> {
  const form = new FormData();
  form.set("capturedBy", "camera");
  form.set("file", new Blob([new Uint8Array(content)]), name);
  const { headers, body } = await encoded(form);
  const answer = await app.inject({ method: "POST", url: "/", headers, payload: body });
  return { status: answer.statusCode, body: answer.json<unknown>() };
}

/** A form as a browser sends it. */
async function encoded(form: FormData): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const whole = new Request("http://localhost/", { method: "POST", body: form });
  return {
    headers: { "content-type": whole.headers.get("content-type") ?? "" },
    body: Buffer.from(await whole.arrayBuffer()),
  };
}

function leftovers(): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (name) => name !== "incoming",
  );
}

describe("a good file", () => {
  it.each([
    ["布局图.PNG", png(64, 64), "image/png"],
    ["清单.pdf", pdf, "application/pdf"],
  ])("%s is kept by its hash", async (name, content, mimeType) => {
    const { status, body } = await upload(name, content);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      upload: { name, mimeType, size: content.length },
      fields: { capturedBy: "camera" },
    });
    expect(leftovers()).toHaveLength(2);
  });

  it("is kept once, and comes back as it was, without running anything", async () => {
    const first = await upload("a.png", png(64, 64));
    expect((await upload("b.png", png(64, 64))).status).toBe(200);
    expect(leftovers()).toHaveLength(2);
    const { sha256 } = (first.body as { upload: { sha256: string } }).upload;
    const answer = await app.inject({ method: "GET", url: `/${sha256}` });
    expect(answer.rawPayload.equals(png(64, 64))).toBe(true);
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-disposition":
        "inline; filename=\"___.png\"; filename*=UTF-8''%E5%B8%83%E5%B1%80%E5%9B%BE.png",
    });
  });
});

describe("a bad file is refused with a reason, and nothing of it stays", () => {
  it.each([
    ["a.exe", pdf, 415, "FILE_TYPE_NOT_ALLOWED"],
    ["a.jpg", png(64, 64), 415, "FILE_TYPE_NOT_ALLOWED"],
    ["a.png.html", png(64, 64), 415, "FILE_TYPE_NOT_ALLOWED"],
    ["a.pdf", png(64, 64), 422, "FILE_CONTENT_MISMATCH"],
    ["a.png", Buffer.from("<script>alert(1)</script>"), 422, "FILE_CONTENT_MISMATCH"],
    ["a.pdf", pdf.subarray(0, 20), 422, "FILE_CONTENT_MISMATCH"],
    ["a.png", Buffer.alloc(0), 422, "FILE_EMPTY"],
    ["a.png", png(8, 8), 422, "FILE_IMAGE_UNUSABLE"],
    ["a.png", png(21_000, 40), 413, "FILE_TOO_LARGE"],
    ["a.pdf", Buffer.alloc(5001), 413, "FILE_TOO_LARGE"],
    ["a.pdf", Buffer.alloc(200_000), 413, "FILE_TOO_LARGE"],
  ])("%s: %#", async (name, content, status, code) => {
    const size = code === "FILE_TOO_LARGE" ? Buffer.concat([content, Buffer.alloc(5001)]) : content;
    expect(await upload(name, size)).toMatchObject({ status, body: { code } });
    expect(leftovers()).toEqual([]);
  });

  it("nothing at all", async () => {
    const form = new Request("http://localhost/", { method: "POST", body: new FormData() });
    const answer = await app.inject({
      method: "POST",
      url: "/",
      headers: { "content-type": form.headers.get("content-type") ?? "" },
      payload: Buffer.from(await form.arrayBuffer()),
    });
    expect(answer.json()).toMatchObject({ code: "FILE_MISSING" });
  });

  it("a request that breaks off", async () => {
    const broken = new Readable({
      read() {
        this.push("half");
        this.destroy(new Error("gone"));
      },
    });
    await expect(files.receive(broken, 1000)).rejects.toThrow("gone");
    expect(leftovers()).toEqual([]);
  });

  it("too large a file, and the connection takes the next one", async () => {
    const address = await app.listen({ port: 0, host: "127.0.0.1" });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = async (content: Buffer): Promise<number | undefined> => {
      const form = new FormData();
      form.set("file", new Blob([new Uint8Array(content)]), "a.pdf");
      const { headers, body } = await encoded(form);
      return new Promise((resolve, reject) => {
        const sent = httpRequest(address, { method: "POST", agent, headers }, (answer) => {
          answer.resume().on("end", () => resolve(answer.statusCode));
        });
        sent.on("error", reject).end(body);
      });
    };
    expect(await send(Buffer.alloc(2_000_000))).toBe(413);
    expect(await send(pdf)).toBe(200);
    agent.destroy();
  });

  it("content that is gone from the disk", async () => {
    const answer = await app.inject({ method: "GET", url: `/${"0".repeat(64)}` });
    expect(answer.json()).toMatchObject({ code: "NOT_FOUND" });
  });
});

it("sweeps what nothing refers to, after a day", async () => {
  await upload("a.png", png(64, 64));
  const platform = { ...server.platform, files };
  expect(await sweepFiles(platform)).toBe(0);
  await server.platform.database.storedFile.updateMany({ data: { createdAt: new Date(0) } });
  const stray = await files.receive(Readable.from([Buffer.from("stray")]), 10);
  utimesSync(stray.path, 0, 0);
  expect(await sweepFiles(platform)).toBeGreaterThanOrEqual(1);
  expect(leftovers().filter((name) => name.includes("/"))).toEqual([]);
});

describe("in a bucket", () => {
  it("a good file is kept and comes back, a bad one never gets there", async () => {
    const storage = await startS3Storage();
    files = s3Store(directory, s3Bucket(storage.settings));
    const { body } = await upload("a.png", png(64, 64));
    const { sha256 } = (body as { upload: { sha256: string } }).upload;
    expect((await upload("a.pdf", png(64, 64))).status).toBe(422);
    expect(storage.keys()).toEqual([`files/${sha256.slice(0, 2)}/${sha256}`]);
    const answer = await app.inject({ method: "GET", url: `/${sha256}` });
    expect(answer.rawPayload.equals(png(64, 64))).toBe(true);
    expect(answer.headers["content-length"]).toBe(String(png(64, 64).length));
    expect(leftovers()).toEqual([]);
    await storage.close();
  });

  it("an outage is 503 with a code and says when to try again, and nothing waits on the disk", async () => {
    const storage = await startS3Storage();
    files = s3Store(directory, s3Bucket(storage.settings));
    storage.fault = (_request, response) => refuse(response, 503, "ServiceUnavailable");
    const away = { status: 503, body: { code: "STORAGE_UNAVAILABLE" } };
    expect(await upload("a.png", png(64, 64))).toMatchObject(away);
    expect(leftovers()).toEqual([]);
    const answer = await app.inject({ method: "GET", url: `/${"0".repeat(64)}` });
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "5"]);
    await storage.close();
  });

  it("content without a row is swept a day later, other content and other keys are not", async () => {
    const storage = await startS3Storage(() => 0);
    files = s3Store(directory, s3Bucket(storage.settings));
    const { body } = await upload("a.png", png(64, 64));
    const { sha256 } = (body as { upload: { sha256: string } }).upload;
    await files.keep(await files.receive(Readable.from([Buffer.from("stray")]), 10));
    await files.keep(await files.receive(Readable.from([Buffer.from("another")]), 10));
    expect(storage.keys()).toHaveLength(3);
    expect(await sweepFiles({ ...server.platform, files })).toBeGreaterThanOrEqual(2);
    expect(storage.keys()).toEqual([`files/${sha256.slice(0, 2)}/${sha256}`]);
    await storage.close();
  });
});

it.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\fakepath\\图.png", "图.png"],
  ["a\u0000\u202Egnp.exe", "agnp.exe"],
  ["..", "file"],
])("names %j as %s", (given, name) => {
  expect(safeName(given)).toBe(name);
});

it("quotes nothing out of a header", () => {
  expect(contentDisposition("attachment", 'a"\r\nb.pdf')).toBe(
    "attachment; filename=\"a___b.pdf\"; filename*=UTF-8''a%22%0D%0Ab.pdf",
  );
});
