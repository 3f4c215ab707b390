/** Deletes content that nothing refers to: uploads whose request failed later, files of deleted drafts. */
import type { Platform } from "../../platform.ts";

/** Content younger than this may belong to a request that is not through yet. */
const GRACE_MS = 24 * 3_600_000;
const BATCH = 200;

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
    });
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
  for await (const sha256 of files.keptBefore(before)) {
    if ((await database.storedFile.count({ where: { sha256 } })) === 0) {
      await files.remove(sha256);
      swept += 1;
    }
  }
  return swept;
}
