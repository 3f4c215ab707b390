/** Deny by default: a route under /api that does not say who may call it stops the start; the others are checked here. */
import type { RouteOptions } from "fastify";
import { may } from "../authorisation/actions.ts";
import { Problem } from "../errors.ts";
import type { Routes } from "../http.ts";

/** Registers the check; before any route. */
export function registerAccess(app: Routes): void {
  app.addHook("onRoute", (route: RouteOptions) => {
    if (route.url.startsWith("/api") && route.config?.access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not state config.access`);
    }
  });
  app.addHook("preValidation", async (request) => {
    const access = request.routeOptions.config.access;
    if (access === undefined || access === "public") return;
    if (request.viewer === null) throw new Problem("NOT_LOGGED_IN");
    if (!may(request.viewer, access)) throw new Problem("FORBIDDEN");
  });
}
