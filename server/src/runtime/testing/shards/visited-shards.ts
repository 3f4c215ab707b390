/**
 * Which shards each statement of a runtime touched, as PostgreSQL itself says: `auto_explain` tells every statement's plan, with what
 * was really read, to the connection that sent it.
 */
import { LimitedClient } from "@tongban/prisma";
import { Pool } from "pg";
import { z } from "zod";
import type { Send } from "../../pipeline.ts";
import { PLANNING } from "../../transaction.ts";
import { HOT_TABLES, SHARDED } from "./sharded-tables.ts";

/** One statement that was carried out. */
export interface Visit {
  readonly statement: string;
  /** Shards that its plan has: of these its text leaves none out. */
  readonly planned: ReadonlySet<number>;
  /** Shards that were read or written. */
  readonly visited: ReadonlySet<number>;
  /** Most rows that one shard of a table was given. */
  readonly inserted: number;
}

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly "Actual Loops"?: number | undefined;
  readonly Plans?: readonly Plan[] | undefined;
}

const planSchema: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Actual Loops": z.number().optional(),
    Plans: z.array(planSchema).optional(),
  }),
);
const explainedSchema = z.object({
  "Query Text": z.string(),
  Plan: planSchema,
  Triggers: z.array(z.object({ Relation: z.string(), Calls: z.number() })),
});

/** Settings of a session that works on the twins and tells its plans. */
const SETTINGS = [
  `search_path=${SHARDED},public`,
  // Most tables have a few rows here: as with many, they are found by index.
  "enable_seqscan=off",
  "session_preload_libraries=auto_explain",
  "auto_explain.log_min_duration=0",
  "auto_explain.log_analyze=on",
  "auto_explain.log_timing=off",
  "auto_explain.log_triggers=on",
  "auto_explain.log_format=json",
  "auto_explain.log_level=notice",
  // The owner of the tables hears it, nobody's log.
  "log_min_messages=warning",
];

/** The database with the twins in front. */
export function shardedUrl(databaseUrl: string): string {
  return withOptions(databaseUrl, SETTINGS.slice(0, 1));
}

function withOptions(databaseUrl: string, settings: readonly string[]): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", settings.map((setting) => `-c ${setting}`).join(" "));
  return url.href;
}

/** A pool whose statements are told to `see`. */
export function explainingPool(
  databaseUrl: string,
  max: number,
  see: (visit: Visit) => void,
): Pool {
  const pool = new Pool({
    connectionString: withOptions(databaseUrl, SETTINGS),
    max,
    Client: LimitedClient,
    pipeline: true,
  });
  pool.on("connect", (client) => {
    client.on("notice", ({ message = "" }) => {
      const visit = visitOf(message);
      if (visit !== null) see(visit);
    });
  });
  return pool;
}

/**
 * The runtime has its statements planned once, without values. Partitions of PostgreSQL are then not left out by `= ANY($1)`; shards
 * are chosen by the values, so each statement is planned with them here.
 */
export function planningWithValues(send: Send): Send {
  return (text, values) => {
    const sent = send(text, values);
    return text === PLANNING
      ? send("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)")
      : sent;
  };
}

const SHARD = new RegExp(`^(?:${HOT_TABLES.join("|")})_(\\d)$`);

/** Null for what concerns no hot table. */
function visitOf(message: string): Visit | null {
  const json = /^duration: .* plan:\n(\{.*)$/s.exec(message)?.[1];
  if (json === undefined) return null;
  const explained = explainedSchema.parse(JSON.parse(json));
  const scans = scansOf(explained.Plan);
  const inserts = explained.Triggers.flatMap(({ Relation: relation, Calls: calls }) =>
    shardOf(relation).map((shard) => ({ shard, calls })),
  );
  const visited = new Set([
    ...scans.filter(({ isRead }) => isRead).map(({ shard }) => shard),
    ...inserts.filter(({ calls }) => calls > 0).map(({ shard }) => shard),
  ]);
  if (scans.length === 0 && inserts.length === 0) return null;
  return {
    statement: statementName(explained["Query Text"]),
    planned: new Set([...scans, ...inserts].map(({ shard }) => shard)),
    visited,
    inserted: Math.max(0, ...inserts.map(({ calls }) => calls)),
  };
}

interface Scan {
  readonly shard: number;
  readonly isRead: boolean;
}

function scansOf(plan: Plan): Scan[] {
  const own = plan["Node Type"].endsWith("Scan") ? shardOf(plan["Relation Name"] ?? "") : [];
  const isRead = (plan["Actual Loops"] ?? 0) > 0;
  return [...own.map((shard) => ({ shard, isRead })), ...(plan.Plans ?? []).flatMap(scansOf)];
}

function shardOf(relation: string): number[] {
  const shard = SHARD.exec(relation)?.[1];
  return shard === undefined ? [] : [Number(shard)];
}

const HOT = HOT_TABLES.join("|");
const CHANGES = new RegExp(`\\b(INSERT INTO|DELETE FROM|(?<!DO )UPDATE) (${HOT})\\b`, "g");
const READS = new RegExp(`\\b(?:FROM|JOIN) (${HOT})\\b`, "g");

/** What a statement does to which hot tables: what stays the same however it is written. */
function statementName(text: string): string {
  const changes = [...text.matchAll(CHANGES)].map(
    ([, verb = "", table = ""]) => `${verb.split(" ")[0] ?? ""} ${table}`,
  );
  if (text.includes("SKIP LOCKED")) return `claim: ${changes.join(", ")}`;
  if (changes.length > 0) return [...new Set(changes)].join(", ");
  const tables = [...new Set([...text.matchAll(READS)].map(([, table = ""]) => table))];
  const by = / WHERE (?:\w+\.)?(\w+)/.exec(text.replaceAll(/\s+/g, " "))?.[1] ?? "";
  const lock = text.includes("FOR UPDATE") ? " FOR UPDATE" : "";
  return `SELECT ${tables.join(", ")} by ${by}${lock}`;
}
