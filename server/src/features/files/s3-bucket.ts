/**
 * The four things that we ask of a bucket, each within bounds of time and tries. Nothing is connected until it is asked for: the
 * client is loaded at the first use, since most installations need none.
 */
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type {
  GetObjectCommandOutput,
  ListObjectsV2CommandOutput,
  S3Client,
} from "@aws-sdk/client-s3";
import { isMissing, isPassing } from "./s3-failure.ts";

/** Where the bucket is and who we are there. */
export interface S3Settings {
  /** Undefined: Amazon's own, by region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  /** Put before every key: empty, or with a closing slash. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket in the path, not in the name of the host. */
  readonly isPathStyle: boolean;
}

/** How long is waited. */
export interface S3Patience {
  /** For a connection. */
  readonly connectMs: number;
  /** For an answer, beyond the time that the content takes. */
  readonly answerMs: number;
  /** While nothing comes or goes. */
  readonly silenceMs: number;
  /** Before the second try; twice as long before the third. */
  readonly pauseMs: number;
}

/** Three tries of these end within the minute that a transaction may be quiet. */
const PATIENCE: S3Patience = {
  connectMs: 3_000,
  answerMs: 6_000,
  silenceMs: 30_000,
  pauseMs: 200,
};
const TRIES = 3;
/** Content that goes slower than this, 1 MiB/s, is given up. */
const SLOWEST_BYTES_PER_MS = 1_048.576;

/** Content to put: it may be asked for again when the first try fails. */
export interface S3Content {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly stream: () => Readable;
}

/** See file head. Failures are thrown as they come, see s3-failure.ts. */
export interface S3Bucket {
  /** All of it or nothing: the storage refuses what does not have the hash. */
  put(key: string, content: S3Content): Promise<void>;
  /** Null where there is nothing. */
  get(key: string): Promise<Readable | null>;
  /** Harmless where there is nothing. */
  remove(key: string): Promise<void>;
  /** All keys below the prefix, without it. */
  list(): AsyncGenerator<{ readonly key: string; readonly changedAt: number }>;
}

/** What goes wrong is thrown and logged by who asked; the library would say it once more on standard output. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Library = typeof import("@aws-sdk/client-s3");

/** @param patience shorter in tests */
export function s3Bucket(settings: S3Settings, patience: S3Patience = PATIENCE): S3Bucket {
  const { bucket: Bucket, prefix } = settings;
  let opened: Promise<{ s3: Library; client: S3Client }> | undefined;
  const open = (): NonNullable<typeof opened> => (opened ??= openClient(settings, patience));
  const keyed = (key: string): { Bucket: string; Key: string } => ({ Bucket, Key: prefix + key });
  return {
    async put(key, { sha256, size, stream }) {
      const { s3, client } = await open();
      await tried(patience, async () => {
        const content = stream();
        const stop = new AbortController();
        // The library does not listen to what goes wrong while the content is read.
        content.once("error", (error) => stop.abort(error));
        const command = new s3.PutObjectCommand({
          ...keyed(key),
          Body: content,
          ContentLength: size,
          ContentType: "application/octet-stream",
        });
        signWithHash(command, sha256);
        const requestTimeout = patience.answerMs + Math.ceil(size / SLOWEST_BYTES_PER_MS);
        try {
          await client.send(command, { requestTimeout, abortSignal: stop.signal });
        } catch (error) {
          // A refusal may come before the content is through.
          stop.abort();
          throw error;
        } finally {
          content.destroy();
        }
      });
    },
    async get(key) {
      const { s3, client } = await open();
      try {
        const { Body } = await tried(patience, () =>
          client.send(new s3.GetObjectCommand(keyed(key))),
        );
        return readable(Body);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async remove(key) {
      const { s3, client } = await open();
      await tried(patience, () => client.send(new s3.DeleteObjectCommand(keyed(key))));
    },
    async *list() {
      const { s3, client } = await open();
      const page = (token?: string): Promise<ListObjectsV2CommandOutput> => {
        const asked = { Bucket, Prefix: prefix, ContinuationToken: token };
        return tried(patience, () => client.send(new s3.ListObjectsV2Command(asked)));
      };
      let token: string | undefined;
      do {
        const { Contents = [], NextContinuationToken } = await page(token);
        for (const { Key, LastModified } of Contents) {
          if (Key !== undefined && LastModified !== undefined)
            yield { key: Key.slice(prefix.length), changedAt: LastModified.getTime() };
        }
        token = NextContinuationToken;
      } while (token !== undefined);
    },
  };
}

async function openClient(
  settings: S3Settings,
  { connectMs, answerMs, silenceMs }: S3Patience,
): Promise<{ s3: Library; client: S3Client }> {
  const s3 = await import("@aws-sdk/client-s3");
  const { endpoint, region, accessKeyId, secretAccessKey, isPathStyle } = settings;
  const client = new s3.S3Client({
    ...(endpoint !== undefined && { endpoint }),
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: isPathStyle,
    // Tries are ours: the library never repeats a stream.
    maxAttempts: 1,
    logger: SILENT,
    // Content is covered by its signed hash, and not every storage knows Amazon's newer ways: checksums behind the content in
    // chunks, a pause before it.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: silenceMs,
    },
  });
  return { s3, client };
}

/** The hash is known already, so that the content need not be read twice to be signed. */
function signWithHash(
  { middlewareStack }: InstanceType<Library["PutObjectCommand"]>,
  sha256: string,
): void {
  middlewareStack.add(
    (next) => (step) => {
      const { headers } = step.request as { headers: Record<string, string> };
      headers["x-amz-content-sha256"] = sha256;
      return next(step);
    },
    { step: "build", name: "signWithHash" },
  );
}

async function tried<Answer>({ pauseMs }: S3Patience, ask: () => Promise<Answer>): Promise<Answer> {
  for (let failed = 1; ; failed += 1) {
    try {
      return await ask();
    } catch (error) {
      if (failed === TRIES || !isPassing(error)) throw error;
      await pause(pauseMs * 2 ** (failed - 1));
    }
  }
}

/** In Node an answer's body is a stream of it. */
function readable(body: GetObjectCommandOutput["Body"]): Readable {
  return body as Readable;
}
