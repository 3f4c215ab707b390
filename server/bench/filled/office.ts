/** The whole application on a database, with the sample city's people at their desks: requests are injected, nothing listens. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_PASSWORD } from "@tongban/prisma/seed";
import { createApplication, openPlatform } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import type { Platform } from "../../src/platform.ts";
import { seedCalendar } from "../../src/seed/seed-calendar.ts";
import { seedSampleCity } from "../../src/seed/seed-sample-city.ts";

/** Nothing listens there: no hall takes part. */
const NO_BROKER = "mqtt://127.0.0.1:1";

/** Who does what in a case of M02. */
const DESKS = {
  applicant: "linxiaoyan",
  window: "wangfang",
  inspector: "liuyang",
  reviewer: "liqiang",
  approver: "zhengkai",
} as const;

/** A desk of the office. */
export type Desk = keyof typeof DESKS;

/** What is sent. */
export interface Sent {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly payload?: object | Buffer;
  readonly headers?: Record<string, string>;
}

/** See file head. */
export interface Office {
  readonly platform: Platform;
  /** Asks as somebody; @throws when the answer is not 2xx */
  readonly ask: (desk: Desk, sent: Sent) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Opens it on a migrated database. */
export async function openOffice(databaseUrl: string): Promise<Office> {
  const directory = await mkdtemp(join(tmpdir(), "tongban-bench-office-"));
  const config = loadConfig({ DATA_DIR: directory, LOG_LEVEL: "error" }, directory);
  const platform = openPlatform({ config, databaseUrl, mqttUrl: NO_BROKER });
  const app = await createApplication(platform);
  await seedCalendar(platform);
  await seedSampleCity(platform);
  await platform.lifecycle.start();
  await platform.runtime.start();
  const logIn = async (username: string): Promise<Record<string, string>> => {
    const payload = { username, password: DEMO_PASSWORD };
    const answer = await app.inject({ method: "POST", url: "/api/auth/login", payload });
    const cookie = answer.cookies.find(({ name }) => name === "tongban_session")?.value ?? "";
    const { csrfToken } = answer.json<{ csrfToken: string }>();
    return { cookie: `tongban_session=${cookie}`, "x-csrf-token": csrfToken };
  };
  const credentials = new Map<Desk, Record<string, string>>();
  for (const [desk, username] of Object.entries(DESKS)) {
    credentials.set(desk as Desk, await logIn(username));
  }
  let requests = 0;
  return {
    platform,
    ask: async (desk, { method, url, payload, headers }) => {
      requests += 1;
      const answer = await app.inject({
        method,
        url,
        // As from many places: the limits of one address are not what is measured.
        remoteAddress: `10.0.${(requests >> 8) & 255}.${requests & 255}`,
        headers: { ...credentials.get(desk), ...headers },
        ...(payload !== undefined && { payload }),
      });
      if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
      return answer.json<unknown>();
    },
    close: async () => {
      await app.close();
      await platform.runtime.stop();
      await platform.lifecycle.stop();
      await platform.database.$disconnect();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
