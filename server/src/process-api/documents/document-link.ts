/** Links to documents that need no account: signed, for one document, and for a time. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** A token that opens one document until then. @param expiresAt epoch ms */
export function signLink(documentId: string, expiresAt: number, secret: string): string {
  const claims = Buffer.from(JSON.stringify([documentId, expiresAt])).toString("base64url");
  return `${claims}.${signature(claims, secret)}`;
}

/** The document that the token opens; null when it is not one of ours, or too old. @param now epoch ms */
export function readLink(token: string, now: number, secret: string): string | null {
  const [claims = "", signed = ""] = token.split(".");
  const expected = Buffer.from(signature(claims, secret));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [documentId, expiresAt] = JSON.parse(Buffer.from(claims, "base64url").toString()) as [
    string,
    number,
  ];
  return expiresAt > now ? documentId : null;
}

function signature(claims: string, secret: string): string {
  return createHmac("sha256", secret).update(`document-link\0${claims}`).digest("base64url");
}
