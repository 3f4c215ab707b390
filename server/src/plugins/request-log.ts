/**
 * One line for each request: method, route pattern, status, time. No address, query, path value or body is logged: they are
 * personal data, and the access log records who saw whose. Of errors nothing is logged that quotes what was typed.
 */
import type { FastifyRequest, FastifyServerOptions } from "fastify";
import type { Routes } from "../http.ts";
import { describedError } from "../infrastructure/described-error.ts";

/** Settings of the logger, for the factory. */
export function loggerSettings(level: string): Exclude<FastifyServerOptions["logger"], undefined> {
  return {
    level,
    // The reader of uploads tells them at the level "trace", with the cookie that its owner is logged in by.
    redact: { paths: ["busboyOptions.headers"], remove: true },
    serializers: {
      req: (request: FastifyRequest) => ({ method: request.method }),
      err: (error: unknown) => ({ ...describedError(error) }),
      res: (reply: { readonly statusCode: number }) => ({ statusCode: reply.statusCode }),
    },
  };
}

/** Registers the line. */
export function registerRequestLog(app: Routes): void {
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? "unknown",
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });
}
