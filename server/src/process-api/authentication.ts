/**
 * Authentication as Camunda 8's clients do it: HTTP Basic (a client's id and secret, or a person's account), or a bearer token
 * that was got for a client's id and secret (OAuth 2 client credentials, RFC 6749 §4.4).
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Routes } from "../http.ts";
import { viewerFrom } from "../features/auth/session-store.ts";
import type { Platform } from "../platform.ts";
import { ApiProblem } from "./api-problem.ts";
import type { ProcessApiClient } from "./clients.ts";
import { passwordCheck } from "./password-checks.ts";
import { type Principal, rightsOf } from "./principal.ts";

/** Life of a bearer token. */
const TOKEN_MS = 3_600_000;

/** Finds out who calls. */
export interface Authentication {
  /** @throws ApiProblem Unauthorized, RESOURCE_EXHAUSTED */
  principalOf(request: FastifyRequest): Promise<Principal>;
  /** A bearer token for the client, and the seconds that it lasts; null when there is no such client. */
  tokenFor(clientId: string, secret: string): { token: string; seconds: number } | null;
}

/** See file head. @param routes where the limit of password checks is counted */
export function authentication(
  routes: Pick<Routes, "createRateLimit">,
  { config, database, clock }: Platform,
): Authentication {
  const clients = new Map(config.processApiClients.map((client) => [client.id, client]));
  const isRight = passwordCheck(routes, { database, clock });
  // Made of the platform's key, so that nothing else which is signed with that can be a token, and of the client's secret, so that
  // a new secret ends the tokens that were given for the old one.
  const keyOf = ({ secret }: ProcessApiClient): Buffer =>
    createHmac("sha256", config.sessionSecret).update(`process-api ${secret}`).digest();

  const asClient = (id: string, secret: string): ProcessApiClient | undefined => {
    // Secrets are long enough (clients.ts) to make guessing hopeless without counting.
    const client = clients.get(id);
    return isSame(secret, client?.secret ?? "") ? client : undefined;
  };
  const asPerson = async (
    request: FastifyRequest,
    username: string,
    password: string,
  ): Promise<Principal> => {
    const account = await database.account.findUnique({
      where: { username, isActive: true },
      include: { grants: { include: { office: true } } },
    });
    const passwordHash = account?.passwordHash ?? null;
    const matches = await isRight(request, { username, password, passwordHash });
    if (!matches || account === null) throw unauthorized();
    const viewer = viewerFrom(account);
    const rights = rightsOf(viewer.grants.map(({ role }) => role));
    return { kind: "person", name: username, displayName: viewer.name, rights, processes: null };
  };

  return {
    async principalOf(request) {
      const header = request.headers.authorization ?? "";
      const [, scheme = "", credentials = ""] = /^(\S+) +(\S+)$/.exec(header) ?? [];
      if (scheme.toLowerCase() === "bearer") {
        const client = clients.get(subjectOf(credentials));
        if (client === undefined || !isOpen(credentials, keyOf(client), clock.machineNow()))
          throw unauthorized();
        return principal(client);
      }
      if (scheme.toLowerCase() !== "basic") throw unauthorized();
      const [, name = "", password = ""] =
        /^([^:\0]+):(.*)$/s.exec(Buffer.from(credentials, "base64").toString()) ?? [];
      if (name === "") throw unauthorized();
      const client = asClient(name, password);
      return client === undefined
        ? asPerson(request, name.toLowerCase(), password)
        : principal(client);
    },
    tokenFor(clientId, secret) {
      const client = asClient(clientId, secret);
      if (client === undefined) return null;
      return {
        token: sign(client.id, clock.machineNow(), keyOf(client)),
        seconds: TOKEN_MS / 1000,
      };
    },
  };
}

function principal({ id, rights, processes }: ProcessApiClient): Principal {
  return { kind: "client", name: id, displayName: id, rights: new Set(rights), processes };
}

/** What each of our tokens begins with: some clients read when theirs expires, so it is a JSON Web Token (RFC 7519). */
const HEADER = encode({ alg: "HS256", typ: "JWT" });

function sign(clientId: string, now: number, key: Buffer): string {
  const [iat, exp] = [now, now + TOKEN_MS].map((at) => Math.floor(at / 1000));
  const claims = `${HEADER}.${encode({ iss: "tongban", sub: clientId, iat, exp })}`;
  return `${claims}.${signature(claims, key)}`;
}

const claimsSchema = z.object({ sub: z.string(), exp: z.number() });

/** What a token says of itself, whoever has written it. */
function claimsOf(token: string): z.infer<typeof claimsSchema> | null {
  try {
    const text = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
    return claimsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whom a token says that it was given to; nobody when it is none. */
function subjectOf(token: string): string {
  return claimsOf(token)?.sub ?? "";
}

/** Whether the token was signed with this key and is not too old. */
function isOpen(token: string, key: Buffer, now: number): boolean {
  const [header = "", claims = "", signed = "", ...others] = token.split(".");
  if (others.length > 0 || !isSame(signed, signature(`${header}.${claims}`, key))) return false;
  return (claimsOf(token)?.exp ?? 0) * 1000 > now;
}

function signature(claims: string, key: Buffer): string {
  return createHmac("sha256", key).update(claims).digest("base64url");
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function unauthorized(): ApiProblem {
  return new ApiProblem("Unauthorized", "An account or a client's id and secret are needed.");
}
