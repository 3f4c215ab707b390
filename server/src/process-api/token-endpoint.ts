/** Where a client gets its bearer token: client credentials as RFC 6749 §4.4 has them, with its errors (§5.2). */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Routes } from "../http.ts";
import { GUESSABLE } from "../plugins/rate-limits.ts";
import { asApiProblem, sendProblem } from "./api-problem.ts";
import type { Authentication } from "./authentication.ts";

/** What is wrong with a request for a token. */
class TokenRefusal extends Error {
  override readonly name = "TokenRefusal";
  readonly error: "invalid_request" | "invalid_client" | "unsupported_grant_type";

  constructor(error: TokenRefusal["error"], message: string) {
    super(message);
    this.error = error;
  }
}

const bodySchema = z.object({
  grant_type: z.string().max(64),
  client_id: z.string().max(64).optional(),
  client_secret: z.string().max(256).optional(),
});

/** Registers `/oauth/token`. */
export function tokenEndpoint(routes: Routes, who: Authentication): void {
  routes.setErrorHandler(refuse);
  routes.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 10_000 },
    async (_request: unknown, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
  routes.post(
    "/oauth/token",
    {
      config: { rateLimit: GUESSABLE },
      schema: {
        tags: ["流程接口 process API"],
        summary: "A bearer token for a client's id and secret (RFC 6749 §4.4)",
        body: bodySchema,
      },
    },
    async ({ body, headers }, reply) => {
      if (body.grant_type !== "client_credentials")
        throw new TokenRefusal("unsupported_grant_type", "Only client_credentials is served here.");
      const { id, secret } = credentialsOf(headers.authorization, body);
      const given = who.tokenFor(id, secret);
      if (given === null)
        throw new TokenRefusal("invalid_client", "There is no client with this id and secret.");
      void reply.header("cache-control", "no-store");
      return { access_token: given.token, token_type: "Bearer", expires_in: given.seconds };
    },
  );
}

/** In the header (RFC 6749 §2.3.1: each part form-encoded), or in the body. */
function credentialsOf(
  authorization: string | undefined,
  { client_id: id, client_secret: secret }: z.infer<typeof bodySchema>,
): { readonly id: string; readonly secret: string } {
  const [, encoded] = /^basic +(\S+)$/i.exec(authorization ?? "") ?? [];
  if (encoded !== undefined) {
    const [, name = "", password = ""] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
    return { id: decoded(name), secret: decoded(password) };
  }
  if (id === undefined || secret === undefined)
    throw new TokenRefusal("invalid_request", "client_id and client_secret are needed.");
  return { id, secret };
}

function decoded(part: string): string {
  return new URLSearchParams(`part=${part.replaceAll("&", "%26")}`).get("part") ?? "";
}

/** Errors that the standard names are told as it says; others, such as too many requests, as everywhere. */
function refuse(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof TokenRefusal ? error : undefined;
  if (refusal?.error === "invalid_client")
    void reply.header("www-authenticate", 'Basic realm="tongban"');
  const problem = asApiProblem(error);
  if (refusal === undefined && problem.status !== 400) {
    if (problem.status === 500) request.log.error({ err: error }, problem.title);
    return sendProblem(request, reply, problem);
  }
  return reply
    .code(refusal?.error === "invalid_client" ? 401 : 400)
    .header("cache-control", "no-store")
    .send({
      error: refusal?.error ?? "invalid_request",
      error_description: refusal?.message ?? problem.message,
    });
}
