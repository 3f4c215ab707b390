/**
 * Which tasks a page of the inbox shows, by the indexes of 20261130080000_inbox_by_group and 20261130123000_inbox_of_one_group:
 * for each group of the viewer the first tasks of its own, those that are offered to several groups, and those that the viewer holds; of all these the first again. A page
 * costs what the viewer's groups have to show, not what all the offices have.
 */
import { groupsOf, type Viewer } from "../../authorisation/roles.ts";
import type { SqlExecutor } from "../../runtime/index.ts";

/** Where a task without a due date stands in the inbox: behind all others (column `sort_at`). */
export const NEVER_DUE = Date.UTC(9999, 11, 31);

/** A task's place in the order of the inbox. */
export interface InboxPlace {
  readonly id: string;
  /** Epoch ms. */
  readonly sortAt: number;
}

/** Which part of the inbox; instants in epoch ms. */
export interface InboxRange {
  /** Only what comes behind this. */
  readonly after: InboxPlace | null;
  readonly dueFrom: number | null;
  readonly dueBefore: number | null;
  readonly limit: number;
}

const COLUMNS = "SELECT id, sort_at FROM work_item WHERE state = 'open'";
const WITHIN =
  "(sort_at, id) > (to_timestamp($3::float8 / 1000), $4) AND sort_at < to_timestamp($5::float8 / 1000) ORDER BY sort_at, id LIMIT $6::int";

/** Open tasks that are offered to a group of the viewer; `more` narrows. */
const offered = (more: string): string =>
  `SELECT first.* FROM unnest($2::text[]) AS of_viewer(name) CROSS JOIN LATERAL (
     ${COLUMNS} AND cardinality(candidate_groups) = 1 AND candidate_groups = ARRAY[of_viewer.name] ${more} AND ${WITHIN}) AS first
   UNION
   (${COLUMNS} AND cardinality(candidate_groups) <> 1 AND candidate_groups && $2::text[] ${more} AND ${WITHIN})`;
const held = `(${COLUMNS} AND assignee_id = $1::uuid AND ${WITHIN})`;

const statements = {
  // A parameter that is not needed is still named, so that PostgreSQL knows its type.
  mine: held.replace("AND", "AND $2::text[] IS NOT NULL AND"),
  claimable: offered("AND assignee_id IS NULL AND $1::uuid IS NOT NULL"),
  all: `${offered("")} UNION ${held}`,
} as const;

/** The first places of the range, in order; the same tasks as `taskWhere` (authorisation/task-scope.ts). */
export function inboxPlaces(
  sql: SqlExecutor,
  viewer: Viewer,
  filter: keyof typeof statements,
  { after, dueFrom, dueBefore, limit }: InboxRange,
): Promise<InboxPlace[]> {
  const begin = { id: "", sortAt: dueFrom ?? 0 };
  const from = after === null || after.sortAt < begin.sortAt ? begin : after;
  return sql.query<InboxPlace>(
    `SELECT id, (extract(epoch FROM sort_at) * 1000)::float8 AS "sortAt" FROM (${statements[filter]}) AS page
      ORDER BY page.sort_at, page.id LIMIT $6::int`,
    [viewer.accountId, groupsOf(viewer), from.sortAt, from.id, dueBefore ?? NEVER_DUE + 1, limit],
  );
}
