/** What may go wrong between us and the bucket, and that nothing half is ever seen. What both stores promise: file-store.test.ts. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuse, type S3Storage, startS3Storage } from "../../../testing/s3-storage.ts";
import type { FileStore, ReceivedFile } from "./file-store.ts";
import { s3Bucket, type S3Settings } from "./s3-bucket.ts";
import { s3Store } from "./s3-store.ts";

const PATIENT = { connectMs: 5000, answerMs: 10_000, silenceMs: 10_000, pauseMs: 1 };
/** Where it is to be seen that there is an end to waiting. */
const HASTY = { ...PATIENT, silenceMs: 300 };
const AWAY = { code: "STORAGE_UNAVAILABLE", status: 503 };

let s3: S3Storage;
let directory: string;
let files: FileStore;
beforeEach(async () => {
  s3 = await startS3Storage();
  directory = mkdtempSync(join(tmpdir(), "tongban-s3-store-"));
  files = storeOf({});
});
afterEach(async () => {
  await s3.close();
  rmSync(directory, { recursive: true });
});

const storeOf = (other: Partial<S3Settings>, patience = PATIENT): FileStore =>
  s3Store(directory, s3Bucket({ ...s3.settings, ...other }, patience));
const received = (content = Buffer.alloc(500_000, "content")): Promise<ReceivedFile> =>
  files.receive(Readable.from([content]), content.length);

const refused =
  (status: number, code: string) =>
  (_request: IncomingMessage, response: ServerResponse): boolean =>
    refuse(response, status, code);

/** Lets the connection go when some of the request's body has come. */
async function cutOff(request: IncomingMessage): Promise<true> {
  await new Promise((resolve) => {
    request.once("data", resolve);
  });
  request.destroy();
  return true;
}

/** Goes wrong so many times, then no more. */
function times(count: number, fault: NonNullable<S3Storage["fault"]>): void {
  let left = count;
  s3.fault = (request, response) => {
    left -= 1;
    return left >= 0 && fault(request, response);
  };
}

describe("trouble that passes", () => {
  it.each([
    ["the connection cut in the middle of the upload", cutOff],
    ["an internal error", refused(500, "InternalError")],
    ["too much at once", refused(503, "SlowDown")],
    ["no answer", () => true],
  ])("%s, twice: the third try keeps the content", async (name, fault) => {
    if (name === "no answer") files = storeOf({}, HASTY);
    const file = await received();
    times(2, fault);
    await files.keep(file);
    expect(s3.requests).toEqual(["PUT", "PUT", "PUT"]);
    const kept = await files.read(file.sha256);
    expect(kept === null ? null : await buffer(kept)).toHaveLength(file.size);
  });

  it("is met by a download too, before its first byte", async () => {
    const file = await received(Buffer.from("small"));
    await files.keep(file);
    times(2, refused(502, "BadGateway"));
    const kept = await files.read(file.sha256);
    expect(kept !== null && (await text(kept))).toBe("small");
  });
});

describe("trouble that stays", () => {
  it.each([
    ["the connection cut in the middle of the upload", cutOff],
    ["an internal error", refused(500, "InternalError")],
    ["no answer", () => true],
  ])("%s: after three tries the person is told, and nothing is kept", async (name, fault) => {
    if (name === "no answer") files = storeOf({}, HASTY);
    const file = await received();
    s3.fault = fault;
    await expect(files.keep(file)).rejects.toMatchObject(AWAY);
    expect(s3.requests).toHaveLength(3);
    expect(s3.keys()).toEqual([]);
    s3.fault = undefined;
    expect(await files.read(file.sha256)).toBeNull();
  });

  it("nobody listens", async () => {
    const file = await received();
    const away = storeOf({ endpoint: "http://127.0.0.1:1" });
    await expect(away.keep(file)).rejects.toMatchObject(AWAY);
    await expect(away.read(file.sha256)).rejects.toMatchObject(AWAY);
    await expect(away.remove(file.sha256)).rejects.toMatchObject(AWAY);
  });

  it.each<[string, Partial<S3Settings>]>([
    ["a wrong key", { accessKeyId: "other" }],
    ["a wrong secret", { secretAccessKey: "other" }],
    ["another region", { region: "eu-other-1" }],
    ["a bucket that is missing", { bucket: "other" }],
  ])("%s is not taken for content that is missing, and is asked once", async (_name, other) => {
    await expect(storeOf(other).read("0".repeat(64))).rejects.toMatchObject(AWAY);
    expect(s3.requests).toHaveLength(1);
  });

  it.each([
    [507, "XMinioStorageFull"],
    [403, "QuotaExceeded"],
  ])("no room (%i %s) is said as such", async (status, code) => {
    const file = await received();
    s3.fault = refused(status, code);
    await expect(files.keep(file)).rejects.toMatchObject({ code: "STORAGE_FULL", status: 507 });
  });

  it("content that changed on our disk since it was hashed is refused", async () => {
    const file = await received();
    writeFileSync(file.path, Buffer.alloc(file.size, "other"));
    await expect(files.keep(file)).rejects.toMatchObject(AWAY);
    expect(s3.keys()).toEqual([]);
  });
});

describe("a download that breaks off", () => {
  it.each([
    ["is cut", "aborted", (response: ServerResponse) => void response.destroy()],
    ["falls silent", "300 ms of inactivity", () => undefined],
  ])("and %s is an error, not a shorter file", async (_name, reason, end) => {
    s3.fault = (_request, response) => {
      response.writeHead(200, { "content-length": 10 }).write("half", () => end(response));
      return true;
    };
    const content = await storeOf({}, HASTY).read("0".repeat(64));
    await expect(content === null ? null : text(content)).rejects.toThrow(reason);
  });
});

it("reads no more of the content than the storage takes", async () => {
  let read = 0;
  const endless = (): Readable =>
    new Readable({
      read() {
        read += 65_536;
        this.push(Buffer.alloc(65_536));
      },
    });
  s3.fault = () => true;
  const bucket = s3Bucket(s3.settings, HASTY);
  const put = bucket.put("big", { sha256: "0".repeat(64), size: 2 ** 30, stream: endless });
  await expect(put).rejects.toThrow("300 ms of inactivity");
  expect(read).toBeLessThan(3 * 32 * 2 ** 20);
});

it("leaves what is not content alone", async () => {
  await s3Bucket(s3.settings).put("installation", {
    sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    size: 0,
    stream: () => Readable.from([]),
  });
  const others = storeOf({ prefix: "" });
  for await (const sha256 of others.keptBefore(Number.MAX_SAFE_INTEGER)) expect(sha256).toBe("");
  for await (const sha256 of files.keptBefore(Number.MAX_SAFE_INTEGER)) expect(sha256).toBe("");
});
