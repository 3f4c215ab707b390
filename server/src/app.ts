/** The HTTP application: everything that answers a request. */
import fastify, { LogController, type FastifyServerOptions } from "fastify";
import {
  type ZodTypeProvider,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { openDatabase } from "@tongban/prisma";
import type { Config } from "./config.ts";
import { audit } from "./features/audit/audit.routes.ts";
import { auth } from "./features/auth/auth.routes.ts";
import { calendar } from "./features/calendar/calendar.routes.ts";
import { sessionStore } from "./features/auth/session-store.ts";
import { files } from "./features/files/files.housekeeping.ts";
import { cases } from "./features/cases/cases.routes.ts";
import { tasks } from "./features/tasks/tasks.routes.ts";
import { openFileStore } from "./features/files/open-file-store.ts";
import { hall } from "./features/hall/hall.routes.ts";
import { instances } from "./features/instances/instances.routes.ts";
import { live } from "./features/live/live.routes.ts";
import { matters } from "./features/matters/matters.routes.ts";
import { loadClockOffset } from "./features/meta/demo-clock.ts";
import { meta } from "./features/meta/meta.routes.ts";
import { models } from "./features/models/models.routes.ts";
import { operations } from "./features/operations/operations.routes.ts";
import { supervision } from "./features/supervision/supervision.routes.ts";
import type { Routes } from "./http.ts";
import { lifecycle } from "./lifecycle.ts";
import { dataProtection } from "./infrastructure/data-protection.ts";
import { runtimeMetrics } from "./infrastructure/runtime-metrics.ts";
import { type PlatformClock, platformClock } from "./platform-clock.ts";
import type { Feature, Platform } from "./platform.ts";
import { registerAccess } from "./plugins/access.ts";
import { registerBodies } from "./plugins/bodies.ts";
import { registerHealth } from "./plugins/health.ts";
import { registerApiDescription, registerOpenApi } from "./plugins/openapi.ts";
import { answer, asProblem, registerProblems } from "./plugins/problems.ts";
import { registerRateLimits } from "./plugins/rate-limits.ts";
import { registerReadableInput } from "./plugins/readable-input.ts";
import { describedError } from "./infrastructure/described-error.ts";
import { loggerSettings, registerRequestLog } from "./plugins/request-log.ts";
import { registerSecurityHeaders } from "./plugins/security-headers.ts";
import { registerSession } from "./plugins/session.ts";
import { registerTraces } from "./plugins/traces.ts";
import { registerWeb } from "./plugins/web.ts";
import { asApiProblem, sendProblem } from "./process-api/api-problem.ts";
import { isOfProcessApi, registerProcessApi } from "./process-api/process-api.ts";
import { Runtime } from "./runtime/index.ts";
import { webhooks } from "./webhooks/webhooks.ts";
import { type DemoAccount, demoAccounts } from "./seed/demo-accounts.ts";
import { ensureAdministrator } from "./seed/first-administrator.ts";
import { seedCalendar } from "./seed/seed-calendar.ts";
import { seedSampleCity } from "./seed/seed-sample-city.ts";

/** The features: one line each. */
const features: readonly Feature[] = [
  auth,
  meta,
  matters,
  calendar,
  audit,
  files,
  live,
  cases,
  tasks,
  hall,
  models,
  operations,
  instances,
  supervision,
  webhooks,
];

export type { DemoAccount } from "./seed/demo-accounts.ts";

/** The application, built but not yet listening. */
export interface Server {
  /** Opens the port; the answer is the address. */
  listen(): Promise<string>;
  /** Lets open requests end, then closes everything that createServer opened. */
  close(): Promise<void>;
  /** Accounts of the sample city; none where demo data is off. */
  demoAccounts(): readonly DemoAccount[];
  /** False where nobody can look after the installation yet. */
  readonly hasAdministrator: boolean;
}

/** What the application stands on. */
export interface ServerDependencies {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly mqttUrl: string;
  readonly logger?: FastifyServerOptions["logger"];
}

/** The parts of the platform, opened but not started: nothing is connected until it is used. */
export function openPlatform(
  { config, databaseUrl, mqttUrl }: ServerDependencies,
  clock: PlatformClock = platformClock(),
  onError: (error: unknown) => void = reportError,
): Platform {
  const database = openDatabase(databaseUrl, config.databasePoolSize);
  const metrics = runtimeMetrics();
  const runtime = new Runtime({
    databaseUrl,
    directUrl: config.databaseDirectUrl,
    prisma: database,
    now: clock.now,
    timeZone: config.timeZone,
    poolSize: config.databasePoolSize,
    onError,
    historyRetention: config.historyRetention,
    observer: metrics.observer,
  });
  metrics.watch({
    backlog: () => runtime.backlog(),
    waiting: () => runtime.waiting,
    now: () => performance.now(),
  });
  return {
    config,
    clock,
    database,
    mqttUrl,
    lifecycle: lifecycle(),
    protection: dataProtection(config.dataKey),
    files: openFileStore(config),
    runtime,
    metrics: metrics.registry,
  };
}

function reportError(error: unknown): void {
  process.stderr.write(`${JSON.stringify(describedError(error))}\n`);
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
    // One hop: what a caller wrote into the header before our own proxy is not believed.
    trustProxy: config.trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit: 2 * 1024 * 1024,
    // Whoever sends slower than this is let go; a photo over a bad line takes a minute or two.
    requestTimeout: 300_000,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 200 },
    // Of addresses that no route can be looked for by.
    frameworkErrors: (error, request, reply) => {
      const problem = asProblem(error);
      void (isOfProcessApi(request.url)
        ? sendProblem(request, reply, asApiProblem(problem))
        : answer(request, reply, problem));
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  registerTraces(app);
  registerProblems(app);
  registerRequestLog(app);
  registerHealth(
    app,
    platform.metrics,
    async () => (await database.$queryRaw`SELECT 1`) !== undefined,
  );
  await registerSecurityHeaders(app, config.publicUrl.startsWith("https:"));
  await registerRateLimits(app);
  await registerBodies(app, config.uploadMaxBytes);
  await registerOpenApi(app);
  await registerSession(app, {
    sessions: sessionStore(database, clock.machineNow, config.sessionMs),
    sessionSecret: config.sessionSecret,
  });
  registerAccess(app);
  registerReadableInput(app);
  for (const feature of features) {
    await feature(app, platform);
  }
  await registerProcessApi(app, platform);
  await registerApiDescription(app);
  await registerWeb(app, config.webDirectory);
  await app.ready();
  return app;
}

/** Builds the application on a migrated database and a broker that answers; when that fails, nothing stays open. */
export async function createServer(dependencies: ServerDependencies): Promise<Server> {
  const { config, logger } = dependencies;
  const platform = openPlatform(dependencies);
  let app: Routes | undefined;
  let hasAdministrator = false;
  // Requests end first, then work in progress, then what both stood on.
  const close = async (): Promise<void> => {
    await app?.close();
    await platform.runtime.stop();
    await platform.lifecycle.stop();
    await platform.database.$disconnect();
  };
  try {
    await loadClockOffset(platform);
    app = await createApplication(platform, logger);
    await seedCalendar(platform);
    if (config.demoData) await seedSampleCity(platform);
    hasAdministrator = await ensureAdministrator(platform);
    await platform.lifecycle.start();
    await platform.runtime.start();
  } catch (error) {
    await close();
    throw error;
  }
  const application = app;
  return {
    close,
    listen: () => application.listen({ host: config.host, port: config.port }),
    demoAccounts: () => (config.demoData ? demoAccounts() : []),
    hasAdministrator,
  };
}
