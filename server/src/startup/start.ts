/**
 * The order in which the parts of the server come up, and in which they go down: each part is stopped
 * before what it stands on.
 */
import { join } from "node:path";
import { type DemoAccount, createServer } from "../app.ts";
import type { Config } from "../config.ts";
import { brokerAccess } from "../infrastructure/broker-access.ts";
import { listenFailure, startEmbeddedBroker } from "../infrastructure/embedded-broker.ts";
import { startEmbeddedPostgres } from "../infrastructure/embedded-postgres.ts";
import { loadSecrets } from "../infrastructure/secrets.ts";
import {
  type Sentence,
  StartFailure,
  diskFull,
  isDiskFull,
} from "../infrastructure/start-failure.ts";
import { startTracing } from "../infrastructure/tracing.ts";
import { checkBroker } from "./check-broker.ts";
import { checkDataKey } from "./check-data-key.ts";
import { checkDatabase } from "./check-database.ts";
import { checkFileStorage } from "./check-file-storage.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { withoutPassword } from "./unreachable.ts";

/** A server that answers requests. */
export interface RunningServer {
  readonly demoAccounts: readonly DemoAccount[];
  readonly hasAdministrator: boolean;
  /** Stops everything that was started, in order; safe to call twice. */
  stop(): Promise<void>;
}

/** Told about each step before it begins. */
export type Progress = (step: Sentence) => void;

/**
 * Brings the server up. When a step fails, the steps before it are undone.
 *
 * @throws StartFailure where a person can do something about it
 */
export async function start(config: Config, progress: Progress): Promise<RunningServer> {
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let undo = started.pop(); undo; undo = started.pop()) {
      await undo();
    }
  };
  try {
    const databaseUrl = await startDatabase(config, started, progress);
    if (config.filesS3 !== undefined) {
      progress({ zh: "连接文件存储", en: "Connecting to the file storage" });
      await checkFileStorage(config.filesS3, config);
    }
    const mqttUrl = await startBroker(config, started, progress);
    if (config.tracing !== undefined) started.push(startTracing(config.tracing));
    progress({ zh: "启动服务", en: "Starting the server" });
    const server = await createServer({ config, databaseUrl, mqttUrl });
    started.push(() => server.close());
    try {
      await server.listen();
    } catch (error) {
      throw listenFailure(error, { ...config, setting: "PORT" });
    }
    let stopping: Promise<void> | undefined;
    return {
      demoAccounts: server.demoAccounts(),
      hasAdministrator: server.hasAdministrator,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await stop();
    if (!(error instanceof StartFailure) && isDiskFull(error)) {
      throw diskFull(config.dataDirectory, error);
    }
    throw error;
  }
}

async function startDatabase(
  config: Config,
  started: (() => Promise<void>)[],
  progress: Progress,
): Promise<string> {
  if (config.databaseUrl !== undefined) {
    progress({ zh: "连接数据库", en: "Connecting to the database" });
    await checkDatabase(config.databaseUrl);
    const directUrl = config.databaseDirectUrl ?? config.databaseUrl;
    if (directUrl !== config.databaseUrl) await checkDatabase(directUrl);
    await migrateDatabase(directUrl, { address: withoutPassword(directUrl) });
    await checkDataKey(directUrl, config.dataKey);
    return config.databaseUrl;
  }
  progress({ zh: "启动数据库", en: "Starting the database" });
  const postgres = await startEmbeddedPostgres({
    directory: join(config.dataDirectory, "postgres"),
    password: loadSecrets(config.dataDirectory).databasePassword,
  });
  started.push(() => postgres.stop());
  await migrateDatabase(postgres.url, { dataDirectory: config.dataDirectory });
  await checkDataKey(postgres.url, config.dataKey);
  return postgres.url;
}

async function startBroker(
  config: Config,
  started: (() => Promise<void>)[],
  progress: Progress,
): Promise<string> {
  if (config.mqttUrl !== undefined) {
    progress({ zh: "连接设备消息服务", en: "Connecting to the broker" });
    await checkBroker(config.mqttUrl);
    return config.mqttUrl;
  }
  progress({ zh: "启动设备消息服务", en: "Starting the broker" });
  const broker = await startEmbeddedBroker({
    host: config.host,
    port: config.mqttPort,
    access: brokerAccess(config.sessionSecret),
  });
  started.push(() => broker.stop());
  return broker.url;
}
