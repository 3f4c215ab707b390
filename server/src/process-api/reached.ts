/** What a caller names and must reach: what they do not reach does not exist for them. */
import type { SqlExecutor } from "../runtime/index.ts";
import { ApiProblem } from "./api-problem.ts";
import { type Principal, reaches } from "./principal.ts";

const LATEST = -1;

/** A version of a process. */
export interface Definition {
  readonly key: string;
  readonly processId: string;
  readonly version: number;
}

/** The version that is meant; the latest without one. @throws ApiProblem NOT_FOUND */
export async function definitionOf(
  sql: SqlExecutor,
  principal: Principal,
  wanted: {
    readonly processDefinitionId?: string | undefined;
    readonly processDefinitionKey?: string | undefined;
    readonly processDefinitionVersion?: number;
  },
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
  if (found === undefined || !reaches(principal, found.processId)) {
    const what =
      processDefinitionKey === undefined
        ? `process ID '${processDefinitionId ?? ""}'${ofVersion(processDefinitionVersion)}`
        : `key '${processDefinitionKey}'`;
    throw new ApiProblem(
      "NOT_FOUND",
      `Expected to find process definition with ${what}, but none found`,
    );
  }
  return found;
}

function isVersion(version: number): boolean {
  return version >= 1 && version < 2 ** 31;
}

function ofVersion(version: number): string {
  return version === LATEST ? "" : ` and version '${String(version)}'`;
}

/** Asserts that the caller reaches the instance. @throws ApiProblem NOT_FOUND when there is none for them */
export async function reachInstance(
  sql: SqlExecutor,
  principal: Principal,
  processInstanceKey: string,
): Promise<void> {
  const [found] = await sql.query<{ processId: string }>(
    `SELECT process_id AS "processId" FROM process_instance WHERE id = $1::bigint`,
    [processInstanceKey],
  );
  if (found === undefined || !reaches(principal, found.processId))
    throw new ApiProblem(
      "NOT_FOUND",
      `Expected to find a process instance with key '${processInstanceKey}', but no such process instance was found`,
    );
}
