/** The HTTP application: everything that answers a request. */
import { join } from "node:path";
import fastify, { LogController, type FastifyServerOptions } from "fastify";
import {
  type ZodTypeProvider,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { openDatabase } from "@tongban/prisma";
import type { Config } from "./config.ts";
import { auth } from "./features/auth/auth.routes.ts";
import { sessionStore } from "./features/auth/session-store.ts";
import { fileStore } from "./features/files/file-store.ts";
import { loadClockOffset } from "./features/meta/demo-clock.ts";
import { meta } from "./features/meta/meta.routes.ts";
import type { Routes } from "./http.ts";
import { dataProtection } from "./infrastructure/data-protection.ts";
import { platformClock } from "./platform-clock.ts";
import type { Feature, Platform } from "./platform.ts";
import { registerAccess } from "./plugins/access.ts";
import { registerHealth } from "./plugins/health.ts";
import { registerApiDescription, registerOpenApi } from "./plugins/openapi.ts";
import { registerProblems } from "./plugins/problems.ts";
import { registerRateLimits } from "./plugins/rate-limits.ts";
import { loggerSettings, registerRequestLog } from "./plugins/request-log.ts";
import { registerSecurityHeaders } from "./plugins/security-headers.ts";
import { registerSession } from "./plugins/session.ts";
import { registerWeb } from "./plugins/web.ts";

/** The features: one line each. */
const features: readonly Feature[] = [auth, meta];

/** One account of the sample city, for the block that the start prints. */
export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  /** Who it is and what it can do, in one line. */
  readonly zh: string;
  readonly en: string;
}

/** The application, built but not yet listening. */
export interface Server {
  /** Opens the port; the answer is the address. */
  listen(): Promise<string>;
  /** Lets open requests end, then closes everything that createServer opened. */
  close(): Promise<void>;
  /** Accounts of the sample city; none where demo data is off. */
  demoAccounts(): readonly DemoAccount[];
}

/** What the application stands on. */
export interface ServerDependencies {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly mqttUrl: string;
  readonly logger?: FastifyServerOptions["logger"];
}

/** The parts of the platform, opened but not started: nothing is connected until it is used. */
export function openPlatform({ config, databaseUrl }: ServerDependencies): Platform {
  return {
    config,
    clock: platformClock(),
    database: openDatabase(databaseUrl, config.databasePoolSize),
    protection: dataProtection(config.dataKey),
    files: fileStore(join(config.dataDirectory, "files")),
  };
}

/** All routes on a platform; needs no database until a request comes. */
export async function createApplication(
  platform: Platform,
  logger?: FastifyServerOptions["logger"],
): Promise<Routes> {
  const { config, database, clock } = platform;
  const app = fastify({
    logger: logger ?? loggerSettings(config.logLevel),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: 2 * 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  registerProblems(app);
  registerRequestLog(app);
  registerHealth(app, async () => (await database.$queryRaw`SELECT 1`) !== undefined);
  await registerSecurityHeaders(app, config.publicUrl.startsWith("https:"));
  await registerRateLimits(app);
  await registerOpenApi(app);
  await registerSession(app, {
    sessions: sessionStore(database, clock.machineNow, config.sessionMs),
    sessionSecret: config.sessionSecret,
  });
  registerAccess(app);
  for (const feature of features) {
    await feature(app, platform);
  }
  registerApiDescription(app);
  await registerWeb(app, config.webDirectory);
  await app.ready();
  return app;
}

/** Builds the application on a migrated database and a broker that answers. */
export async function createServer(dependencies: ServerDependencies): Promise<Server> {
  const { config, logger } = dependencies;
  const platform = openPlatform(dependencies);
  await loadClockOffset(platform);
  const app = await createApplication(platform, logger);
  return {
    listen: () => app.listen({ host: config.host, port: config.port }),
    async close() {
      await app.close();
      await platform.database.$disconnect();
    },
    demoAccounts: () => [],
  };
}
