/** Models, their versions and what runs on them. A version never changes; deploying makes the next one. */
import { z } from "zod";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import { decodeCursor, idSchema, PAGE_SIZE, pageOf } from "../../paging.ts";
import type { Platform } from "../../platform.ts";
import {
  type FileFinding,
  listVersions,
  type ProcessVersion,
  readStatistics,
  readXml,
} from "../../runtime/index.ts";
import { caseReferences } from "../cases/case-references.ts";
import { referenceFindings } from "./model-references.ts";
import type {
  DeployedResourceView,
  FindingView,
  ModelInstanceView,
  ModelVersionView,
} from "./models.schema.ts";

/** Name under which a model from the editor travels; findings do not repeat it. */
const FILE_NAME = "model.bpmn";
/** A cursor that is a run-time id. */
export const idCursor = z.tuple([idSchema]);

/** Everything that speaks against a model, and what only deserves a look. */
export async function checkModel(
  { runtime, database }: Platform,
  xml: string,
): Promise<FindingView[]> {
  const findings = (await runtime.check([{ name: FILE_NAME, content: xml }])).map(findingView);
  return findings.some(isError)
    ? findings
    : [...findings, ...(await referenceFindings(database, xml))];
}

function isError({ severity }: Pick<FindingView, "severity">): boolean {
  return severity === "error";
}

/**
 * Makes the model the next version; a model that is the same as the latest version makes none.
 * @throws Problem MODEL_INVALID with `findings`
 */
export async function deployModel(
  platform: Platform,
  viewer: Viewer,
  model: { readonly xml: string; readonly comment: string; readonly acceptUnsound: boolean },
): Promise<{ processId: string; version: number; unchanged: boolean }> {
  const { runtime } = platform;
  const findings = await checkModel(platform, model.xml);
  const errors = findings.filter(isError);
  const accepted = model.acceptUnsound ? errors.filter(({ isAcceptable }) => isAcceptable) : [];
  if (accepted.length < errors.length) throw invalid(findings);
  const result = await runtime.deploy([{ name: FILE_NAME, content: model.xml }], {
    account: viewer.accountId,
    comment: commentWith(model.comment, accepted),
  });
  if (!result.ok) throw invalid(result.findings.map(findingView));
  const processes = result.resources.filter(({ kind }) => kind === "process");
  for (const { id } of processes) await runtime.notify(runtime.sql, { kind: "model", id });
  const [main] = processes;
  if (main === undefined) throw invalid([]);
  return { processId: main.id, version: main.version, unchanged: !main.isNew };
}

/** The version's history says what was accepted. */
function commentWith(comment: string, accepted: readonly FindingView[]): string {
  if (accepted.length === 0) return comment;
  const codes = accepted.map(({ code, elementId }) => `${code} ${elementId ?? ""}`.trim());
  return `${comment}（已确认验证错误：${codes.join("，")}）`;
}

function invalid(findings: readonly FindingView[]): Problem {
  return new Problem("MODEL_INVALID", { members: { findings } });
}

function findingView(finding: FileFinding): FindingView {
  const { code, severity, elementId = null, line = null, message, isAcceptable, trace } = finding;
  return {
    code,
    severity,
    elementId,
    line,
    message,
    ...(isAcceptable === true && { isAcceptable }),
    ...(trace !== undefined && {
      trace: {
        steps: trace.steps.map((step) => ({ ...step, flowIds: [...step.flowIds] })),
        tokens: trace.tokens.map((token) => ({ ...token })),
      },
    }),
  };
}

/** Newest first. @throws Problem MODEL_NOT_FOUND */
export async function modelVersions(
  { runtime, database }: Platform,
  processId: string,
): Promise<ModelVersionView[]> {
  const versions = await listVersions(runtime.sql, processId);
  if (versions.length === 0) throw new Problem("MODEL_NOT_FOUND");
  const accounts = await database.account.findMany({
    where: { id: { in: versions.map(({ deployedBy }) => deployedBy).filter(isUuid) } },
    select: { id: true, name: true },
  });
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return versions.map((version) => versionView(version, names));
}

function versionView(
  version: ProcessVersion,
  names: ReadonlyMap<string, string>,
): ModelVersionView {
  const { processId, deployedAt, deployedBy, comment, runningInstances } = version;
  return {
    processId,
    version: version.version,
    deployedAt: new Date(deployedAt).toISOString(),
    // The library that comes with the server was deployed by nobody in particular.
    deployedBy: names.get(deployedBy) ?? null,
    comment: comment === "" ? null : comment,
    runningInstances,
  };
}

