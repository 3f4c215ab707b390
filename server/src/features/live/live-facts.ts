/** Looks up who may hear of changes to cases and tasks. */
import type { Database } from "@tongban/prisma";
import type { LiveFacts } from "./live-hub.ts";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Facts from the features' tables. */
export function databaseFacts(database: Database): LiveFacts {
  return {
    async cases(ids) {
      const known = ids.filter((id) => UUID.test(id));
      if (known.length === 0) return new Map();
      const rows = await database.case.findMany({
        where: { id: { in: known } },
        select: {
          id: true,
          status: true,
          applicantPersonId: true,
          officeKey: true,
          windowOfficeKey: true,
          regionCode: true,
        },
      });
      return new Map(rows.map((row) => [row.id, row]));
    },
    async tasks(ids) {
      if (ids.length === 0) return new Map();
      const rows = await database.workItem.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, candidateGroups: true, assigneeId: true },
      });
      return new Map(rows.map((row) => [row.id, row]));
    },
  };
}
