/** What processes use by name: decisions and forms, all versions of them, in memory; read anew when a deployment is announced. */
import {
  type Binding,
  type Context,
  type DecisionModel,
  parseDecisionsTogether,
  type Variables,
} from "@tongban/engine";
import type { SqlExecutor } from "../sql-executor.ts";
import { readClusterVariables, sharedNames } from "./cluster-variables.ts";
import { boundVersion, type DeployedVersion } from "./bound-version.ts";

interface DeployedDecision extends DeployedVersion {
  readonly version: number;
  readonly model: DecisionModel;
}

interface DeployedForm extends DeployedVersion {
  readonly version: number;
}

/** The part of the engine's context that it answers. */
export interface ResourceContext {
  readonly decision: Context["decision"];
  readonly decisionVersion: NonNullable<Context["decisionVersion"]>;
  readonly formVersion: NonNullable<Context["formVersion"]>;
  readonly shared: Variables;
}

const LATEST: Binding = { type: "latest" };

/** See file head. */
export class DeployedResources {
  /** Versions by id, the latest first. */
  #decisions: ReadonlyMap<string, readonly DeployedDecision[]> = new Map();
  #forms: ReadonlyMap<string, readonly DeployedForm[]> = new Map();
  #shared: Variables = {};
  /** Deployments that have been seen: what came along with them is in memory. */
  readonly #seen = new Set<string>();
  #begun = 0;
  #shown = 0;

  /** As instances see them whose version came with the deployment. */
  seenFrom(deploymentId: string | undefined): ResourceContext {
    const find = <Version extends DeployedVersion>(
      all: ReadonlyMap<string, readonly Version[]>,
      id: string,
      binding: Binding = LATEST,
    ): Version | undefined => boundVersion(all.get(id) ?? [], binding, deploymentId);
    return {
      decision: (decisionId, binding) => find(this.#decisions, decisionId, binding)?.model,
      decisionVersion: (decisionId, binding) => find(this.#decisions, decisionId, binding)?.version,
      formVersion: (formId, binding) => find(this.#forms, formId, binding)?.version,
      shared: this.#shared,
    };
  }

  /** Exactly this version of a decision. */
  decisionVersion(decisionId: string, version: number): DecisionModel | undefined {
    return this.#decisions.get(decisionId)?.find((deployed) => deployed.version === version)?.model;
  }

  /** Makes sure that what was deployed along is in memory, even when its announcement is still on its way. */
  async include(tx: SqlExecutor, deploymentId: string): Promise<void> {
    if (this.#seen.has(deploymentId)) return;
    await this.refresh(tx);
    this.#seen.add(deploymentId);
  }

  /** Reads all of them anew. Of several that read at the same time, what began last is what is seen in the end. */
  async refresh(tx: SqlExecutor): Promise<void> {
    this.#begun += 1;
    const turn = this.#begun;
    const decisions = await readDecisions(tx);
    const forms = await readForms(tx);
    const shared = sharedNames(await readClusterVariables(tx));
    if (turn < this.#shown) return;
    this.#shown = turn;
    this.#decisions = decisions;
    this.#forms = forms;
    this.#shared = shared;
  }
}

async function readDecisions(
  tx: SqlExecutor,
): Promise<ReadonlyMap<string, readonly DeployedDecision[]>> {
  const rows = await tx.query<{
    decision_id: string;
    deployment_id: string;
    version: number;
    xml: string;
  }>(
    "SELECT decision_id, deployment_id::text, version, xml FROM decision_definition ORDER BY deployment_id, version",
  );
  const available = new Map<string, DecisionModel>();
  const decisions = new Map<string, readonly DeployedDecision[]>();
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
    for (const { decision_id: id, version: number, xml } of deployed) {
      const model = models.get(xml);
      if (model === undefined) continue;
      const version = {
        deploymentId,
        version: number,
        versionTag: model.versionTags.get(id),
        model,
      };
      decisions.set(id, [version, ...(decisions.get(id) ?? [])]);
    }
  }
  return decisions;
}

async function readForms(tx: SqlExecutor): Promise<ReadonlyMap<string, readonly DeployedForm[]>> {
  const rows = await tx.query<{
    form_id: string;
    version: number;
    deployment_id: string;
    version_tag: string | null;
  }>(
    `SELECT form_id, version, deployment_id::text, schema->>'versionTag' AS version_tag
       FROM form_definition ORDER BY form_id, version DESC`,
  );
  const versions = rows.map((row) => ({
    formId: row.form_id,
    version: row.version,
    deploymentId: row.deployment_id,
    versionTag: row.version_tag ?? undefined,
  }));
  return Map.groupBy(versions, ({ formId }) => formId);
}
