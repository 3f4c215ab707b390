/** What a caller names and must reach: what they do not reach does not exist for them. */
import type { SqlExecutor } from "../runtime/index.ts";
import { ApiProblem } from "./api-problem.ts";
import { type Principal, reaches } from "./principal.ts";
import type { NamedDefinition } from "./rejections/instances.ts";
import { type Asked, type Reason, refusal } from "./rejections/rejection.ts";

const LATEST = -1;

/** A version of a process. */
export interface Definition {
  readonly key: string;
  readonly processId: string;
  readonly version: number;
}

/** The version that is meant; the latest without one. @throws ApiProblem NOT_FOUND, as what was asked for says it */
export async function definitionOf(
  sql: SqlExecutor,
  principal: Principal,
  wanted: NamedDefinition,
  asked: Asked,
): Promise<Definition> {
  const { processDefinitionId, processDefinitionKey, processDefinitionVersion = LATEST } = wanted;
  const [found] = await sql.query<Definition>(
    `SELECT id::text AS key, process_id AS "processId", version FROM process_definition
      WHERE ($1::bigint IS NULL OR id = $1::bigint) AND ($2::text IS NULL OR process_id = $2::text)
        AND ($3::int = -1 OR version = $3::int) ORDER BY version DESC LIMIT 1`,
    [
      processDefinitionKey ?? null,
      processDefinitionId ?? null,
      // One that cannot be, is not there.
      processDefinitionVersion === LATEST || isVersion(processDefinitionVersion)
        ? processDefinitionVersion
        : 0,
    ],
  );
  if (found === undefined || !reaches(principal, found.processId))
    throw refusal(asked, { code: "PROCESS_NOT_DEPLOYED" });
  return found;
}

function isVersion(version: number): boolean {
  return version >= 1 && version < 2 ** 31;
}

/** What a lookup finds. @throws ApiProblem that a command about it is refused, where there is none for the caller */
export async function foundFor<Found>(
  asked: Asked,
  reason: Reason,
  lookup: Promise<Found>,
): Promise<Found> {
  return orElse(lookup, () => refusal(asked, { code: reason }));
}

/** What a lookup finds. @throws ApiProblem of the caller's, where there is nothing */
export async function orElse<Found>(
  lookup: Promise<Found>,
  missing: () => ApiProblem,
): Promise<Found> {
  try {
    return await lookup;
  } catch (error) {
    throw error instanceof ApiProblem && error.title === "NOT_FOUND" ? missing() : error;
  }
}

/** The instance's process. @throws ApiProblem NOT_FOUND when there is no such instance for the caller */
export async function reachInstance(
  sql: SqlExecutor,
  principal: Principal,
  processInstanceKey: string,
): Promise<string> {
  const [found] = await sql.query<{ processId: string }>(
    `SELECT process_id AS "processId" FROM process_instance WHERE id = $1::bigint`,
    [processInstanceKey],
  );
  if (found === undefined || !reaches(principal, found.processId))
    throw new ApiProblem(
      "NOT_FOUND",
      `Process Instance with key '${processInstanceKey}' not found`,
    );
  return found.processId;
}
