/**
 * Sealing of identity numbers and mobiles: AES-256-GCM with a fresh nonce each time, and a keyed hash to find a number again
 * without opening anything. A sealed value is bound to what it is, so that it cannot be moved to another column.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** What a sealed value is; part of the authenticated data. */
export type SealedKind = "idNumber" | "mobile" | "formField";

/** Seals and opens short texts. */
export interface DataProtection {
  seal(kind: SealedKind, text: string): Uint8Array<ArrayBuffer>;
  /** @throws Error when the value was changed, moved, or sealed with another key */
  open(kind: SealedKind, sealed: Uint8Array): string;
  /** HMAC-SHA-256, 32 bytes: equal texts of one kind have equal hashes. */
  hash(kind: SealedKind, text: string): Uint8Array<ArrayBuffer>;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param dataKey 32 bytes; encryption and hashing use keys derived from it */
export function dataProtection(dataKey: Buffer): DataProtection {
  const key = (purpose: string): Buffer =>
    Buffer.from(hkdfSync("sha256", dataKey, "", `tongban ${purpose}`, 32));
  const sealing = key("seal");
  const hashing = key("hash");
  return {
    seal(kind, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(kind));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return bytes(Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body);
    },
    open(kind, sealed) {
      if (sealed[0] !== VERSION) throw new Error("Sealed with an unknown version");
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", sealing, nonce)
        .setAAD(Buffer.from(kind))
        .setAuthTag(tag);
      const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },
    hash: (kind, text) =>
      bytes(createHmac("sha256", hashing).update(`${kind}\0${text}`, "utf8").digest()),
  };
}

/** Prisma wants plain byte arrays that own their buffer. */
function bytes(...parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
