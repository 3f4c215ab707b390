/** Log-in, log-out, profile. */
import { z } from "zod";
import { viewerOf } from "../../http.ts";
import { repeated } from "../../lifecycle.ts";
import type { Feature } from "../../platform.ts";
import { GUESSABLE } from "../../plugins/rate-limits.ts";
import { clearSessionCookie, csrfToken, setSessionCookie } from "../../plugins/session.ts";
import { localeSchema, loginSchema, meSchema } from "./auth.schema.ts";
import { authService, profileOf } from "./auth.service.ts";

const tags = ["登录 auth"];
const HOUR_MS = 3_600_000;

/** Registers the feature. */
export const auth: Feature = (routes, platform) => {
  const service = authService(platform);
  const { sessionSecret, publicUrl, sessionMs } = platform.config;
  const onError = (error: unknown): void => routes.log.error(error, "sweeping sessions");
  platform.lifecycle.add(repeated(() => service.sweep(), HOUR_MS, onError));

  routes.post(
    "/api/auth/login",
    {
      config: { access: "public", rateLimit: GUESSABLE },
      schema: { tags, summary: "Logs in", body: loginSchema, response: { 200: meSchema } },
    },
    async (request, reply) => {
      if (request.sessionToken !== null) await service.logOut(request.sessionToken);
      const { token, viewer } = await service.logIn(request.body.username, request.body.password);
      setSessionCookie(reply, token, {
        secure: publicUrl.startsWith("https:"),
        maxAgeMs: sessionMs,
      });
      return profileOf(viewer, csrfToken(sessionSecret, token));
    },
  );

  routes.post(
    "/api/auth/logout",
    {
      config: { access: "public" },
      schema: { tags, summary: "Logs out", response: { 204: z.null() } },
    },
    async (request, reply) => {
      if (request.sessionToken !== null) await service.logOut(request.sessionToken);
      clearSessionCookie(reply);
      return reply.code(204).send(null);
    },
  );

  routes.get(
    "/api/me",
    {
      config: { access: "self.use" },
      schema: { tags, summary: "Who is logged in", response: { 200: meSchema } },
    },
    async (request) =>
      profileOf(viewerOf(request), csrfToken(sessionSecret, request.sessionToken ?? "")),
  );

  routes.put(
    "/api/me",
    {
      config: { access: "self.use" },
      schema: {
        tags,
        summary: "Sets the language",
        body: localeSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await service.setLocale(viewerOf(request), request.body.locale);
      return reply.code(204).send(null);
    },
  );
};
