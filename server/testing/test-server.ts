/**
 * The application on a database of its own, for integration tests: requests are injected, nothing listens. The clock stands
 * where the test puts it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase } from "@tongban/prisma/testing";
import { DEMO_PASSWORD } from "@tongban/prisma/seed";
import type { FastifyServerOptions, InjectOptions, LightMyRequestResponse } from "fastify";
import { createApplication, openPlatform } from "../src/app.ts";
import { loadConfig } from "../src/config.ts";
import type { Routes } from "../src/http.ts";
import { type PlatformClock, platformClock } from "../src/platform-clock.ts";
import type { Platform } from "../src/platform.ts";
import { seedCalendar } from "../src/seed/seed-calendar.ts";
import { seedSampleCity } from "../src/seed/seed-sample-city.ts";

/** A Monday morning at ten, Asia/Shanghai: the "today" of the sample city. */
const TODAY = Date.parse("2026-11-23T10:00:00+08:00");

/** Nothing listens there. */
const NO_BROKER = "mqtt://127.0.0.1:1";

/** Someone who is logged in: requests carry cookie and CSRF token. */
export interface Person {
  get(url: string): Promise<LightMyRequestResponse>;
  send(
    method: "POST" | "PUT" | "DELETE",
    url: string,
    payload?: InjectOptions["payload"],
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

/** The application under test. */
export interface TestServer {
  readonly app: Routes;
  readonly platform: Platform;
  readonly clock: PlatformClock;
  /** Nobody in particular. */
  readonly anyone: Person;
  logIn(username: string, password?: string): Promise<Person>;
  close(): Promise<void>;
}

/** Password of every account of the sample city. */
export const PASSWORD = DEMO_PASSWORD;

/** What a test's server has. */
export interface TestServerOptions {
  /** Whether the sample city is there and the runtime works; by default neither. */
  readonly city?: boolean;
  /** Whether the runtime works, for tests that need no city. */
  readonly isWorking?: boolean;
  /** A broker with simulated devices; by default there is none to reach. */
  readonly mqttUrl?: string;
  /** Environment variables on top of the tests' own. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly logger?: FastifyServerOptions["logger"];
}

/** Builds the application on an empty database. */
export async function createTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  const directory = mkdtempSync(join(tmpdir(), "tongban-server-"));
  const config = loadConfig(
    { DATA_DIR: directory, LOG_LEVEL: "error", ...options.settings },
    directory,
  );
  const clock = platformClock(() => TODAY);
  const dependencies = { config, databaseUrl: database.url, mqttUrl: options.mqttUrl ?? NO_BROKER };
  const platform = openPlatform(dependencies, clock);
  const app = await createApplication(platform, options.logger);
  if (options.city === true) {
    await seedCalendar(platform);
    await seedSampleCity(platform);
    await platform.lifecycle.start();
  }
  if (options.city === true || options.isWorking === true) await platform.runtime.start();
  return {
    app,
    platform,
    clock,
    anyone: person(app, {}),
    async logIn(username, password = PASSWORD) {
      const answer = await app.inject({
        method: "POST",
        url: "/api/auth/login",
        payload: { username, password },
      });
      if (answer.statusCode !== 200) throw new Error(`${username}: ${answer.body}`);
      const cookie = answer.cookies.find(({ name }) => name === "tongban_session");
      return person(app, {
        cookie: `tongban_session=${cookie?.value ?? ""}`,
        "x-csrf-token": answer.json<{ csrfToken: string }>().csrfToken,
      });
    },
    async close() {
      await app.close();
      await platform.runtime.stop();
      await platform.lifecycle.stop();
      await platform.database.$disconnect();
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function person(app: Routes, credentials: Record<string, string>): Person {
  return {
    get: (url) => app.inject({ method: "GET", url, headers: credentials }),
    send: (method, url, payload, headers = {}) =>
      app.inject({
        method,
        url,
        headers: { ...credentials, ...headers },
        ...(payload !== undefined && { payload }),
      }),
  };
}
