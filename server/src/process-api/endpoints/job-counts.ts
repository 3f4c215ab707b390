/** Counts of jobs in a window of time, grouped and page by page: what the statistics of jobs are answered from. */
import type { SqlExecutor } from "../../runtime/index.ts";
import { instant } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import type { Principal } from "../principal.ts";
import { condition, type SearchFields } from "../search/filter.ts";
import { Parameters } from "../search/parameters.ts";

/** Epoch ms; `from` is in it, `to` is not. Whole minutes that it touches are counted. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** What is counted, and by what. */
export interface Grouping {
  /** Expressions over `job_type`, `worker`, `error_code`, `error_message` and `begins_at`, all of them texts; in their order. */
  readonly by: readonly string[];
  /** A condition of its own. */
  readonly where?: string;
}

/** One group: its texts, and how many and when last. */
export interface CountedGroup {
  readonly key: readonly string[];
  readonly workers: number;
  readonly created: StatusMetric;
  readonly completed: StatusMetric;
  readonly failed: StatusMetric;
}

/** Of jobs in one status. */
export interface StatusMetric {
  readonly count: number;
  readonly lastUpdatedAt: string | null;
}

/** A page of groups, in ascending order. */
export interface CountedPage {
  readonly total: number;
  readonly groups: readonly CountedGroup[];
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** Fields that a filter may name. */
const fields: SearchFields = {
  jobType: { sql: "job_type", type: "text" },
  errorCode: { sql: "error_code", type: "text" },
  errorMessage: { sql: "error_message", type: "text" },
};

const STATUSES = ["created", "completed", "failed"] as const;
/** Counting ends here; the answer says so. */
export const COUNTED = 10_000;

const METRICS = STATUSES.map(
  (status) => `coalesce(sum(count) FILTER (WHERE status = '${status}'), 0)::float8 AS ${status},
    (extract(epoch FROM max(last_at) FILTER (WHERE status = '${status}')) * 1000)::float8 AS "${status}At"`,
).join(", ");

type Metrics = Readonly<
  Record<(typeof STATUSES)[number], number> &
    Record<`${(typeof STATUSES)[number]}At`, number | null>
>;
type Row = Metrics & { readonly key: readonly string[]; readonly workers: number };

/** Rows of the window that the caller reaches; with what transactions have added since they were taken together last. */
function rows(
  { from, to }: TimeWindow,
  filter: Readonly<Record<string, unknown>>,
  principal: Pick<Principal, "processes">,
  parameters: Parameters,
): string {
  const begin = `date_trunc('minute', to_timestamp(${parameters.add(from, "float8")} / 1000))`;
  const end = `date_trunc('minute', to_timestamp(${parameters.add(to, "float8")} / 1000 + 59.999))`;
  const reached =
    principal.processes === null
      ? "TRUE"
      : `process_id LIKE ANY(${parameters.add(principal.processes, "text[]")})`;
  const columns = "process_id, job_type, worker, status, error_code, error_message, count";
  return `SELECT * FROM (
      SELECT ${columns}, last_at, begins_at FROM job_statistic WHERE begins_at >= ${begin} AND begins_at < ${end}
      UNION ALL
      SELECT ${columns}, at, date_trunc('minute', at) FROM job_tally WHERE at >= ${begin} AND at < ${end}) AS counted
    WHERE ${reached} AND ${condition(fields, filter, parameters)}`;
}

/** One page. @throws ApiProblem INVALID_ARGUMENT for a filter or cursor that is none */
export async function countedBy(
  sql: SqlExecutor,
  principal: Pick<Principal, "processes">,
  { by, where = "TRUE" }: Grouping,
  asked: {
    readonly window: TimeWindow;
    readonly filter: Readonly<Record<string, unknown>>;
    readonly page: { readonly after?: string | undefined; readonly limit: number };
  },
): Promise<CountedPage> {
  const parameters = new Parameters();
  const counted = rows(asked.window, asked.filter, principal, parameters);
  const key = `ARRAY[${by.map((text) => `(${text}) COLLATE "C"`).join(", ")}]`;
  const { after, limit } = asked.page;
  const start =
    after === undefined
      ? "TRUE"
      : `key > ${parameters.add(readCursor(after, by.length), "text[]")} COLLATE "C"`;
  const [answer] = await sql.query<{ total: number; groups: readonly Row[] }>(
    `WITH groups AS (
       SELECT ${key} AS key, count(DISTINCT worker)::int AS workers, ${METRICS}
         FROM (${counted}) AS rows WHERE ${where} GROUP BY 1)
     SELECT (SELECT count(*)::int FROM groups) AS total,
            (SELECT coalesce(json_agg(page ORDER BY page.key), '[]') FROM (
               SELECT * FROM groups WHERE ${start} ORDER BY key LIMIT ${parameters.add(limit, "int")}) AS page) AS groups`,
    parameters.values,
  );
  const { total = 0, groups = [] } = answer ?? {};
  return {
    total,
    groups: groups.map((row) => ({ key: row.key, workers: row.workers, ...metricsOf(row) })),
    startCursor: cursorOf(groups[0]),
    endCursor: cursorOf(groups.at(-1)),
  };
}

/** All of the window together. */
export async function countedTogether(
  sql: SqlExecutor,
  principal: Pick<Principal, "processes">,
  window: TimeWindow,
  filter: Readonly<Record<string, unknown>>,
): Promise<Pick<CountedGroup, (typeof STATUSES)[number]>> {
  const parameters = new Parameters();
  const counted = rows(window, filter, principal, parameters);
  const [row] = await sql.query<Metrics>(
    `SELECT ${METRICS} FROM (${counted}) AS rows`,
    parameters.values,
  );
  if (row === undefined) throw new Error("An aggregate has one row");
  return metricsOf(row);
}

function metricsOf(row: Metrics): Pick<CountedGroup, (typeof STATUSES)[number]> {
  const metric = (count: number, at: number | null): StatusMetric => ({
    count,
    lastUpdatedAt: at === null ? null : instant(at),
  });
  return {
    created: metric(row.created, row.createdAt),
    completed: metric(row.completed, row.completedAt),
    failed: metric(row.failed, row.failedAt),
  };
}

function cursorOf(row: Row | undefined): string | null {
  return row === undefined ? null : Buffer.from(JSON.stringify(row.key)).toString("base64");
}

function readCursor(cursor: string, length: number): readonly string[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64").toString());
    if (Array.isArray(read) && read.length === length && read.every(isStorable)) return read;
  } catch {
    // Said below.
  }
  throw new ApiProblem("INVALID_ARGUMENT", "The cursor is not one of this search.");
}

function isStorable(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0") && value.isWellFormed();
}
