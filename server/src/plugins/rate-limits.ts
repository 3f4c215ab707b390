/** Limits per caller. Guessing of passwords and query codes is slowed down further where it happens. */
import rateLimit from "@fastify/rate-limit";
import { Problem } from "../errors.ts";
import type { Routes } from "../http.ts";

/** Requests of one address in a minute; a page loads a dozen, a hall shares an address. */
const PER_MINUTE = 3000;

/** For routes where guessing pays: `config: { rateLimit: GUESSABLE }`. */
export const GUESSABLE = { max: 120, timeWindow: 60_000 } as const;

/** Registers the limits. */
export async function registerRateLimits(app: Routes): Promise<void> {
  await app.register(rateLimit, {
    max: PER_MINUTE,
    timeWindow: 60_000,
    // By the route that was found: in an address `/api` can be written in many ways. Workers of the process API may be fast.
    allowList: ({ routeOptions: { url = "" } }) =>
      !url.startsWith("/api/") && url !== "/oauth/token",
    errorResponseBuilder: () => new Problem("TOO_MANY_REQUESTS"),
  });
}
