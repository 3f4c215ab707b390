/**
 * `npm run bench -- --filled [--instances N] [--history M] [--in FOLDER]`: the same work on an empty and on a filled database of one
 * PostgreSQL, in turns. Filling runs without the safety that a database needs and is none of what is measured; the server is
 * started anew, with the settings of `npm start`, before anything is.
 */
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { applyMigrations } from "@tongban/prisma";
import { Client } from "pg";
import { startEmbeddedPostgres } from "../../src/infrastructure/embedded-postgres.ts";
import { removeCluster } from "../../src/infrastructure/postgres/place.ts";
import { databaseOf } from "../database.ts";
import { type Effort, measure, type Measured } from "../measure.ts";
import { withSection } from "../page.ts";
import { Participant } from "../participant.ts";
import type { WorkloadKey } from "../workloads.ts";
import { type Copies, fill, type Filled } from "./fill.ts";
import { measureInbox } from "./inbox-load.ts";
import { openOffice } from "./office.ts";
import { filledReport, FILLED_TITLE } from "./filled-report.ts";
import type { Template } from "./template.ts";
import { makeTemplates, type Templates } from "./templates.ts";

const PASSWORD = "for-the-bench";
const DAY_MS = 86_400_000;
/** Cases that wait began within a month, those that ended within most of a year. */
const WAITING_SINCE_MS = 30 * DAY_MS;
const ENDED_SINCE_MS = 300 * DAY_MS;
/** Of the live instances, and of the rows of the history of what has ended, those of short cases; the rest is M02's. */
const SHORT_SHARE = 0.6;
const PAGES = 200;
const WORKLOADS = ["job", "userTask"] as const satisfies readonly WorkloadKey[];

/** How much there is to be. */
export interface FilledOptions {
  /** Live process instances. */
  readonly instances: number;
  /** Rows of the history. */
  readonly historyRows: number;
  /** Whether the page is written. */
  readonly isWritten: boolean;
  /** Kept there and, when it is there already, not filled again; without it, a folder that is deleted at the end. */
  readonly directory: string | undefined;
}

/** Fills, measures and reports. */
export async function benchFilled(options: FilledOptions, effort: Effort): Promise<void> {
  const directory = options.directory ?? (await mkdtemp("/tmp/tongban-bench-"));
  await mkdir(directory, { recursive: true });
  // Started by root, PostgreSQL runs as another account, which must get here.
  await chmod(directory, 0o755);
  const cluster = join(directory, "postgres");
  const note = join(directory, "filled.json");
  try {
    if (!existsSync(note)) await writeFile(note, JSON.stringify(await prepare(cluster, options)));
    const filled = JSON.parse(await readFile(note, "utf8")) as Filled;
    const section = await compare(cluster, filled, effort);
    process.stdout.write(section);
    if (options.isWritten) {
      const path = join(import.meta.dirname, "../../../docs/benchmarks.md");
      await writeFile(path, withSection(await readFile(path, "utf8"), FILLED_TITLE, section));
    }
  } finally {
    if (options.directory === undefined) {
      removeCluster(cluster);
      await rm(directory, { recursive: true, force: true });
    }
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Makes `empty`, where the templates are carried out, and `filled`, a copy of it that is filled. */
async function prepare(cluster: string, options: FilledOptions): Promise<Filled> {
  let postgres = await startEmbeddedPostgres({ directory: cluster, password: PASSWORD });
  try {
    const owner = await connected(postgres.url);
    await owner.query("CREATE DATABASE empty");
    await owner.query("ALTER SYSTEM SET wal_level = 'minimal'");
    await owner.query("ALTER SYSTEM SET max_wal_senders = 0");
    const empty = urlOf(postgres.url, "empty");
    await applyMigrations(empty);
    const templates = await templatesOf(empty);
    await owner.query("CREATE DATABASE filled TEMPLATE empty");
    await owner.end();
    await postgres.stop();
    postgres = await startEmbeddedPostgres({
      directory: cluster,
      password: PASSWORD,
      durable: false,
    });
    const filled = await fill(urlOf(postgres.url, "filled"), copiesOf(templates, options), say);
    const again = await connected(postgres.url);
    await again.query("ALTER SYSTEM RESET ALL");
    const { rows } = await again.query<{ oid: string }>(
      "SELECT oid::text FROM pg_database WHERE datname = 'filled'",
    );
    await again.end();
    await postgres.stop();
    await forgetGaps(join(cluster, "base", rows[0]?.oid ?? ""));
    return filled;
  } finally {
    await postgres.stop();
  }
}

/**
 * Each page of a table that was filled at once has a gap that is too small for the rows that filled it. A database that grows day
 * by day has used such gaps for smaller rows long ago; here every new row would go into a page of its own, of which the log takes a
 * whole copy. Without its map of free space PostgreSQL appends, and makes the map anew as it vacuums.
 */
async function forgetGaps(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.endsWith("_fsm")) await rm(join(directory, name));
  }
}

