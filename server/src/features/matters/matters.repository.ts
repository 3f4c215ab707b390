/** Published matters. A version never changes, so it is read and parsed once. */
import type { Database } from "@tongban/prisma";
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
  version(versionId: string): Promise<PublishedMatter>;
}

/** Builds the repository; keep one, it remembers versions. */
export function matterRepository(database: Database): MatterRepository {
  const versions = new Map<string, Promise<PublishedMatter>>();

  async function load(versionId: string): Promise<PublishedMatter> {
    const row = await database.matterVersion.findUniqueOrThrow({
      where: { id: versionId },
      include: { matter: { include: { office: true } } },
    });
    return {
      id: row.matterId,
      versionId,
      number: row.number,
      officeKey: row.matter.officeKey,
      regionCode: row.matter.regionCode,
      officeName: row.matter.office.name,
      handledOnline: row.matter.handledOnline && row.processId !== null,
      content: matterContentSchema.parse(row.content),
    };
  }

  function version(versionId: string): Promise<PublishedMatter> {
    let found = versions.get(versionId);
    if (found === undefined) {
      found = load(versionId);
      versions.set(versionId, found);
      found.catch(() => versions.delete(versionId));
    }
    return found;
  }

  async function currentIds(matterId?: string): Promise<string[]> {
    const rows = await database.$queryRaw<{ id: string }[]>`
      SELECT v.id::text AS id FROM matter m
      JOIN matter_version v ON v.matter_id = m.id AND v.number = m.current_number
      WHERE ${matterId ?? null}::text IS NULL OR m.id = ${matterId ?? null}::text
      ORDER BY m.id`;
    return rows.map(({ id }) => id);
  }

  return {
    version,
    published: async () => Promise.all((await currentIds()).map(version)),
    async current(matterId) {
      const [id] = await currentIds(matterId);
      return id === undefined ? null : version(id);
    },
  };
}
