/** Which hall: of a case, or of who looks. */
import type { Database, Prisma } from "@tongban/prisma";
import { hasRole, type Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";

/** A hall without what is in it. */
export type Hall = Prisma.HallGetPayload<object>;

/** The hall of the office whose windows take a case in; null where the office has none. */
export function hallOfOffice(database: Database, officeKey: string): Promise<Hall | null> {
  return database.hall.findFirst({ where: { officeKey }, orderBy: { id: "asc" } });
}

/** The hall of a case: where it is booked, else that of its window office. @throws Error when there is none */
export async function hallOfCase(database: Database, caseId: string): Promise<Hall> {
  const found = await database.case.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      windowOfficeKey: true,
      booking: {
        where: { state: { not: "cancelled" } },
        orderBy: { createdAt: "desc" },
        take: 1,
        include: { hall: true },
      },
    },
  });
  const hall = found.booking[0]?.hall ?? (await hallOfOffice(database, found.windowOfficeKey));
  if (hall === null) throw new Error(`The office ${found.windowOfficeKey} has no hall`);
  return hall;
}

/** The hall of the viewer's region. @throws Problem NOT_FOUND */
export async function hallOfViewer(database: Database, viewer: Viewer): Promise<Hall> {
  const regions = viewer.grants.flatMap(({ regionCode }) =>
    regionCode === null ? [] : [regionCode],
  );
  const hall = await database.hall.findFirst({
    where: hasRole(viewer, "admin")
      ? {}
      : { OR: regions.map((region) => ({ regionCode: { startsWith: region } })) },
    orderBy: { id: "asc" },
  });
  if (hall === null) throw new Problem("NOT_FOUND");
  return hall;
}
