/**
 * `npm run bench -- --case [--cases N]`: what a case of M02 costs from the first question to the rating, with the whole
 * application around it: the figures that docs/sizing.md calculates with.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cpus } from "node:os";
import { applyMigrations } from "@tongban/prisma";
import { Client } from "pg";
import { type BenchDatabase, startDatabase } from "../database.ts";
import { withSection } from "../page.ts";
import { runtimeTables } from "./template.ts";
import { carryCase, type Standing } from "./m02-case.ts";
import { type Office, openOffice } from "./office.ts";

const TITLE = "## What a case of M02 costs";
/** Cases under way at a time. */
const TOGETHER = 4;
const WARM_UP = 8;

/** What is in the database and on the disk; in bytes. */
interface AtRest {
  readonly history: number;
  /** Other tables of the runtime. */
  readonly runtime: number;
  /** Tables of the features. */
  readonly features: number;
  /** Uploaded materials and issued documents. */
  readonly files: number;
  readonly historyRows: number;
  readonly historyEvents: number;
}

/** Measures, and writes the section. */
export async function benchCase(cases: number, command: string): Promise<void> {
  const database = await startDatabase();
  try {
    const url = await database.create("m02");
    await applyMigrations(url);
    const office = await openOffice(url);
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await carry(office, "ended", WARM_UP);
      const ended = await cost(office, database, client, "ended", cases);
      const waiting = await cost(office, database, client, "review", cases);
      const section = report(cases, command, ended, waiting);
      process.stdout.write(section);
      const path = join(import.meta.dirname, "../../../docs/benchmarks.md");
      await writeFile(path, withSection(await readFile(path, "utf8"), TITLE, section));
    } finally {
      await client.end();
      await office.close();
    }
  } finally {
    await database.stop();
  }
}

type Cost = AtRest & {
  readonly ownMs: number;
  readonly databaseMs: number;
  readonly walBytes: number;
  readonly commits: number;
  /** Times that the write-ahead log was made safe on the disk. */
  readonly syncs: number;
};

async function carry(office: Office, until: Standing, cases: number): Promise<void> {
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < cases) {
      begun += 1;
      await carryCase(office, until);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, lane));
}

/** Everything per case. */
async function cost(
  office: Office,
  database: BenchDatabase,
  client: Client,
  until: Standing,
  cases: number,
): Promise<Cost> {
  const [restBefore, activityBefore] = [await atRest(client), await activity(client)];
  const before = await database.spent();
  const cpu = process.cpuUsage();
  await carry(office, until, cases);
  const { user, system } = process.cpuUsage(cpu);
  const after = await database.spent();
  const [restAfter, activityAfter] = [await atRest(client), await activity(client)];
  const of = (key: keyof AtRest): number => (restAfter[key] - restBefore[key]) / cases;
  return {
    ownMs: (user + system) / 1000 / cases,
    databaseMs: (after.cpuMs - before.cpuMs) / cases,
    walBytes: (after.walBytes - before.walBytes) / cases,
    commits: (activityAfter.commits - activityBefore.commits) / cases,
    syncs: (activityAfter.syncs - activityBefore.syncs) / cases,
    history: of("history"),
    runtime: of("runtime"),
    features: of("features"),
    files: of("files"),
    historyRows: of("historyRows"),
    historyEvents: of("historyEvents"),
  };
}

async function atRest(client: Client): Promise<AtRest> {
  await client.query("VACUUM");
  const { rows } = await client.query<AtRest>(
    `WITH size AS (
       SELECT CASE WHEN relname LIKE 'history_entry%' THEN 'history' WHEN relname = ANY($1::text[]) THEN 'runtime'
                   ELSE 'features' END AS part, sum(pg_total_relation_size(oid))::float8 AS bytes
         FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY 1)
     SELECT (SELECT bytes FROM size WHERE part = 'history') AS history,
            (SELECT bytes FROM size WHERE part = 'runtime') AS runtime,
            (SELECT bytes FROM size WHERE part = 'features') AS features,
            (SELECT coalesce(sum(size), 0)::float8 FROM stored_file) AS files,
            (SELECT count(*)::float8 FROM history_entry) AS "historyRows",
            (SELECT coalesce(sum(event_count), 0)::float8 FROM process_instance) AS "historyEvents"`,
    [runtimeTables],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("No sizes");
  return row;
}

async function activity(
  client: Client,
): Promise<{ readonly commits: number; readonly syncs: number }> {
  await client.query("SELECT pg_stat_clear_snapshot()");
  const { rows } = await client.query<{ commits: number; syncs: number }>(
    `SELECT (SELECT xact_commit::float8 FROM pg_stat_database WHERE datname = current_database()) AS commits,
            (SELECT sum(fsyncs)::float8 FROM pg_stat_io WHERE object = 'wal') AS syncs`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("No statistics");
  return row;
}

function report(cases: number, command: string, ended: Cost, waiting: Cost): string {
  const line = (title: string, of: (cost: Cost) => string): string =>
    `| ${title} | ${of(ended)} | ${of(waiting)} |`;
  const kB = (bytes: number): string => (bytes / 1000).toFixed(1);
  return [
    TITLE,
    "",
    `Made by \`${command}\` on ${cpus().length} cores: ${cases} cases, ${TOGETHER} at a time, with the whole application on PostgreSQL with the settings`,
    "of `npm start`: forms, materials, four desks, five documents, clocks, access log. A document becomes a PDF when somebody opens it,",
    "which nobody does here; pictures are of 64 pixels. The server's CPU has the requests of those who ask in it.",
    "",
    "| Per case | to the rating | to the review, where it waits |",
    "| --- | --: | --: |",
    line("CPU ms of the server", ({ ownMs }) => ownMs.toFixed(1)),
    line("CPU ms of PostgreSQL", ({ databaseMs }) => databaseMs.toFixed(1)),
    line("WAL kB", ({ walBytes }) => kB(walBytes)),
    line("commits, with reads and looking for work", ({ commits: count }) => count.toFixed(0)),
    line("times the log is synced to the disk", ({ syncs }) => syncs.toFixed(0)),
    line("rows of the history", ({ historyRows }) => historyRows.toFixed(1)),
    line("events in them", ({ historyEvents }) => historyEvents.toFixed(0)),
    line("kB of the history", ({ history }) => kB(history)),
    line("kB of the runtime's other tables", ({ runtime }) => kB(runtime)),
    line("kB of the features' tables", ({ features }) => kB(features)),
    line("kB of files", ({ files }) => kB(files)),
    "",
  ].join("\n");
}
