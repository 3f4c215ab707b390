/** The HTTP application: everything that answers a request. */
import fastify, { type FastifyServerOptions } from "fastify";
import type { Config } from "./config.ts";

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

/** Builds the application on a migrated database and a broker that answers. */
export async function createServer({ config, logger }: ServerDependencies): Promise<Server> {
  const app = fastify({ logger: logger ?? { level: config.logLevel } });
  app.get("/livez", () => ({ status: "alive" }));
  app.get("/healthz", () => ({ status: "ready" }));
  await app.ready();
  return {
    listen: () => app.listen({ host: config.host, port: config.port }),
    close: () => app.close(),
    demoAccounts: () => [],
  };
}
