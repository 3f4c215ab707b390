/**
 * Deployment: files are read, all their findings are told at once, and if there is none, each process, decision and form whose
 * content is new becomes the next version, together.
 */
import { createHash } from "node:crypto";
import {
  type Context,
  decisionFindings,
  type Finding,
  type ParsedDecisions,
  parseDecisionsTogether,
  parseProcesses,
  type ProcessGraph,
  type ReportLine,
  translateModel,
  verificationFindings,
} from "@tongban/engine";
import { ADVISORY_LOCKS } from "../../advisory-locks.ts";
import { type FormSchema, formSchema } from "../../forms/form-schema.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { unstorableText } from "../execution/storable-text.ts";
import { subscribeStarts } from "./start-subscriptions.ts";
import { type Actor, recordOperations } from "../store/operation-store.ts";

/** A file: `.bpmn`, `.dmn` or `.form` by its name. */
export interface DeploymentFile {
  readonly name: string;
  readonly content: string;
}

/** What a deployment made, or found unchanged. */
export interface DeployedResource {
  readonly kind: "process" | "decision" | "form";
  /** Id in the file. */
  readonly id: string;
  readonly version: number;
  readonly isNew: boolean;
}

/** Who deploys, and why. */
export interface Deployer {
  readonly account: string;
  readonly comment: string;
  /** Recorded as who did it, when given. */
  readonly actor?: Actor | undefined;
  /** Whether they may deploy what has this id; everything when not given. */
  readonly mayDeploy?: ((id: string) => boolean) | undefined;
}

/** A finding and the file that it is about. */
export interface FileFinding extends Finding {
  readonly file: string;
}

/** The deployment, or everything that speaks against it. */
export type DeploymentResult =
  | {
      readonly ok: true;
      readonly deploymentId: string;
      readonly resources: readonly DeployedResource[];
      readonly warnings: readonly FileFinding[];
    }
  | { readonly ok: false; readonly findings: readonly FileFinding[] };

interface Resource {
  readonly kind: DeployedResource["kind"];
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly versionTag: string | null;
  readonly graph: ProcessGraph | null;
}

/** The files' content, read; or findings. Nothing is written. */
async function readFiles(
  files: readonly DeploymentFile[],
): Promise<{ readonly resources: readonly Resource[]; readonly findings: readonly FileFinding[] }> {
  const resources: Resource[] = [];
  const findings: FileFinding[] = [];
  const decisions = await readDecisions(files);
  for (const file of files) {
    const read = await readFile(file, decisions);
    resources.push(...read.resources);
    findings.push(...read.findings.map((finding) => ({ ...finding, file: file.name })));
  }
  return { resources, findings };
}

/** All that can be said of the files: what deployment would, and what verification finds. */
export async function checkFiles(
  files: readonly DeploymentFile[],
): Promise<readonly FileFinding[]> {
  const findings: FileFinding[] = [];
  const decisions = await readDecisions(files);
  for (const file of files) {
    const read = await readFile(file, decisions);
    const graphs = read.resources.flatMap(({ graph }) => graph ?? []);
    const hasDecisions = read.resources.some(({ kind }) => kind === "decision");
    const all = [
      ...read.findings,
      ...graphs.flatMap(verificationFindings),
      ...(hasDecisions ? await decisionFindings(file.content) : []),
    ];
    findings.push(...all.map((finding) => ({ ...finding, file: file.name })));
  }
  return findings;
}

function notAllowed(resources: readonly Resource[], { mayDeploy }: Deployer): FileFinding[] {
  const refused = mayDeploy === undefined ? [] : resources.filter(({ id }) => !mayDeploy(id));
  return refused.map(({ id }) => ({
    code: "DEPLOYMENT_NOT_ALLOWED",
    severity: "error",
    file: id,
    message: { zh: `无权部署「${id}」。`, en: `"${id}" may not be deployed by this account.` },
  }));
}

/** Versions are counted by one after the other. */
export async function lockDeployments(tx: SqlExecutor): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock($1::bigint)::text", [ADVISORY_LOCKS.deployment]);
}

/** Deploys in the caller's transaction. */
export async function deploy(
  tx: SqlExecutor,
  files: readonly DeploymentFile[],
  by: Deployer,
  context: Context,
): Promise<DeploymentResult> {
  const { resources, findings: read } = await readFiles(files);
  const findings = [...read, ...notAllowed(resources, by)];
  if (findings.some(({ severity }) => severity === "error")) return { ok: false, findings };

  // One deployment at a time: versions are counted up without gaps or doubles.
  await lockDeployments(tx);
  const deploymentId = context.newId();
  await tx.query(
    "INSERT INTO deployment (id, deployed_by, comment, deployed_at) VALUES ($1::bigint, $2, $3, to_timestamp($4::float8 / 1000))",
    [deploymentId, by.account, by.comment, context.now],
  );
  const deployed: DeployedResource[] = [];
  for (const resource of resources) {
    deployed.push(await write(tx, resource, deploymentId, context));
  }
  if (by.actor !== undefined) {
    const operation = { entity: "resource", operation: "create", entityKey: deploymentId } as const;
    const row = { ...operation, by: by.actor, processInstanceId: null };
    await recordOperations(tx, [row], context.now);
  }
  return { ok: true, deploymentId, resources: deployed, warnings: findings };
}

