/** The server's time, and what there is for a demonstration: moving the time, and who one can be. */
import { Duration } from "luxon";
import { z } from "zod";
import { ROLES } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import { repeated } from "../../lifecycle.ts";
import type { Feature } from "../../platform.ts";
import { demoAccounts } from "../../seed/demo-accounts.ts";
import { advanceClock, loadClockOffset } from "./demo-clock.ts";

const tags = ["系统 platform"];
const clockSchema = z.object({ now: z.iso.datetime(), demo: z.boolean() }).meta({ id: "Clock" });
const advanceSchema = z.object({
  advance: z
    .string()
    .regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?$/)
    .describe("ISO 8601 duration, at most 366 days"),
});
const demoAccountsSchema = z
  .object({
    accounts: z.array(
      z.object({
        username: z.string(),
        password: z.string(),
        name: z.string(),
        roles: z.array(z.enum(ROLES)).describe("Empty for a citizen"),
      }),
    ),
  })
  .meta({ id: "DemoAccounts" });
const FOLLOW_MS = 2000;
const MOST_MS = 366 * 86_400_000;

/** Registers the feature. */
export const meta: Feature = (routes, platform) => {
  const { clock, config } = platform;
  if (config.demoClock) {
    // Another server may have moved the time.
    const onError = (error: unknown): void => routes.log.error(error, "clock");
    platform.lifecycle.add(repeated(() => loadClockOffset(platform), FOLLOW_MS, onError));
  }
  const accounts = config.demoData
    ? demoAccounts().map(({ username, password, name, roles }) => ({
        username,
        password,
        name,
        roles: [...roles],
      }))
    : [];
  const reading = (): { now: string; demo: boolean } => ({
    now: clock.date().toISOString(),
    demo: config.demoClock,
  });

  routes.get(
    "/api/clock",
    {
      config: { access: "public" },
      schema: { tags, summary: "The server's time", response: { 200: clockSchema } },
    },
    reading,
  );

  routes.get(
    "/api/demo/accounts",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "The sample city's accounts; none in real use (DEMO_DATA)",
        response: { 200: demoAccountsSchema },
      },
    },
    () => ({ accounts }),
  );

  routes.post(
    "/api/demo/clock",
    {
      config: { access: "clock.advance" },
      schema: {
        tags,
        summary: "Moves the time forward (DEMO_CLOCK)",
        body: advanceSchema,
        response: { 200: clockSchema },
      },
    },
    async (request) => {
      if (!config.demoClock) throw new Problem("DEMO_CLOCK_OFF");
      const ms = Duration.fromISO(request.body.advance).toMillis();
      if (ms > MOST_MS) throw new Problem("REQUEST_INVALID");
      await advanceClock(platform, ms);
      return reading();
    },
  );
};
