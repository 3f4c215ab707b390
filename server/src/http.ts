/** What routes are written against: the typed application, and what a request carries. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Access } from "./authorisation/actions.ts";
import type { Viewer } from "./authorisation/roles.ts";
import { Problem } from "./errors.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call the route; every route under /api states it, or the server does not start. */
    access?: Access;
  }
  interface FastifyRequest {
    /** Who asks; null without a valid session. */
    viewer: Viewer | null;
    /** The session cookie's token, where it is valid. */
    sessionToken: string | null;
  }
}

/** The application as a feature sees it: schemas are zod's, handlers are typed by them. */
export type Routes = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/**
 * The person behind a request to a route that is not public.
 *
 * @throws Problem NOT_LOGGED_IN
 */
export function viewerOf(request: Pick<FastifyRequest, "viewer">): Viewer {
  if (request.viewer === null) throw new Problem("NOT_LOGGED_IN");
  return request.viewer;
}
