/** Deletes content that nothing refers to: uploads whose request failed later, files of deleted drafts. */
import type { Platform } from "../../platform.ts";

/** Content younger than this may belong to a request that is not through yet. */
const GRACE_MS = 24 * 3_600_000;
const BATCH = 200;
/** Longer than a store takes at most to remove one content: what is being removed stays locked until it is gone. */
const REMOVAL = { timeout: 50_000 };

/** Sweeps once; the answer is the number of contents deleted. */
export async function sweepFiles({
  database,
  files,
  clock,
}: Pick<Platform, "database" | "files" | "clock">): Promise<number> {
  const before = clock.machineNow() - GRACE_MS;
  await database.apiDocument.deleteMany({ where: { expiresAt: { lte: clock.date() } } });
  const orphans = await database.storedFile.findMany({
    where: {
      createdAt: { lt: new Date(before) },
      materials: { none: {} },
      documents: { none: {} },
      photos: { none: {} },
      ofApi: { none: {} },
    },
    select: { sha256: true },
    take: BATCH,
  });
  let swept = 0;
  for (const { sha256 } of orphans) {
    // Row and content go in one transaction: an upload of the same content waits for the row and then writes it anew.
    swept += await database.$transaction(async (tx) => {
      const { count } = await tx.storedFile.deleteMany({
        where: {
          sha256,
          createdAt: { lt: new Date(before) },
          materials: { none: {} },
          documents: { none: {} },
          photos: { none: {} },
          ofApi: { none: {} },
        },
      });
      if (count === 1) await files.remove(sha256);
      return count;
    }, REMOVAL);
  }
  return swept + (await sweepStrays(database, files, before));
}

/** Content whose row was never written, and temporary files of a server that died. */
async function sweepStrays(
  database: Platform["database"],
  files: Platform["files"],
  before: number,
): Promise<number> {
  let swept = 0;
  let some: string[] = [];
  for await (const sha256 of files.keptBefore(before)) {
    some.push(sha256);
    if (some.length === BATCH) {
      swept += await sweepUnknown(database, files, some);
      some = [];
    }
  }
  return swept + (await sweepUnknown(database, files, some));
}

async function sweepUnknown(
  database: Platform["database"],
  files: Platform["files"],
  kept: readonly string[],
): Promise<number> {
  const rows = await database.storedFile.findMany({
    where: { sha256: { in: [...kept] } },
    select: { sha256: true },
  });
  const known = new Set(rows.map(({ sha256 }) => sha256));
  let swept = 0;
  for (const sha256 of kept) {
    if (known.has(sha256)) continue;
    // The row that nobody sees keeps an upload of the same content waiting until the old one is gone.
    swept += await database.$transaction(async (tx) => {
      const row = { sha256, size: 0, mimeType: "", createdAt: new Date(0) };
      const { count } = await tx.storedFile.createMany({ data: [row], skipDuplicates: true });
      if (count === 0) return 0;
      await files.remove(sha256);
      await tx.storedFile.delete({ where: { sha256 } });
      return 1;
    }, REMOVAL);
  }
  return swept;
}
