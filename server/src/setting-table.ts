/** The table of settings: names, what they accept, defaults and what they are for. A new one is one entry here. */
import { z } from "zod";
import { webhooksSetting } from "./webhooks/webhook.ts";
import { clientsSetting } from "./process-api/clients.ts";

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const count = z.coerce.number().int().min(1);
const megabytes = z.coerce.number().min(0.001).max(1024);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}//`)), {
      error: `须以 ${named(protocols)} 开头 · must begin with ${named(protocols)}`,
      abort: true,
    })
    .refine(isReadableAddress, {
      error:
        "不是完整的地址；密码中的特殊字符须转写，如 # 写作 %23 · is no whole address; special characters of a password are written as %23 for #",
    });

function named(protocols: readonly string[]): string {
  return protocols.map((protocol) => `${protocol}//`).join(" / ");
}

/** Also what the clients decode of it: a password with a lone `%` would fail only there. */
function isReadableAddress(value: string): boolean {
  try {
    decodeURI(new URL(value).href);
    return true;
  } catch {
    return false;
  }
}

interface Setting<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** What is read when the setting is absent; `undefined` means that it may be absent. */
  readonly fallback: string | undefined;
  readonly zh: string;
  readonly en: string;
}

function setting<Schema extends z.ZodType>(
  schema: Schema,
  fallback: string | undefined,
  zh: string,
  en: string,
): Setting<Schema> {
  return { schema, fallback, zh, en };
}

