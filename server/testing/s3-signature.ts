/** Checks that a request is signed as it says (AWS Signature Version 4), with the library that Amazon's own clients sign with. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";

/** An account of the storage. */
export interface S3Account {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<id>[^/]+)\/\d{8}\/(?<region>[^/]+)\/s3\/aws4_request, SignedHeaders=(?<signed>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/;

/** S3's own name of what is wrong with it, or null. */
export async function signatureFault(
  request: IncomingMessage,
  account: S3Account,
  region: string,
): Promise<string | null> {
  const found = AUTHORIZATION.exec(request.headers.authorization ?? "")?.groups;
  if (found === undefined) return "AccessDenied";
  if (found["id"] !== account.accessKeyId) return "InvalidAccessKeyId";
  if (found["region"] !== region) return "AuthorizationHeaderMalformed";
  const signed = (found["signed"] ?? "").split(";");
  // What says who is asked and for what must be covered.
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => signed.includes(name)))
    return "AccessDenied";
  const expected = await signatureOf(request, signed, account, region);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(found["signature"] ?? ""))
    ? null
    : "SignatureDoesNotMatch";
}

async function signatureOf(
  request: IncomingMessage,
  signed: readonly string[],
  credentials: S3Account,
  region: string,
): Promise<string> {
  const signer = new SignatureV4({
    credentials,
    region,
    service: "s3",
    sha256: Sha256,
    uriEscapePath: false,
  });
  const { pathname, searchParams } = new URL(request.url ?? "", "http://storage");
  const again = await signer.sign(
    {
      method: request.method ?? "",
      protocol: "http:",
      hostname: "storage",
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(signed.map((name) => [name, String(request.headers[name])])),
    },
    { signingDate: instant(String(request.headers["x-amz-date"])) },
  );
  return AUTHORIZATION.exec(again.headers["authorization"] ?? "")?.groups?.["signature"] ?? "";
}

/** `20261130T072959Z`. */
function instant(compact: string): Date {
  return new Date(
    compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
}

type Bytes = Parameters<InstanceType<typeof Sha256>["update"]>[0];

/** Node's own, in the form that the library wants. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytes(secret));
  }

  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(chunk));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error("used once");
  }
}

function bytes(given: Bytes): Buffer {
  if (typeof given === "string") return Buffer.from(given);
  return ArrayBuffer.isView(given)
    ? Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    : Buffer.from(given);
}
