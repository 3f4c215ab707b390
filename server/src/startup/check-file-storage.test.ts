import { afterEach, beforeEach, expect, it } from "vitest";
import { refuse, type S3Storage, startS3Storage } from "../../testing/s3-storage.ts";
import type { S3Settings } from "../features/files/s3-bucket.ts";
import { checkFileStorage } from "./check-file-storage.ts";

const dataKey = Buffer.alloc(32, 1);
let s3: S3Storage;
beforeEach(async () => {
  s3 = await startS3Storage();
});
afterEach(() => s3.close());

const failureOf = (other: Partial<S3Settings>): Promise<unknown> =>
  checkFileStorage({ ...s3.settings, ...other }, { dataKey }).catch((error: unknown) => error);

it("lets servers with the same data key use the bucket, again and again", async () => {
  await checkFileStorage(s3.settings, { dataKey });
  await checkFileStorage(s3.settings, { dataKey });
  expect(s3.keys()).toEqual(["files/installation"]);
});

it("keeps an installation out of another's bucket, whose content it would sweep", async () => {
  await checkFileStorage(s3.settings, { dataKey });
  const other = { dataKey: Buffer.alloc(32, 2) };
  await expect(checkFileStorage(s3.settings, other)).rejects.toMatchObject({
    code: "FILE_STORAGE_TAKEN",
    sentence: { zh: expect.stringContaining("DATA_KEY") as unknown },
  });
  await checkFileStorage({ ...s3.settings, prefix: "other/" }, other);
});

it.each<[Partial<S3Settings>, string, string]>([
  [{ bucket: "other" }, "存储桶不存在", "no such bucket"],
  [{ accessKeyId: "other" }, "FILES_S3_ACCESS_KEY_ID", "FILES_S3_ACCESS_KEY_ID is not known"],
  [{ secretAccessKey: "other" }, "FILES_S3_SECRET_ACCESS_KEY 不对", "SECRET_ACCESS_KEY is wrong"],
  [{ region: "eu-other-1" }, "FILES_S3_REGION", "FILES_S3_REGION"],
  [{ endpoint: "http://127.0.0.1:1" }, "没有程序在该地址监听", "nothing listens there"],
])("says what is wrong with %j, and keeps the secret to itself", async (other, zh, en) => {
  const failure = await failureOf(other);
  expect(failure).toMatchObject({
    code: "FILE_STORAGE_UNUSABLE",
    sentence: {
      zh: expect.stringContaining(zh) as unknown,
      en: expect.stringContaining(en) as unknown,
    },
  });
  expect(JSON.stringify(failure)).not.toContain(s3.settings.secretAccessKey);
});

it("finds a key that may read and not write", async () => {
  s3.fault = (request, response) =>
    request.method === "PUT" && refuse(response, 403, "AccessDenied");
  expect(await failureOf({})).toMatchObject({
    sentence: { en: expect.stringContaining("may not read and write") as unknown },
  });
});