/** The table of settings, in the order in which `.env.example` prints them. */
export const settings = {
  PORT: setting(port, "8080", "网页与接口的端口。", "Port of the web pages and the API."),
  HOST: setting(
    z.string().min(1),
    "127.0.0.1",
    "监听的地址；要让其他机器访问，设为 0.0.0.0。",
    "Address to listen on; 0.0.0.0 lets other machines in.",
  ),
  MQTT_PORT: setting(
    port,
    "1883",
    "内置设备消息服务（MQTT）的端口；设置了 MQTT_URL 时不用。",
    "Port of the embedded device broker (MQTT); unused when MQTT_URL is set.",
  ),
  PUBLIC_URL: setting(
    url("http:", "https:").optional(),
    undefined,
    "用户看到的网址，用于二维码和链接；默认 http://localhost:PORT。以 https 开头时会话 Cookie 只走加密连接。",
    "Address that people see, for QR codes and links; default http://localhost:PORT. With https the session cookie is Secure.",
  ),
  TRUST_PROXY: setting(
    flag,
    "false",
    "位于反向代理之后时设为 true，以识别真实来源地址。",
    "Set to true behind a reverse proxy, so that the caller's real address is seen.",
  ),
  DATA_DIR: setting(
    z.string().min(1),
    ".data",
    "数据目录：内置数据库、上传的材料（未设 FILES_S3_BUCKET 时）和密钥。",
    "Data folder: embedded database, uploaded materials (without FILES_S3_BUCKET) and secrets.",
  ),
  FILES_S3_BUCKET: setting(
    z.string().min(1).optional(),
    undefined,
    "上传的材料、签发的文书和 /v2 的文档存入 S3 兼容存储的这个存储桶（须已存在）；不设则存入数据目录。",
    "Bucket (it must exist) of an S3-compatible storage for uploaded materials, issued documents and documents of /v2; without it they are kept in the data folder.",
  ),
  FILES_S3_ENDPOINT: setting(
    url("http:", "https:").optional(),
    undefined,
    "S3 兼容存储的地址，如 https://minio.example:9000；不设则为 Amazon S3。",
    "Address of the S3-compatible storage, as https://minio.example:9000; without it Amazon S3.",
  ),
  FILES_S3_REGION: setting(
    z.string().min(1),
    "us-east-1",
    "存储桶所在的区域；自建存储多半不看此项。",
    "Region of the bucket; most storages of one's own do not mind.",
  ),
  FILES_S3_PREFIX: setting(
    z.string().regex(/^(?:[\w.-]+\/)*$/, {
      error: "须以 / 结尾，如 tongban/ · must end with a slash, as tongban/",
    }),
    "",
    "对象名的前缀，以 / 结尾；与其他系统共用存储桶时设置。",
    "Put before every key, with a slash at its end; for a bucket that is shared with other systems.",
  ),
  FILES_S3_ACCESS_KEY_ID: setting(
    z.string().min(1).optional(),
    undefined,
    "访问存储桶的密钥标识；须能读、写、删除和列出对象。",
    "Key id for the bucket; it must be able to read, write, delete and list objects.",
  ),
  FILES_S3_SECRET_ACCESS_KEY: setting(
    z.string().min(1).optional(),
    undefined,
    "访问存储桶的密钥。",
    "Its secret.",
  ),
  FILES_S3_PATH_STYLE: setting(
    flag,
    "true",
    "存储桶名写在路径中（MinIO 等自建存储）；为 false 时写在主机名中（Amazon S3 及多数云存储）。",
    "The bucket's name stands in the path (MinIO and the like); with false in the name of the host (Amazon S3, most clouds).",
  ),
  DATABASE_URL: setting(
    url("postgresql:", "postgres:").optional(),
    undefined,
    "使用自己的 PostgreSQL（15 或更高）；不设则启动内置数据库。",
    "Your own PostgreSQL (15 or later); without it the embedded one is started.",
  ),
  DATABASE_DIRECT_URL: setting(
    url("postgresql:", "postgres:").optional(),
    undefined,
    "DATABASE_URL 指向按事务分配连接的连接池（如 PgBouncer 的 transaction 模式）时，数据库本身的地址；监听、会话锁和迁移用它。",
    "The database itself, where DATABASE_URL leads to a pooler that gives each transaction another session (PgBouncer in transaction mode): for listening, locks of a session and migrations.",
  ),
  DATABASE_POOL_SIZE: setting(
    count.max(500),
    "10",
    "每个服务进程的数据库连接数上限。",
    "Database connections of one server process, at most.",
  ),
  MQTT_URL: setting(
    url("mqtt:", "mqtts:", "ws:", "wss:").optional(),
    undefined,
    "使用自己的 MQTT 服务；不设则启动内置服务。",
    "Your own MQTT broker; without it the embedded one is started.",
  ),
  SIMULATORS: setting(
    flag.optional(),
    undefined,
    "是否启动模拟的大厅设备；默认仅在使用内置 MQTT 服务时启动。",
    "Whether simulated hall devices run; by default only with the embedded broker.",
  ),
  SESSION_SECRET: setting(
    z.string().min(32).optional(),
    undefined,
    "会话签名密钥（至少 32 个字符）；不设则首次启动时生成并存入数据目录。",
    "Key that signs sessions (32 characters or more); generated into the data folder at the first start.",
  ),
  DATA_KEY: setting(
    z
      .string()
      .regex(/^[0-9a-f]{64}$/i, { error: "须为 64 位十六进制数 · must be 64 hexadecimal digits" })
      .optional(),
    undefined,
    "加密身份证号等信息的密钥（64 位十六进制）；不设则首次启动时生成并存入数据目录。丢失后数据无法解密。",
    "Key that encrypts identity numbers (64 hexadecimal digits); generated into the data folder at the first start. Lost key, lost data.",
  ),
  ADMIN_USERNAME: setting(
    z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/, {
      error:
        "须为 2 至 32 个小写字母、数字、点、下划线或连字符，以字母开头 · must be 2 to 32 lower-case letters, digits, dots, underscores or hyphens, a letter first",
    }),
    "admin",
    "首个系统管理员的用户名；见 ADMIN_PASSWORD。",
    "User name of the first administrator; see ADMIN_PASSWORD.",
  ),
  ADMIN_PASSWORD: setting(
    z.string().min(12).max(256).optional(),
    undefined,
    "首个系统管理员的密码（至少 12 个字符）：启动时若还没有管理员，即以此建立；已有管理员时不起作用，之后应删去本项。",
    "Password of the first administrator (12 characters or more): the start makes one where there is none yet, and ignores this where there is one; remove it afterwards.",
  ),
  PROCESS_API_CLIENTS: setting(
    clientsSetting,
    "[]",
    '可调用流程接口 /v2 的其他系统（JSON）：[{"id":"worker","secret":"至少16个字符","rights":["work"],"processes":["invoice-*"]}]；不写 rights 即全部权限，不写 processes 即全部流程。',
    'Other systems that may call the process API /v2 (JSON): [{"id":"worker","secret":"16 characters or more","rights":["work"],"processes":["invoice-*"]}]; all rights without rights (read, data, deploy, operate, tasks, work), all processes without processes.',
  ),
  WEBHOOKS: setting(
    webhooksSetting,
    "[]",
    '流程有变化时通知的其他系统（JSON）：[{"id":"erp","url":"https://erp.example/hook","secret":"至少24个字符","types":["org.tongban.process-instance.completed"],"processes":["invoice-*"]}]；不写 types 即全部事件，不写 processes 即全部流程。通知不含变量和姓名，以 secret 签名。',
    'Other systems that are told what happens (JSON): [{"id":"erp","url":"https://erp.example/hook","secret":"24 characters or more","types":["org.tongban.process-instance.completed"],"processes":["invoice-*"]}]; all events without types, all processes without processes. No variables or names are told; the secret signs.',
  ),
  HISTORY_MONTHS: setting(
    z.coerce.number().int().min(0).max(1200),
    "0",
    "流程历史保留的月数：某月开始的流程全部结束满这么多个月后，该月的历史整体移出；0 为永久保留。",
    "Months that the history of processes is kept: when all that began in a month have ended so long ago, the month's history goes as a whole; 0 keeps it for ever.",
  ),
  HISTORY_WHEN_OVER: setting(
    z.enum(["archive", "drop"]),
    "archive",
    "期满的历史：archive 移到数据库的 archive 模式下待另存，drop 删除。",
    "What becomes of history whose time is over: archive moves it to the schema archive, to be stored elsewhere; drop deletes it.",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    url("http:", "https:").optional(),
    undefined,
    "调用链（OpenTelemetry）收集器的地址，如 http://collector:4318；不设则不采集。",
    "Collector of traces (OpenTelemetry, OTLP over HTTP), as http://collector:4318; without it none are taken.",
  ),
  OTEL_TRACES_SAMPLER_ARG: setting(
    z.coerce.number().min(0).max(1),
    "0.1",
    "采集的调用链比例，0 到 1。",
    "Share of the traces that are taken, 0 to 1.",
  ),
  DEMO_DATA: setting(
    flag,
    "true",
    "首次启动时是否装入示例城市及演示账号；正式使用设为 false。",
    "Whether the first start fills in the sample city and demo accounts; false for real use.",
  ),
  DEMO_CLOCK: setting(
    flag,
    "false",
    "为 true 时管理员可以把系统时间向前拨，用于演示。",
    "With true an administrator may move the system's time forward, for demonstrations.",
  ),
  UPLOAD_MAX_MB: setting(
    megabytes,
    "20",
    "单个上传文件的大小上限（MB）。",
    "Largest uploaded file (MB).",
  ),
  UPLOAD_MAX_FILES: setting(
    count.max(100),
    "20",
    "每份材料最多的文件数。",
    "Files of one material, at most.",
  ),
  SESSION_HOURS: setting(
    count.max(720),
    "12",
    "登录的有效时间（小时）。",
    "Hours that a log-in lasts.",
  ),
  LOG_LEVEL: setting(
    z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]),
    "warn",
    "日志的详细程度：silent、fatal、error、warn、info、debug、trace。",
    "How much is logged: silent, fatal, error, warn, info, debug or trace.",
  ),
} as const;
