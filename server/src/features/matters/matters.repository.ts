/**
 * Published matters. A version never changes, so it is read and parsed once. Who holds a transaction hands in its executor: a
 * transaction that asked for a second connection could wait for one that waits for it.
 */
import type { SqlExecutor } from "../../runtime/index.ts";
import { type MatterContent, matterContentSchema } from "./matter-content.ts";

/** A version of a matter as it is published. */
export interface PublishedMatter {
  readonly id: string;
  readonly versionId: string;
  readonly number: number;
  readonly officeKey: string;
  readonly regionCode: string;
  readonly officeName: string;
  readonly handledOnline: boolean;
  readonly content: MatterContent;
}

/** Reads matters. */
export interface MatterRepository {
  /** Current version of every published matter, by id. */
  published(): Promise<PublishedMatter[]>;
  /** Current version of one matter, or null. */
  current(matterId: string): Promise<PublishedMatter | null>;
  /** The version that a case pins. @throws Error when there is none: versions are never deleted */
  version(versionId: string, sql?: SqlExecutor): Promise<PublishedMatter>;
}

/** Builds the repository; keep one, it remembers versions. */
export function matterRepository(outside: SqlExecutor): MatterRepository {
  const versions = new Map<string, Promise<PublishedMatter>>();

  function version(versionId: string, sql = outside): Promise<PublishedMatter> {
    let found = versions.get(versionId);
    if (found === undefined) {
      found = load(sql, versionId);
      versions.set(versionId, found);
      found.catch(() => versions.delete(versionId));
    }
    return found;
  }

  async function currentIds(matterId?: string): Promise<string[]> {
    const rows = await outside.query<{ id: string }>(
      `SELECT v.id::text AS id FROM matter m
         JOIN matter_version v ON v.matter_id = m.id AND v.number = m.current_number
        WHERE $1::text IS NULL OR m.id = $1
        ORDER BY m.id`,
      [matterId ?? null],
    );
    return rows.map(({ id }) => id);
  }

  return {
    version,
    published: async () => Promise.all((await currentIds()).map((id) => version(id))),
    async current(matterId) {
      const [id] = await currentIds(matterId);
      return id === undefined ? null : version(id);
    },
  };
}

async function load(sql: SqlExecutor, versionId: string): Promise<PublishedMatter> {
  const [row] = await sql.query<
    Omit<PublishedMatter, "versionId" | "content"> & { readonly content: unknown }
  >(
    `SELECT m.id, v.number, m.office_key AS "officeKey", m.region_code AS "regionCode", o.name AS "officeName",
            m.handled_online AND v.process_id IS NOT NULL AS "handledOnline", v.content
       FROM matter_version v JOIN matter m ON m.id = v.matter_id JOIN office o ON o.key = m.office_key
      WHERE v.id = $1::uuid`,
    [versionId],
  );
  if (row === undefined) throw new Error(`There is no matter version ${versionId}`);
  return { ...row, versionId, content: matterContentSchema.parse(row.content) };
}
