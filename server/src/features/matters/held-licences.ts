/** Electronic licences that a person holds, alone or through an enterprise that they act for. */
import type { Database, Prisma } from "@tongban/prisma";
import { dateOf } from "../../domain/working-calendar/local-date.ts";

/** A licence as it is kept. */
export type HeldLicenceRow = Prisma.HeldLicenceGetPayload<object>;

/** Licences of a person that are valid at `now` (epoch ms), oldest first. */
export function validLicences(
  database: Database,
  personId: string,
  now: number,
): Promise<HeldLicenceRow[]> {
  const today = dateOf(now);
  return database.heldLicence.findMany({
    where: {
      status: "valid",
      AND: [
        { OR: [{ validTo: null }, { validTo: { gte: today } }] },
        {
          OR: [{ holderPersonId: personId }, { enterprise: { persons: { some: { personId } } } }],
        },
      ],
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}
