/** The contract of a file store, asked of both. */
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type S3Storage, startS3Storage } from "../../../testing/s3-storage.ts";
import { diskStore } from "./disk-store.ts";
import { type FileStore, FileTooLarge } from "./file-store.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { s3Store } from "./s3-store.ts";

const EVER = Number.MAX_SAFE_INTEGER;

let s3: S3Storage;
beforeAll(async () => {
  s3 = await startS3Storage();
});
afterAll(() => s3.close());

describe.each([
  ["on disk", (directory: string): FileStore => diskStore(directory)],
  ["in a bucket", (directory: string): FileStore => s3Store(directory, s3Bucket(s3.settings))],
])("a file store %s", (_where, open) => {
  let directory: string;
  let files: FileStore;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "tongban-store-"));
    files = open(directory);
  });
  afterEach(async () => {
    for await (const sha256 of files.keptBefore(EVER)) await files.remove(sha256);
    rmSync(directory, { recursive: true });
  });

  const waiting = (): string[] => readdirSync(join(directory, "incoming"));
  const receive = (content: Buffer): ReturnType<FileStore["receive"]> =>
    files.receive(Readable.from([content]), content.length);
  const keep = async (content: Buffer): Promise<string> => {
    const received = await receive(content);
    await files.keep(received);
    return received.sha256;
  };
  const read = async (sha256: string): Promise<Buffer | null> => {
    const content = await files.read(sha256);
    return content === null ? null : buffer(content);
  };
  const kept = async (before: number): Promise<string[]> => {
    const hashes: string[] = [];
    for await (const sha256 of files.keptBefore(before)) hashes.push(sha256);
    return hashes.toSorted();
  };

  it("measures and hashes what it receives", async () => {
    const content = randomBytes(200_000);
    const received = await files.receive(
      Readable.from([content.subarray(0, 7), content.subarray(7)]),
      content.length,
    );
    expect(received).toMatchObject({
      size: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
    });
  });

  it.each([0, 1, 65_536, 3_000_001])("gives back %i bytes as they were", async (size) => {
    const content = randomBytes(size);
    expect((await read(await keep(content)))?.equals(content)).toBe(true);
  });

  it("shows nothing of what is received until it is kept", async () => {
    const received = await receive(Buffer.from("received"));
    expect(await read(received.sha256)).toBeNull();
    await files.discard(received);
    expect([await kept(EVER), waiting()]).toEqual([[], []]);
  });

  it("leaves nothing waiting of what is kept, and discarding it then is harmless", async () => {
    const received = await receive(Buffer.from("kept"));
    await files.keep(received);
    expect(waiting()).toEqual([]);
    await files.discard(received);
    expect(await read(received.sha256)).toEqual(Buffer.from("kept"));
  });

  it("refuses more than is allowed as soon as it comes, and leaves nothing", async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 10_000;
        this.push(Buffer.alloc(10_000));
      },
    });
    await expect(files.receive(endless, 25_000)).rejects.toThrow(FileTooLarge);
    expect(sent).toBeLessThan(1_000_000);
    expect(waiting()).toEqual([]);
  });

  it("leaves nothing of what breaks off", async () => {
    const broken = new Readable({
      read() {
        this.push("half");
        this.destroy(new Error("gone"));
      },
    });
    await expect(files.receive(broken, 1000)).rejects.toThrow("gone");
    expect(waiting()).toEqual([]);
  });

  it("keeps the same content once, also when it comes twice at a time", async () => {
    const content = randomBytes(100_000);
    const [one, other] = await Promise.all([keep(content), keep(content)]);
    expect(one).toBe(other);
    expect(await kept(EVER)).toEqual([one]);
    expect((await read(one))?.equals(content)).toBe(true);
  });

  it("forgets what is removed, and removing it again is harmless", async () => {
    const sha256 = await keep(Buffer.from("removed"));
    await files.remove(sha256);
    await files.remove(sha256);
    expect(await read(sha256)).toBeNull();
  });

  it("lists what was kept before an instant, and nothing of later", async () => {
    const hashes = await Promise.all(["a", "b", "c"].map((text) => keep(Buffer.from(text))));
    expect(await kept(EVER)).toEqual(hashes.toSorted());
    expect(await kept(0)).toEqual([]);
  });

  it("forgets what a server that died left waiting, and nothing that is on its way", async () => {
    const left = await receive(Buffer.from("left"));
    const onItsWay = await receive(Buffer.from("on its way"));
    utimesSync(left.path, 0, 0);
    await kept(1000);
    expect(waiting().map((name) => join(directory, "incoming", name))).toEqual([onItsWay.path]);
  });
});
