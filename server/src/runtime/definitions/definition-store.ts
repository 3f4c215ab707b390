/**
 * Deployed processes and decisions, compiled and kept in memory. A version never changes, so what is in memory is right for
 * ever; only *which is the latest* is asked of the database (processes) or refreshed when a deployment is announced (decisions).
 */
import {
  type Binding,
  type Context,
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

interface DeployedDecision {
  readonly deploymentId: string;
  readonly model: DecisionModel;
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
  /** Versions of each decision, the latest first. */
  readonly #decisions = new Map<string, readonly DeployedDecision[]>();

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

  /** The version of a decision that is meant by the binding, seen from the caller's deployment; undefined without one. */
  decision(
    decisionId: string,
    binding?: Binding,
    callerDeploymentId?: string,
  ): DecisionModel | undefined {
    const versions = this.#decisions.get(decisionId) ?? [];
    const isMeant = ({ deploymentId, model }: DeployedDecision): boolean => {
      switch (binding?.type) {
        case undefined:
        case "latest":
          return true;
        case "deployment":
          // As for processes: what was deployed along without a change belongs to an earlier deployment.
          return (
            callerDeploymentId === undefined || BigInt(deploymentId) <= BigInt(callerDeploymentId)
          );
        case "versionTag":
          return model.versionTags.get(decisionId) === binding.versionTag;
      }
    };
    return versions.find(isMeant)?.model;
  }

  /** The decisions as instances of a loaded version see them. */
  decisionsFor(definitionId: string): NonNullable<Context["decision"]> {
    return (decisionId, binding) =>
      this.decision(decisionId, binding, this.loaded(definitionId)?.deploymentId);
  }

  /** Reads the decisions anew: at start, and when a deployment is announced. */
  async refreshDecisions(tx: SqlExecutor): Promise<void> {
    const rows = await tx.query<{ decision_id: string; deployment_id: string; xml: string }>(
      "SELECT decision_id, deployment_id::text, xml FROM decision_definition ORDER BY deployment_id, version",
    );
    const available = new Map<string, DecisionModel>();
    const decisions = new Map<string, DeployedDecision[]>();
    for (const [deploymentId, deployed] of Map.groupBy(rows, (row) => row.deployment_id)) {
      const documents = [...new Set(deployed.map(({ xml }) => xml))];
      const parsed = await parseDecisionsTogether(documents, [...available.values()]);
      // One that a later version of the engine does not read any more is not there: an incident where it is called.
      const models = new Map(
        documents.flatMap((xml, index) => {
          const read = parsed[index];
          return read?.ok === true ? [[xml, read.model] as const] : [];
        }),
      );
      for (const model of models.values()) available.set(model.namespace, model);
      for (const { decision_id: id, xml } of deployed) {
        const model = models.get(xml);
        if (model !== undefined)
          decisions.set(id, [{ deploymentId, model }, ...(decisions.get(id) ?? [])]);
      }
    }
    for (const [id, versions] of decisions) this.#decisions.set(id, versions);
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