async function templatesOf(databaseUrl: string): Promise<Templates> {
  const office = await openOffice(databaseUrl);
  try {
    return await makeTemplates(databaseUrl, office);
  } finally {
    await office.close();
  }
}

function copiesOf(templates: Templates, { instances, historyRows }: FilledOptions): Copies[] {
  const { waiting, ended, shortWaiting, shortEnded } = templates;
  const active = waiting.reduce((sum, { activeInstances }) => sum + activeInstances, 0);
  const each = Math.ceil((instances * (1 - SHORT_SHARE)) / active);
  const short = Math.ceil(instances * SHORT_SHARE);
  const rest =
    historyRows -
    short * shortWaiting.historyRows -
    waiting.reduce((sum, template) => sum + each * template.historyRows, 0);
  const ofEnded = (share: number, template: Template): Copies => ({
    template,
    count: Math.max(1, Math.round((rest * share) / template.historyRows)),
    sinceMs: ENDED_SINCE_MS,
  });
  return [
    ofEnded(SHORT_SHARE, shortEnded),
    ofEnded(1 - SHORT_SHARE, ended),
    { template: shortWaiting, count: short, sinceMs: WAITING_SINCE_MS },
    ...waiting.map((template) => ({ template, count: each, sinceMs: WAITING_SINCE_MS })),
  ];
}

async function compare(cluster: string, filled: Filled, effort: Effort): Promise<string> {
  const postgres = await startEmbeddedPostgres({ directory: cluster, password: PASSWORD });
  const database = await databaseOf(postgres);
  const urls = { empty: urlOf(postgres.url, "empty"), filled: urlOf(postgres.url, "filled") };
  const participants = new Map<string, Participant>();
  try {
    const sizes = await sizesOf(urls.filled);
    const inbox = await measureInbox(urls, PAGES);
    for (const [name, url] of Object.entries(urls)) {
      const runner = join(import.meta.dirname, "../runner.ts");
      const args = ["--disable-warning=ExperimentalWarning", runner, "tongban", url];
      participants.set(name, await Participant.start(process.execPath, args));
    }
    const measured = new Map<WorkloadKey, ReadonlyMap<string, Measured>>();
    for (const key of WORKLOADS) {
      say(key);
      measured.set(
        key,
        await measure(key, participants, database, effort, (name, error) => {
          throw new Error(`${key}, ${name}: ${String(error)}`);
        }),
      );
    }
    return filledReport({ filled, sizes, inbox, measured, effort });
  } finally {
    await Promise.all([...participants.values()].map((participant) => participant.stop()));
    await database.end();
    await postgres.stop();
  }
}

/** Rows and bytes of the largest tables, a partitioned one as a whole. */
async function sizesOf(
  databaseUrl: string,
): Promise<{ readonly table: string; readonly rows: number; readonly bytes: number }[]> {
  const client = await connected(databaseUrl);
  try {
    const { rows } = await client.query<{ table: string; rows: number; bytes: number }>(
      `SELECT regexp_replace(relname, '^history_entry_.*', 'history_entry') AS table, sum(reltuples)::float8 AS rows,
              sum(pg_total_relation_size(oid))::float8 AS bytes
         FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        GROUP BY 1 HAVING sum(reltuples) > 100 ORDER BY bytes DESC LIMIT 9`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
