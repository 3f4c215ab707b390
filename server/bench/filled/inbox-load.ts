/** Pages of the clerks' inbox, asked for as the route asks: on an empty and on a filled database in turns. */
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import type { Viewer } from "../../src/authorisation/roles.ts";
import { openPlatform } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { type CaseContext, caseContext } from "../../src/features/cases/case-context.ts";
import { type InboxQuery, readInbox } from "../../src/features/tasks/inbox.ts";
import { HOLDERS, LARGE_OFFICE, SMALL_OFFICE } from "./copy-sql.ts";

/** Somebody's way through their inbox. */
interface Browsing {
  readonly title: string;
  readonly viewer: Viewer;
  readonly query: InboxQuery;
}

/** Latency of pages, in ms. */
export interface PageTimes {
  readonly title: string;
  readonly empty: Quantiles;
  readonly filled: Quantiles;
  /** On the first page, of the filled database. */
  readonly items: number;
}

/** See {@link PageTimes}. */
export interface Quantiles {
  readonly pages: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Pages that are read one after the other before somebody begins again. */
const DEPTH = 10;

const browsings: readonly Browsing[] = [
  ...(["claimable", "all", "mine"] as const).flatMap((filter) => [
    browsing("large office", LARGE_OFFICE, { filter }),
    browsing("small office", SMALL_OFFICE, { filter }),
  ]),
  browsing("large office", LARGE_OFFICE, { filter: "all", light: "red" }),
  browsing("large office", LARGE_OFFICE, { filter: "claimable", light: "green" }),
];

function browsing(title: string, office: string, query: InboxQuery): Browsing {
  const digest = createHash("md5")
    .update(`holder${(office === LARGE_OFFICE ? 0 : 1) % HOLDERS}`)
    .digest("hex");
  const viewer: Viewer = {
    accountId: digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5"),
    personId: null,
    name: "bench",
    kind: "staff",
    locale: "zh-CN",
    grants: (["reviewer", "inspector"] as const).map((role) => ({
      role,
      officeKey: office,
      officeName: office,
      regionCode: null,
    })),
  };
  return {
    title: `${title}, ${query.filter}${query.light ? `, ${query.light}` : ""}`,
    viewer,
    query,
  };
}

/** Reads so many pages of each kind from both. */
export async function measureInbox(
  urls: { readonly empty: string; readonly filled: string },
  pages: number,
): Promise<PageTimes[]> {
  const config = loadConfig({ DATA_DIR: tmpdir(), LOG_LEVEL: "error" }, tmpdir());
  const platforms = [urls.empty, urls.filled].map((databaseUrl) =>
    openPlatform({ config, databaseUrl, mqttUrl: "mqtt://127.0.0.1:1" }),
  );
  try {
    const [empty, filled] = platforms.map(caseContext) as [CaseContext, CaseContext];
    const times: PageTimes[] = [];
    for (const { title, viewer, query } of browsings) {
      const [a, b] = [reader(empty, viewer, query), reader(filled, viewer, query)];
      // Warms up; does not count.
      for (let page = 0; page < DEPTH; page += 1) {
        await a.next();
        await b.next();
      }
      const taken: [number[], number[]] = [[], []];
      for (let page = 0; page < pages; page += 1) {
        taken[0].push(await a.next());
        taken[1].push(await b.next());
      }
      const items = (await readInbox(filled, viewer, query)).items.length;
      times.push({ title, empty: quantiles(taken[0]), filled: quantiles(taken[1]), items });
    }
    return times;
  } finally {
    for (const { database, runtime } of platforms) {
      await runtime.stop();
      await database.$disconnect();
    }
  }
}

/** Goes from page to page, and after the last or the tenth begins again; answers how long each took. */
function reader(
  context: CaseContext,
  viewer: Viewer,
  query: InboxQuery,
): { readonly next: () => Promise<number> } {
  let cursor: string | undefined;
  let depth = 0;
  return {
    next: async () => {
      const from = performance.now();
      const { nextCursor } = await readInbox(context, viewer, { ...query, cursor });
      const tookMs = performance.now() - from;
      depth = nextCursor === null || depth === DEPTH - 1 ? 0 : depth + 1;
      cursor = depth === 0 ? undefined : (nextCursor ?? undefined);
      return tookMs;
    },
  };
}

function quantiles(taken: readonly number[]): Quantiles {
  const sorted = taken.toSorted((one, other) => one - other);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { pages: sorted.length, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}
