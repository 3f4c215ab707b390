/**
 * Every setting of the server: its name, what it accepts, its default and what it is for. Settings
 * come from the environment, then from the file `.env`; `.env.example` is this table in print (a
 * test keeps the two equal). A setting that is wrong or unknown stops the start with a sentence.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import type { S3Settings } from "./features/files/s3-bucket.ts";
import { type Sentence, StartFailure } from "./infrastructure/start-failure.ts";
import type { ProcessApiClient } from "./process-api/clients.ts";
import type { HistoryRetention } from "./runtime/index.ts";
import type { Webhook } from "./webhooks/webhook.ts";
import { settings } from "./setting-table.ts";
import { loadSecrets } from "./infrastructure/secrets.ts";

type Settings = {
  readonly [Name in keyof typeof settings]: z.infer<(typeof settings)[Name]["schema"]>;
};

/** What the server knows about its surroundings; frozen after the start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly mqttPort: number;
  /** Address that people see, without a closing slash. */
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  /** Absolute path. */
  readonly dataDirectory: string;
  /** Where files are kept; undefined: in the data folder. */
  readonly filesS3: S3Settings | undefined;
  /** A PostgreSQL of the user's own; undefined means the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Past a pooler. */
  readonly databaseDirectUrl: string | undefined;
  readonly databasePoolSize: number;
  /** A broker of the user's own; undefined means the embedded one. */
  readonly mqttUrl: string | undefined;
  readonly simulators: boolean;
  readonly sessionSecret: string;
  /** 32 bytes for AES-256-GCM. */
  readonly dataKey: Buffer;
  /** Other systems that may call the process API. */
  readonly processApiClients: readonly ProcessApiClient[];
  /** Other systems that are told what happens. */
  readonly webhooks: readonly Webhook[];
  /** How long the history of processes is kept, and what becomes of it then. */
  readonly historyRetention: HistoryRetention;
  /** Where traces go; undefined: nowhere. */
  readonly tracing: { readonly endpoint: string; readonly ratio: number } | undefined;
  readonly demoData: boolean;
  /** Whom to make administrator where there is none; without a password nobody. */
  readonly firstAdministrator: {
    readonly username: string;
    readonly password: string | undefined;
  };
  readonly demoClock: boolean;
  readonly uploadMaxBytes: number;
  readonly uploadMaxFiles: number;
  readonly sessionMs: number;
  readonly logLevel: Settings["LOG_LEVEL"];
  /** Folder of the web build; served beside the API where it exists. */
  readonly webDirectory: string;
  /** Zone of deadlines, lists and documents, whatever the machine's own. */
  readonly timeZone: "Asia/Shanghai";
}

/** Folder of the checkout. */
export const repositoryDirectory = resolve(import.meta.dirname, "../..");

/**
 * Reads the settings from an environment.
 *
 * @param environment names and values; an empty value counts as absent
 * @throws StartFailure `SETTING_INVALID`, naming every setting that is wrong
 */
export function parseSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const values: Record<string, unknown> = {};
  const problems: Sentence[] = [];
  for (const [name, { schema, fallback }] of Object.entries(settings)) {
    const given = environment[name] === "" ? undefined : environment[name];
    const parsed = schema.safeParse(given ?? fallback);
    if (parsed.success) {
      values[name] = parsed.data;
    } else {
      problems.push({
        zh: `${name}：${complaint(schema, given, "zh")}`,
        en: `${name}: ${complaint(schema, given, "en")}`,
      });
    }
  }
  if (problems.length > 0) {
    throw invalidSettings(problems);
  }
  return values as Settings;
}

