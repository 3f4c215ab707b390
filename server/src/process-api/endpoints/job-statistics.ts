/** How jobs go: how many were created, completed and failed, by type, worker, error and time (docs/adr/0020-job-statistics.md). */
import { z } from "zod";
import { type Endpoints, optional, optionalWith, principalOf } from "../api.ts";
import {
  COUNTED,
  type CountedGroup,
  countedBy,
  countedTogether,
  type CountedPage,
  type TimeWindow,
} from "./job-counts.ts";

const tags = ["流程接口 process API"];
const config = { right: "read" } as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MOST_BUCKETS = 10_000;

const time = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .refine((at) => Number.isFinite(at), { error: "must be a date and time (RFC 3339)" });
const window = { from: time, to: time };
const jobType = z.string().min(1).max(255);
/** Days, hours and minutes: months have no length. */
const resolution = z
  .string()
  .max(40)
  .regex(/^P(?!$)(?:\d{1,5}D)?(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,7}M)?)?$/, {
    error: "must be an ISO 8601 duration of days, hours and minutes",
  })
  .transform(durationMs)
  .refine((ms) => ms >= MINUTE_MS, { error: "must be a minute or more" });
const page = optionalWith(
  z.strictObject({
    after: optional(z.string().max(4000)),
    limit: optionalWith(z.int().min(1).max(10_000), 100),
  }),
  { after: undefined, limit: 100 },
);

function isWindow({ from, to }: TimeWindow): boolean {
  return from < to;
}
const ordered = { error: "filter.from must be before filter.to" };
/** A filter by texts, with operators: search/filter.ts looks at it. */
const textFilter = z.unknown();

const typesBody = z.strictObject({
  filter: optional(
    z.strictObject({ ...window, jobType: textFilter.optional() }).refine(isWindow, ordered),
  ),
  page,
});
const workersBody = z.strictObject({
  filter: z.strictObject({ ...window, jobType }).refine(isWindow, ordered),
  page,
});
const seriesBody = z.strictObject({
  filter: z
    .strictObject({ ...window, jobType, resolution: optional(resolution) })
    .refine(isWindow, ordered)
    .refine((filter) => (filter.to - filter.from) / resolutionOf(filter) <= MOST_BUCKETS, {
      error: `filter.resolution must give at most ${String(MOST_BUCKETS)} buckets`,
    }),
  page,
});
const errorsBody = z.strictObject({
  filter: z
    .strictObject({
      ...window,
      jobType,
      errorCode: textFilter.optional(),
      errorMessage: textFilter.optional(),
    })
    .refine(isWindow, ordered),
  page,
});
const globalQuery = z
  .strictObject({ ...window, jobType: jobType.optional() })
  .refine(isWindow, { error: "from must be before to" });

/** See file head. */
export const jobStatistics: Endpoints = (routes, platform) => {
  together(routes, platform);
  byTypeAndWorker(routes, platform);
  byErrorAndTime(routes, platform);
};

const together: Endpoints = (routes, { runtime: { sql } }) => {
  routes.get(
    "/jobs/statistics/global",
    { config, schema: { tags, summary: "Jobs in a window of time", querystring: globalQuery } },
    async (request) => {
      const { jobType: type, ...asked } = request.query;
      const filter = type === undefined ? {} : { jobType: type };
      const counted = await countedTogether(sql, principalOf(request), asked, filter);
      return { ...counted, isIncomplete: false };
    },
  );
};

const byTypeAndWorker: Endpoints = (routes, { runtime: { sql }, clock }) => {
  routes.post(
    "/jobs/statistics/by-types",
    { config, schema: { tags, summary: "Jobs by type", body: typesBody.nullish() } },
    async (request) => {
      const { filter, page: wanted = { limit: 100 } } = request.body ?? {};
      // Without a window that of the last day.
      const { from, to, ...texts } = filter ?? { from: clock.now() - DAY_MS, to: clock.now() };
      const asked = { window: { from, to }, filter: texts, page: wanted };
      const counted = await countedBy(sql, principalOf(request), { by: ["job_type"] }, asked);
      return answered(counted, ({ key: [type], ...counts }) => ({ jobType: type, ...counts }));
    },
  );
  routes.post(
    "/jobs/statistics/by-workers",
    { config, schema: { tags, summary: "Jobs of a type by worker", body: workersBody } },
    async (request) => {
      const { from, to, ...texts } = request.body.filter;
      // A job that was just created is nobody's.
      const grouping = { by: ["worker"], where: "worker IS NOT NULL" };
      const asked = { window: { from, to }, filter: texts, page: request.body.page };
      const counted = await countedBy(sql, principalOf(request), grouping, asked);
      return answered(counted, ({ key: [worker], ...group }) => ({ worker, ...metrics(group) }));
    },
  );
};

const byErrorAndTime: Endpoints = (routes, { runtime: { sql } }) => {
  routes.post(
    "/jobs/statistics/errors",
    { config, schema: { tags, summary: "What jobs of a type failed at", body: errorsBody } },
    async (request) => {
      const { from, to, ...texts } = request.body.filter;
      const where = "status IN ('failed', 'thrown')";
      const grouping = { by: ["error_code", "error_message"], where };
      const asked = { window: { from, to }, filter: texts, page: request.body.page };
      const counted = await countedBy(sql, principalOf(request), grouping, asked);
      return answered(counted, ({ key: [errorCode, errorMessage], workers }) => ({
        errorCode,
        errorMessage,
        workers,
      }));
    },
  );
  routes.post(
    "/jobs/statistics/time-series",
    { config, schema: { tags, summary: "Jobs of a type as time goes by", body: seriesBody } },
    async (request) => {
      const { from, to, jobType: type, ...chosen } = request.body.filter;
      const seconds = resolutionOf({ from, to, ...chosen }) / 1000;
      // As wide as any instant, so that the order of texts is that of time.
      const bucket = `to_char(floor(extract(epoch FROM begins_at) / ${String(seconds)}) * ${String(seconds)}, 'FM000000000000')`;
      const asked = { window: { from, to }, filter: { jobType: type }, page: request.body.page };
      const counted = await countedBy(sql, principalOf(request), { by: [bucket] }, asked);
      return answered(counted, ({ key: [begin], ...group }) => ({
        time: new Date(Number(begin) * 1000).toISOString(),
        ...metrics(group),
      }));
    },
  );
};

function metrics({
  created,
  completed,
  failed,
}: Omit<CountedGroup, "key">): Omit<CountedGroup, "key" | "workers"> {
  return { created, completed, failed };
}

/** As fine as is still a picture, unless it is said. */
function resolutionOf({
  from,
  to,
  resolution: chosen,
}: TimeWindow & { readonly resolution?: number | undefined }): number {
  if (chosen !== undefined) return chosen;
  if (to - from <= 6 * HOUR_MS) return MINUTE_MS;
  return to - from <= 8 * DAY_MS ? HOUR_MS : DAY_MS;
}

function durationMs(text: string): number {
  const [, days = "0", hours = "0", minutes = "0"] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? [];
  return Number(days) * DAY_MS + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
}

function answered(
  { total, groups, startCursor, endCursor }: CountedPage,
  item: (group: CountedGroup) => object,
): object {
  return {
    items: groups.map((group) => item(group)),
    page: {
      totalItems: Math.min(total, COUNTED),
      hasMoreTotalItems: total > COUNTED,
      startCursor,
      endCursor,
    },
  };
}
