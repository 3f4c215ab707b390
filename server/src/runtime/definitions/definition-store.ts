/**
 * Deployed processes, compiled and kept in memory. A version never changes, so what is in memory is right for ever; only *which
 * is the latest* is asked of the database.
 */
import { type Binding, parseProcesses, type ProcessGraph } from "@tongban/engine";
import type { SqlExecutor } from "../sql-executor.ts";
import { DeployedResources, type ResourceContext } from "./deployed-resources.ts";

/** A deployed version of a process. */
export interface DeployedProcess {
  readonly definitionId: string;
  readonly deploymentId: string;
  readonly version: number;
  readonly graph: ProcessGraph;
}

interface DefinitionRow {
  readonly id: string;
  readonly process_id: string;
  readonly version: number;
  readonly deployment_id: string;
}

const COLUMNS = "id::text, process_id, version, deployment_id::text";

/** See file head. */
export class DefinitionStore {
  readonly #processes = new Map<string, DeployedProcess>();
  /** Decisions and forms. */
  readonly resources = new DeployedResources();

  /** The version with this id. @throws when there is none: an instance refers to it, so it must exist */
  async byId(tx: SqlExecutor, definitionId: string): Promise<DeployedProcess> {
    const known = this.#processes.get(definitionId);
    if (known !== undefined) return known;
    const rows = await tx.query<DefinitionRow>(
      `SELECT ${COLUMNS} FROM process_definition WHERE id = $1::bigint`,
      [definitionId],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`No process definition ${definitionId}`);
    return this.#compiled(tx, row);
  }

  /** The version with this id, if it is in memory: what {@link byId} or {@link find} has given is. */
  loaded(definitionId: string): DeployedProcess | undefined {
    return this.#processes.get(definitionId);
  }

  /** The version given, or the latest; null when the process is not deployed. */
  async find(
    tx: SqlExecutor,
    processId: string,
    version?: number,
  ): Promise<DeployedProcess | null> {
    const rows = await tx.query<DefinitionRow>(
      `SELECT ${COLUMNS} FROM process_definition
        WHERE process_id = $1 AND ($2::int IS NULL OR version = $2::int) ORDER BY version DESC LIMIT 1`,
      [processId, version ?? null],
    );
    return rows[0] === undefined ? null : this.#compiled(tx, rows[0]);
  }

  /** What a call activity means by its binding, seen from the caller's deployment. */
  async bound(
    tx: SqlExecutor,
    processId: string,
    binding: Binding,
    callerDeploymentId: string,
  ): Promise<DeployedProcess | null> {
    if (binding.type === "latest") return this.find(tx, processId);
    const [condition, value] =
      binding.type === "deployment"
        ? // A file that was deployed along without a change belongs to an earlier deployment; ids grow with time.
          ["deployment_id <= $2::bigint", callerDeploymentId]
        : ["version_tag = $2", binding.versionTag];
    const rows = await tx.query<DefinitionRow>(
      `SELECT ${COLUMNS} FROM process_definition WHERE process_id = $1 AND ${condition} ORDER BY version DESC LIMIT 1`,
      [processId, value],
    );
    return rows[0] === undefined ? null : this.#compiled(tx, rows[0]);
  }

  /** What instances of a version, which must be loaded, use by name. */
  resourcesOf(definitionId: string): ResourceContext {
    return this.resources.seenFrom(this.loaded(definitionId)?.deploymentId);
  }

  async #compiled(tx: SqlExecutor, row: DefinitionRow): Promise<DeployedProcess> {
    const known = this.#processes.get(row.id);
    if (known !== undefined) return known;
    const [file] = await tx.query<{ xml: string }>(
      "SELECT xml FROM process_definition WHERE id = $1::bigint",
      [row.id],
    );
    const parsed = await parseProcesses(file?.xml ?? "");
    const graph = parsed.ok
      ? parsed.processes.find(({ processId }) => processId === row.process_id)
      : undefined;
    if (graph === undefined)
      throw new Error(`Deployed process ${row.process_id} cannot be read any more`);
    const { id: definitionId, deployment_id: deploymentId, version } = row;
    await this.resources.include(tx, deploymentId);
    const deployed = { definitionId, deploymentId, version, graph };
    this.#processes.set(definitionId, deployed);
    return deployed;
  }
}