/**
 * The settings of this process: environment over `.env` over defaults.
 *
 * @throws StartFailure `SETTING_INVALID`
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  directory: string = repositoryDirectory,
): Settings {
  return parseSettings({ ...readEnvFile(resolve(directory, ".env")), ...environment });
}

/**
 * The configuration of this process: its settings with the secrets of the data folder, which are drawn
 * at the first start.
 *
 * @throws StartFailure `SETTING_INVALID`, `DATA_FOLDER_UNWRITABLE`, `DISK_FULL`
 */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  directory: string = repositoryDirectory,
): Config {
  const given = readSettings(environment, directory);
  const dataDirectory = resolve(directory, given.DATA_DIR);
  const secrets = loadSecrets(dataDirectory);
  return Object.freeze({
    port: given.PORT,
    host: given.HOST,
    mqttPort: given.MQTT_PORT,
    publicUrl: (given.PUBLIC_URL ?? `http://localhost:${given.PORT}`).replace(/\/+$/, ""),
    trustProxy: given.TRUST_PROXY,
    dataDirectory,
    filesS3: filesS3(given),
    databaseUrl: given.DATABASE_URL,
    databaseDirectUrl: given.DATABASE_DIRECT_URL,
    databasePoolSize: given.DATABASE_POOL_SIZE,
    mqttUrl: given.MQTT_URL,
    simulators: given.SIMULATORS ?? given.MQTT_URL === undefined,
    sessionSecret: given.SESSION_SECRET ?? secrets.sessionSecret,
    dataKey: Buffer.from(given.DATA_KEY ?? secrets.dataKey, "hex"),
    processApiClients: given.PROCESS_API_CLIENTS,
    webhooks: given.WEBHOOKS,
    historyRetention: {
      months: given.HISTORY_MONTHS === 0 ? null : given.HISTORY_MONTHS,
      whenOver: given.HISTORY_WHEN_OVER,
    },
    tracing:
      given.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : {
            endpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT,
            ratio: given.OTEL_TRACES_SAMPLER_ARG,
          },
    demoData: given.DEMO_DATA,
    firstAdministrator: { username: given.ADMIN_USERNAME, password: given.ADMIN_PASSWORD },
    demoClock: given.DEMO_CLOCK,
    uploadMaxBytes: Math.round(given.UPLOAD_MAX_MB * 1024 * 1024),
    uploadMaxFiles: given.UPLOAD_MAX_FILES,
    sessionMs: given.SESSION_HOURS * 3_600_000,
    logLevel: given.LOG_LEVEL,
    webDirectory: resolve(repositoryDirectory, "modeler-ui/dist"),
    timeZone: "Asia/Shanghai",
  });
}

function filesS3(given: Settings): S3Settings | undefined {
  const bucket = given.FILES_S3_BUCKET;
  if (bucket === undefined) return undefined;
  const accessKeyId = given.FILES_S3_ACCESS_KEY_ID;
  const secretAccessKey = given.FILES_S3_SECRET_ACCESS_KEY;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw invalidSettings([
      {
        zh: "设置了 FILES_S3_BUCKET 时，须同时设置 FILES_S3_ACCESS_KEY_ID 和 FILES_S3_SECRET_ACCESS_KEY",
        en: "FILES_S3_BUCKET needs FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY beside it",
      },
    ]);
  }
  return {
    bucket,
    accessKeyId,
    secretAccessKey,
    endpoint: given.FILES_S3_ENDPOINT,
    region: given.FILES_S3_REGION,
    prefix: given.FILES_S3_PREFIX,
    isPathStyle: given.FILES_S3_PATH_STYLE,
  };
}

/** The text of `.env.example`: every setting with its meaning and default, commented out. */
export function renderEnvExample(): string {
  const head =
    "# 复制为 .env 并去掉所需行首的 #。环境变量优先于本文件。\n" +
    "# Copy to .env and uncomment what you need. The environment wins over this file.\n";
  const blocks = Object.entries(settings).map(
    ([name, { fallback, zh, en }]) => `\n# ${zh}\n# ${en}\n# ${name}=${fallback ?? ""}\n`,
  );
  return head + blocks.join("");
}

function readEnvFile(file: string): Record<string, string | undefined> {
  if (!existsSync(file)) {
    return {};
  }
  const values = parseEnv(readFileSync(file, "utf8"));
  const unknown = Object.keys(values).filter((name) => !(name in settings));
  if (unknown.length > 0) {
    const names = unknown.join(", ");
    throw invalidSettings([
      { zh: `.env 中的 ${names} 不是设置项`, en: `${names} in .env is no setting` },
    ]);
  }
  return values;
}

/** What is wrong with a value that `schema` refuses: in zod's words, or in our own, which have both languages with a dot between. */
function complaint(schema: z.ZodType, given: unknown, language: keyof Sentence): string {
  const { localeError } = language === "zh" ? z.locales.zhCN() : z.locales.en();
  const issues = schema.safeParse(given, { error: localeError }).error?.issues ?? [];
  return issues.map(({ message }) => inLanguage(message, language)).join(", ");
}

function inLanguage(message: string, language: keyof Sentence): string {
  const [zh, en] = message.split(" · ");
  return (language === "zh" ? zh : en) ?? message;
}

function invalidSettings(problems: readonly Sentence[]): StartFailure {
  return new StartFailure("SETTING_INVALID", {
    zh: `设置有误（${problems.map(({ zh }) => zh).join("；")}）。请对照 .env.example 更正后重新启动。`,
    en: `A setting is wrong (${problems.map(({ en }) => en).join("; ")}). Correct it as .env.example describes and start again.`,
  });
}