/** The decision models among the files, which may import each other. */
async function readDecisions(
  files: readonly DeploymentFile[],
): Promise<ReadonlyMap<DeploymentFile, ParsedDecisions>> {
  const models = files.filter(({ name }) => name.endsWith(".dmn"));
  const parsed = await parseDecisionsTogether(models.map(({ content }) => content));
  return new Map(
    models.flatMap((file, index) => {
      const read = parsed[index];
      return read === undefined ? [] : [[file, read] as const];
    }),
  );
}

async function readFile(
  file: DeploymentFile,
  decisions: ReadonlyMap<DeploymentFile, ParsedDecisions>,
): Promise<{ resources: Resource[]; findings: readonly Finding[] }> {
  const { name, content } = file;
  if (name.endsWith(".bpmn")) return readModel(content);
  const parsed = decisions.get(file);
  if (parsed !== undefined) {
    if (!parsed.ok) return { resources: [], findings: parsed.findings };
    const resources = [...parsed.model.decisions.values()].map((decision): Resource => {
      return {
        kind: "decision",
        id: decision.id,
        name: decision.name,
        content,
        versionTag: null,
        graph: null,
      };
    });
    return { resources, findings: parsed.findings };
  }
  if (name.endsWith(".form")) {
    const form = readForm(content);
    if (form === null) return { resources: [], findings: [invalidForm()] };
    const resource: Resource = {
      kind: "form",
      id: form.id,
      name: form.id,
      content,
      versionTag: null,
      graph: null,
    };
    return { resources: [resource], findings: [] };
  }
  return { resources: [], findings: [unknownFile()] };
}

/** A model made for another engine is translated first; what that changed is told with the rest. */
async function readModel(
  original: string,
): Promise<{ resources: Resource[]; findings: readonly Finding[] }> {
  const translated = await translateModel(original);
  const content = translated?.xml ?? original;
  const told = (translated?.report ?? []).flatMap(translationFinding);
  const parsed = await parseProcesses(content);
  if (!parsed.ok) return { resources: [], findings: [...parsed.findings, ...told] };
  const resources = parsed.processes.map((graph): Resource => {
    const { processId: id, versionTag } = graph;
    return { kind: "process", id, name: graph.name, content, versionTag, graph };
  });
  return { resources, findings: [...parsed.warnings, ...told] };
}

function translationFinding({ elementId, fate, message }: ReportLine): Finding[] {
  if (fate === "kept") return [];
  const isOpen = fate === "person";
  return [
    {
      code: isOpen ? "TRANSLATION_INCOMPLETE" : "TRANSLATED",
      severity: isOpen ? "warning" : "hint",
      elementId: elementId ?? undefined,
      message,
    },
  ];
}

function readForm(content: string): FormSchema | null {
  try {
    const given: unknown = JSON.parse(content);
    const parsed = formSchema.safeParse(given);
    return parsed.success && unstorableText(given) === undefined ? parsed.data : null;
  } catch {
    return null;
  }
}

async function write(
  tx: SqlExecutor,
  resource: Resource,
  deploymentId: string,
  context: Context,
): Promise<DeployedResource> {
  const { kind, id, content } = resource;
  const table = `${kind}_definition`;
  const checksum = createHash("sha256").update(content).digest("hex");
  const rows = await tx.query<{ version: number; checksum: string }>(
    `SELECT version, checksum FROM ${table} WHERE ${kind}_id = $1 ORDER BY version DESC LIMIT 1`,
    [id],
  );
  const latest = rows[0];
  if (latest?.checksum === checksum) return { kind, id, version: latest.version, isNew: false };
  const version = (latest?.version ?? 0) + 1;
  const definitionId = context.newId();
  if (kind === "form") {
    await tx.query(
      `INSERT INTO form_definition (id, form_id, version, schema, checksum, deployment_id)
       VALUES ($1::bigint, $2, $3, $4::text::jsonb, $5, $6::bigint)`,
      [definitionId, id, version, content, checksum, deploymentId],
    );
  } else if (kind === "decision") {
    await tx.query(
      `INSERT INTO decision_definition (id, decision_id, version, name, xml, checksum, deployment_id)
       VALUES ($1::bigint, $2, $3, $4, $5, $6, $7::bigint)`,
      [definitionId, id, version, resource.name, content, checksum, deploymentId],
    );
  } else {
    await tx.query(
      `INSERT INTO process_definition (id, process_id, version, version_tag, name, xml, checksum, deployment_id)
       VALUES ($1::bigint, $2, $3, $4, $5, $6, $7, $8::bigint)`,
      [
        definitionId,
        id,
        version,
        resource.versionTag,
        resource.name,
        content,
        checksum,
        deploymentId,
      ],
    );
    if (resource.graph !== null) await subscribeStarts(tx, resource.graph, definitionId, context);
  }
  return { kind, id, version, isNew: true };
}

function invalidForm(): Finding {
  return {
    code: "FORM_INVALID",
    severity: "error",
    message: {
      zh: "表单不是有效的 form-js 结构，或使用了尚不支持的组件。",
      en: "The form is no valid form-js schema, or uses a component that is not supported yet.",
    },
  };
}

function unknownFile(): Finding {
  return {
    code: "FILE_KIND_UNKNOWN",
    severity: "error",
    message: {
      zh: "只能部署 .bpmn、.dmn 和 .form 文件。",
      en: "Only .bpmn, .dmn and .form files can be deployed.",
    },
  };
}
