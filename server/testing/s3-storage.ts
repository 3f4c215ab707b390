/**
 * An S3 server of the test's own, in memory. It does what the S3 API reference says of the four requests that we make, and is as
 * strict as the real ones: a signature that is wrong, content that has not the signed hash or is cut off leave nothing. What may go
 * wrong on the way is put in front of it. (`docs/dependencies.md` says why it is none of the registry's.)
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { S3Settings } from "../src/features/files/s3-bucket.ts";
import { signatureFault } from "./s3-signature.ts";

/** Answers in the storage's stead; false lets the request through. */
export type Fault = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

/** A running one. */
export interface S3Storage {
  /** How to reach its one bucket. */
  readonly settings: S3Settings;
  /** Methods of the requests, in order. */
  readonly requests: readonly string[];
  /** Keys of the objects. */
  keys(): readonly string[];
  /** What stands in the way from now on; undefined: nothing. */
  fault: Fault | undefined;
  close(): Promise<void>;
}

interface StoredObject {
  readonly content: Buffer;
  readonly changedAt: Date;
}

const BUCKET = "tongban";
/** A list is longer than this sooner than a real one, so that turning pages is tried. */
const PAGE = 2;
const STATUS: Readonly<Record<string, number>> = {
  NoSuchBucket: 404,
  NoSuchKey: 404,
  XAmzContentSHA256Mismatch: 400,
  AuthorizationHeaderMalformed: 400,
};

/** Starts one with an empty bucket. @param now what its clock shows, epoch ms */
export async function startS3Storage(now: () => number = Date.now): Promise<S3Storage> {
  const objects = new Map<string, StoredObject>();
  const requests: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests.push(request.method ?? "");
    if ((await storage.fault?.(request, response)) === true) return;
    const fault = await signatureFault(request, storage.settings, storage.settings.region);
    if (fault === null) await answer(objects, now, request, response);
    else refuse(response, STATUS[fault] ?? 403, fault);
  };
  const server = createServer((request, response) => {
    // A request that is cut off has nobody to hear of it.
    serve(request, response).catch(() => request.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const storage: S3Storage = {
    requests,
    fault: undefined,
    keys: () => [...objects.keys()],
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      region: "cn-test-1",
      bucket: BUCKET,
      prefix: "files/",
      accessKeyId: "tongban",
      secretAccessKey: "secret of the bucket",
      isPathStyle: true,
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return storage;
}

/** Answers as S3 words its errors. */
export function refuse(response: ServerResponse, status: number, code: string): true {
  response
    .writeHead(status, { "content-type": "application/xml" })
    .end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`);
  return true;
}

async function answer(
  objects: Map<string, StoredObject>,
  now: () => number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://storage");
  const [, bucket, ...rest] = decodeURIComponent(pathname).split("/");
  const key = rest.join("/");
  const found = objects.get(key);
  if (bucket !== BUCKET) refuse(response, 404, "NoSuchBucket");
  else if (request.method === "GET" && key === "")
    response.writeHead(200, { "content-type": "application/xml" }).end(page(objects, searchParams));
  else if (request.method === "GET" && found === undefined) refuse(response, 404, "NoSuchKey");
  else if (request.method === "GET") response.end(found?.content);
  else if (request.method === "DELETE") {
    objects.delete(key);
    response.writeHead(204).end();
  } else if (request.method === "PUT") {
    const content = await buffer(request);
    const hash = createHash("sha256").update(content).digest("hex");
    if (hash === request.headers["x-amz-content-sha256"]) {
      objects.set(key, { content, changedAt: new Date(now()) });
      response.end();
    } else refuse(response, 400, "XAmzContentSHA256Mismatch");
  } else refuse(response, 405, "MethodNotAllowed");
}

/** ListObjectsV2: keys in order, from behind the token on. */
function page(objects: ReadonlyMap<string, StoredObject>, asked: URLSearchParams): string {
  const prefix = asked.get("prefix") ?? "";
  const after = asked.get("continuation-token") ?? "";
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(prefix) && key > after)
    .toSorted();
  const shown = keys.slice(0, PAGE);
  const contents = shown.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>${objects.get(key)?.changedAt.toISOString()}</LastModified></Contents>`,
  );
  const next =
    keys.length > PAGE ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${contents.join("")}${next}</ListBucketResult>`;
}
