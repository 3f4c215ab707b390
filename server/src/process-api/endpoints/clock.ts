/** The platform's clock, to be held and let go in tests of processes: only where DEMO_CLOCK allows that time is moved. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { pinClock, releaseClock } from "../../features/meta/demo-clock.ts";
import { type Endpoints, everybody } from "../api.ts";
import { clockImmutable } from "../rejections/others.ts";

const tags = ["流程接口 process API"];
/** The year 3000: what lies beyond is a mistake in the unit. */
const LATEST_MS = 32_503_680_000_000;

/** See file head. */
export const clockControl: Endpoints = (routes, platform) => {
  const config = { right: "operate" } as const;
  const allowed = (request: FastifyRequest, move: "PIN" | "RESET"): void => {
    everybody(request);
    if (!platform.config.demoClock) throw clockImmutable(move);
  };
  routes.put(
    "/clock",
    {
      config,
      schema: {
        tags,
        summary: "Holds the clock at an instant",
        body: z.strictObject({
          timestamp: z.int().min(0, { error: "must be not negative" }).max(LATEST_MS),
        }),
      },
    },
    async (request, reply) => {
      allowed(request, "PIN");
      await pinClock(platform, request.body.timestamp);
      return reply.code(204).send();
    },
  );
  routes.post(
    "/clock/reset",
    { config, schema: { tags, summary: "Lets it go with the machine's again" } },
    async (request, reply) => {
      allowed(request, "RESET");
      await releaseClock(platform);
      return reply.code(204).send();
    },
  );
};
