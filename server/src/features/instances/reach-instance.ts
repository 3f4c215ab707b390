/**
 * Which instances a viewer reaches, and whether with the values of their variables. What belongs to a case is reached as the case
 * is: values are what a citizen has told, so they are for who may read the case; who only looks after its process sees them covered.
 * What belongs to no case is for those who look after processes. Anything else does not exist for the viewer: 404.
 */
import { caseWhere } from "../../authorisation/case-scope.ts";
import { may, type Action } from "../../authorisation/actions.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import type { Platform } from "../../platform.ts";

/** An instance within reach. */
export interface ReachedInstance {
  readonly id: string;
  readonly processId: string;
  readonly version: number;
  readonly state: "active" | "completed" | "terminated";
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly case: {
    readonly id: string;
    readonly caseNumber: string | null;
    readonly applicantPersonId: string;
  } | null;
  readonly isCovered: boolean;
}

/** Who looks after processes resolves their incidents. */
const LOOKS_AFTER: Action = "incident.resolve";
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** @throws Problem NOT_FOUND */
export async function reachInstance(
  { database }: Pick<Platform, "database">,
  viewer: Viewer,
  id: string,
): Promise<ReachedInstance> {
  const instance = await database.processInstance.findUnique({ where: { id: BigInt(id) } });
  if (instance === null) throw new Problem("NOT_FOUND");
  const owner = await caseOf({ database }, instance.rootId, instance.businessKey);
  const { processId, version, startedAt, endedAt } = instance;
  // Written by the runtime alone.
  const state = instance.state as ReachedInstance["state"];
  const reached = { id, processId, version, state, startedAt, endedAt, case: owner };
  if (owner === null) {
    if (!may(viewer, LOOKS_AFTER)) throw new Problem("NOT_FOUND");
    return { ...reached, isCovered: false };
  }
  const isWithin = async (sight: "read" | "diagram"): Promise<boolean> =>
    (await database.case.count({
      where: { AND: [{ id: owner.id }, caseWhere(viewer, sight)] },
    })) > 0;
  if (await isWithin("read")) return { ...reached, isCovered: false };
  if (await isWithin("diagram")) return { ...reached, isCovered: true };
  throw new Problem("NOT_FOUND");
}

/** The case behind the instance, or behind the one that began it all. */
async function caseOf(
  { database }: Pick<Platform, "database">,
  rootId: bigint,
  businessKey: string | null,
): Promise<ReachedInstance["case"]> {
  const root = await database.processInstance.findUnique({
    where: { id: rootId },
    select: { businessKey: true },
  });
  const keys = [businessKey, root?.businessKey ?? null].filter(
    (key): key is string => key !== null && UUID.test(key),
  );
  return database.case.findFirst({
    where: { id: { in: keys } },
    select: { id: true, caseNumber: true, applicantPersonId: true },
  });
}
