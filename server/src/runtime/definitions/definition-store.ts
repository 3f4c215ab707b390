/**
 * Deployed processes and decisions, compiled and kept in memory. A version never changes, so what is in memory is right for
 * ever; only *which is the latest* is asked of the database (processes) or refreshed when a deployment is announced (decisions).
 */
import {
  type Binding,
  type DecisionModel,
  parseDecisionsTogether,
  parseProcesses,
  type ProcessGraph,
} from "@tongban/engine";
import type { SqlExecutor } from "../sql-executor.ts";

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
  readonly #decisions = new Map<string, DecisionModel>();

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

  /** The latest version of a decision; undefined when none is deployed. Decisions are bound to the latest version. */
  decision(decisionId: string): DecisionModel | undefined {
    return this.#decisions.get(decisionId);
  }

  /** Reads the latest decisions anew: at start, and when a deployment is announced. */
  async refreshDecisions(tx: SqlExecutor): Promise<void> {
    const rows = await tx.query<{ decision_id: string; xml: string }>(
      "SELECT DISTINCT ON (decision_id) decision_id, xml FROM decision_definition ORDER BY decision_id, version DESC",
    );
    const documents = [...new Set(rows.map(({ xml }) => xml))];
    const parsed = await parseDecisionsTogether(documents);
    const models = new Map(documents.map((xml, index) => [xml, parsed[index]]));
    for (const { decision_id: decisionId, xml } of rows) {
      const model = models.get(xml);
      // One that a later version of the engine does not read any more is not there: an incident where it is called.
      if (model?.ok === true) this.#decisions.set(decisionId, model.model);
    }
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
    const deployed = { definitionId, deploymentId, version, graph };
    this.#processes.set(definitionId, deployed);
    return deployed;
  }
}
