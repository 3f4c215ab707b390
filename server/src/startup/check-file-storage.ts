/** Whether the bucket of the settings can be used: it is there, lets us read and write, and is not another installation's. */
import { createHash, createHmac } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Config } from "../config.ts";
import { s3Bucket, type S3Settings } from "../features/files/s3-bucket.ts";
import { nameOf } from "../features/files/s3-failure.ts";
import { type Sentence, StartFailure } from "../infrastructure/start-failure.ts";
import { reasonOf } from "./unreachable.ts";

/** The key under which an installation signs its bucket. */
const OWNER_KEY = "installation";

/**
 * Reads who owns the bucket and writes it anew. Content that no row of our database refers to is swept, so that a bucket which
 * belongs to another database must not be taken for ours; the data key tells installations apart, as their servers share it.
 *
 * @throws StartFailure `FILE_STORAGE_UNUSABLE`, `FILE_STORAGE_TAKEN`
 */
export async function checkFileStorage(
  settings: S3Settings,
  { dataKey }: Pick<Config, "dataKey">,
): Promise<void> {
  const bucket = s3Bucket(settings);
  const ours = createHmac("sha256", dataKey).update("file-storage").digest("hex");
  let owner: string | undefined;
  try {
    const found = await bucket.get(OWNER_KEY);
    owner = found === null ? undefined : await text(found);
    if (owner === undefined || owner === ours) await bucket.put(OWNER_KEY, contentOf(ours));
  } catch (error) {
    throw unusable(settings, error);
  }
  if (owner !== undefined && owner !== ours) throw taken(settings);
}

function contentOf(word: string): Parameters<ReturnType<typeof s3Bucket>["put"]>[1] {
  const sha256 = createHash("sha256").update(word).digest("hex");
  return { sha256, size: word.length, stream: () => Readable.from([Buffer.from(word)]) };
}

const wrongRegion = {
  zh: "区域（FILES_S3_REGION）不对",
  en: "the region (FILES_S3_REGION) is wrong",
};

/** By the storage's own names. */
const byName: Readonly<Record<string, Sentence>> = {
  NoSuchBucket: { zh: "存储桶不存在", en: "there is no such bucket" },
  InvalidAccessKeyId: {
    zh: "不认识 FILES_S3_ACCESS_KEY_ID",
    en: "FILES_S3_ACCESS_KEY_ID is not known there",
  },
  SignatureDoesNotMatch: {
    zh: "FILES_S3_SECRET_ACCESS_KEY 不对",
    en: "FILES_S3_SECRET_ACCESS_KEY is wrong",
  },
  AccessDenied: { zh: "该密钥没有读写权限", en: "this key may not read and write there" },
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  RequestTimeTooSkewed: { zh: "本机时间不准", en: "this machine's clock is wrong" },
};

function unusable(settings: S3Settings, cause: unknown): StartFailure {
  const reason = byName[nameOf(cause)] ?? reasonOf(cause);
  const place = placeOf(settings);
  return new StartFailure(
    "FILE_STORAGE_UNUSABLE",
    {
      zh: `无法使用文件存储 ${place}：${reason.zh}。请检查 FILES_S3_ 开头的设置，或去掉 FILES_S3_BUCKET 将文件存入数据目录。`,
      en: `The file storage ${place} cannot be used: ${reason.en}. Check the settings that begin with FILES_S3_, or remove FILES_S3_BUCKET to keep files in the data folder.`,
    },
    { cause },
  );
}

function taken(settings: S3Settings): StartFailure {
  const place = placeOf(settings);
  return new StartFailure("FILE_STORAGE_TAKEN", {
    zh: `文件存储 ${place} 属于另一套系统（DATA_KEY 不同）。请使用另一个存储桶或 FILES_S3_PREFIX；如是同一系统的另一台服务器，请设置相同的 DATA_KEY。`,
    en: `The file storage ${place} belongs to another installation (its DATA_KEY is another). Use another bucket or FILES_S3_PREFIX; if this is one more server of that installation, give it the same DATA_KEY.`,
  });
}

/** Without keys. */
function placeOf({ endpoint, region, bucket, prefix }: S3Settings): string {
  return `${endpoint ?? `Amazon S3 (${region})`} / ${bucket}${prefix === "" ? "" : ` / ${prefix}`}`;
}
