/** The session cookie: finds out who asks, and guards writes against requests from other sites. */
import { createHmac, timingSafeEqual } from "node:crypto";
import cookie from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { SessionStore } from "../features/auth/session-store.ts";
import { Problem } from "../errors.ts";
import type { Routes } from "../http.ts";

/** Name of the session cookie. */
const SESSION_COOKIE = "tongban_session";
/** Header that carries the session's CSRF token on every write. */
const CSRF_HEADER = "x-csrf-token";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** What the plugin needs. */
export interface SessionOptions {
  readonly sessions: SessionStore;
  readonly sessionSecret: string;
}

/** Registers cookie parsing, `request.viewer`, and the check of writes. */
export async function registerSession(app: Routes, options: SessionOptions): Promise<void> {
  await app.register(cookie);
  app.decorateRequest("viewer", null);
  app.decorateRequest("sessionToken", null);
  app.addHook("onRequest", async (request) => {
    const token = request.cookies[SESSION_COOKIE];
    if (token !== undefined && request.routeOptions.url?.startsWith("/api/") === true) {
      request.viewer = await options.sessions.viewerOf(token);
      request.sessionToken = request.viewer === null ? null : token;
    }
    if (!SAFE_METHODS.has(request.method)) guardWrite(request, options.sessionSecret);
  });
}

/** The token that a page of this session sends back with each write; nothing about it is stored. */
export function csrfToken(sessionSecret: string, sessionToken: string): string {
  return createHmac("sha256", sessionSecret).update(`csrf\0${sessionToken}`).digest("base64url");
}

/** Sets the session cookie; `maxAgeMs` is the session's absolute end. */
export function setSessionCookie(
  reply: FastifyReply,
  token: string,
  options: { readonly secure: boolean; readonly maxAgeMs: number },
): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: options.secure,
    maxAge: Math.floor(options.maxAgeMs / 1000),
  });
}

/** Removes the session cookie. */
export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: "/" });
}

/**
 * Writes must come from our own pages: browsers say where a request comes from, and a session's write carries its token.
 *
 * @throws Problem CSRF_TOKEN_INVALID
 */
function guardWrite(request: FastifyRequest, sessionSecret: string): void {
  const site = request.headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") throw new Problem("CSRF_TOKEN_INVALID");
  if (request.sessionToken === null) return;
  const given = Buffer.from(String(request.headers[CSRF_HEADER] ?? ""));
  const expected = Buffer.from(csrfToken(sessionSecret, request.sessionToken));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Problem("CSRF_TOKEN_INVALID");
  }
}