function isUuid(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

/** @throws Problem MODEL_NOT_FOUND */
export async function modelXml(
  { runtime }: Platform,
  processId: string,
  version: number,
): Promise<string> {
  const xml = await readXml(runtime.sql, processId, version);
  if (xml === null) throw new Problem("MODEL_NOT_FOUND");
  return xml;
}

/** Tokens by element. @throws Problem MODEL_NOT_FOUND */
export async function modelStatistics(
  { runtime, database }: Platform,
  processId: string,
  version: number,
): Promise<{
  elements: Awaited<ReturnType<typeof readStatistics>>;
  running: number;
}> {
  await requireVersion({ database }, processId, version);
  return {
    elements: await readStatistics(runtime.sql, processId, version),
    running: await database.processInstance.count({
      where: { processId, version, state: "active" },
    }),
  };
}

/** What runs on a version, newest first. @throws Problem MODEL_NOT_FOUND */
export async function modelInstances(
  { runtime, database }: Platform,
  viewer: Viewer,
  which: {
    readonly processId: string;
    readonly version: number;
    readonly cursor?: string | undefined;
  },
): Promise<{ items: ModelInstanceView[]; nextCursor: string | null }> {
  const { processId, version, cursor } = which;
  const definition = await requireVersion({ database }, processId, version);
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, idCursor);
  const rows = await database.processInstance.findMany({
    where: {
      definitionId: definition.id,
      state: "active",
      ...(before !== null && { id: { lt: BigInt(before) } }),
    },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
  });
  const page = pageOf(rows, ({ id }) => [String(id)]);
  const ids = page.items.map(({ id }) => id);
  const elements = await database.elementInstance.findMany({
    where: { processInstanceId: { in: ids }, state: "active", kind: { not: "process" } },
    orderBy: { id: "asc" },
  });
  const incidents = await database.incident.findMany({
    where: { processInstanceId: { in: ids } },
    select: { processInstanceId: true },
  });
  const names = await runtime.elementNames(processId, version);
  const caseOf = await caseReferences(
    database,
    viewer,
    page.items.map(({ businessKey }) => businessKey),
  );
  const troubled = new Set(incidents.map(({ processInstanceId }) => processInstanceId));
  return {
    nextCursor: page.nextCursor,
    items: page.items.map(({ id, businessKey, startedAt }) => ({
      processInstanceId: String(id),
      ...caseOf(businessKey),
      version,
      state: troubled.has(id) ? "incident" : "active",
      startedAt: startedAt.toISOString(),
      activeElements: [
        ...new Set(
          elements
            .filter(({ processInstanceId }) => processInstanceId === id)
            .map(({ elementId }) => names.get(elementId) ?? elementId),
        ),
      ],
    })),
  };
}

async function requireVersion(
  { database }: Pick<Platform, "database">,
  processId: string,
  version: number,
): Promise<{ readonly id: bigint }> {
  const found = await database.processDefinition.findUnique({
    where: { processId_version: { processId, version } },
    select: { id: true },
  });
  if (found === null) throw new Problem("MODEL_NOT_FOUND");
  return found;
}

/** The latest version of each form. */
export async function latestForms({ database }: Platform): Promise<DeployedResourceView[]> {
  const rows = await database.formDefinition.findMany({
    distinct: ["formId"],
    orderBy: [{ formId: "asc" }, { version: "desc" }],
    select: { formId: true, version: true, deployment: { select: { deployedAt: true } } },
  });
  return rows.map(({ formId, version, deployment }) => ({
    id: formId,
    name: null,
    version,
    deployedAt: deployment.deployedAt.toISOString(),
  }));
}

/** The latest version of each decision. */
export async function latestDecisions({ database }: Platform): Promise<DeployedResourceView[]> {
  const rows = await database.decisionDefinition.findMany({
    distinct: ["decisionId"],
    orderBy: [{ decisionId: "asc" }, { version: "desc" }],
    select: {
      decisionId: true,
      name: true,
      version: true,
      deployment: { select: { deployedAt: true } },
    },
  });
  return rows.map(({ decisionId, name, version, deployment }) => ({
    id: decisionId,
    name,
    version,
    deployedAt: deployment.deployedAt.toISOString(),
  }));
}
