/** Documents: files that other systems keep with the platform, streamed to the file store, each known by an id and its hash. */
import { randomUUID } from "node:crypto";
import type { FastifyError } from "fastify";
import { z } from "zod";
import { sendFile } from "../../features/files/send-file.ts";
import type { Routes } from "../../http.ts";
import type { Platform } from "../../platform.ts";
import { type Endpoints, instant, optionalWith, principalOf } from "../api.ts";
import { ApiProblem, asApiProblem, noPart } from "../api-problem.ts";
import type { Principal } from "../principal.ts";
import { readLink, signLink } from "./document-link.ts";
import { deleteDocument, type DocumentRow, findDocument, insertDocument } from "./document-rows.ts";
import { type IncomingDocument, receiveDocuments } from "./receive-documents.ts";

const tags = ["流程接口 process API"];
const config = { right: "data" } as const;
/** The only place where documents are kept. */
const STORE = "tongban";
const LINK_MS = 3_600_000;
const LONGEST_LINK_MS = 7 * 24 * 3_600_000;

const documentId = z
  .string()
  .regex(/^[\w.-]{1,255}$/, { error: "must be letters, digits, '.', '_' and '-'" });
const storeId = z
  .string()
  .max(255)
  .refine((given) => given === STORE, {
    error: ({ input }) => `Document store with id '${String(input)}' does not exist`,
  })
  .optional();
const params = z.object({ documentId });

/** See file head. */
export const documents: Endpoints = (routes, platform) => {
  keeping(routes, platform);
  reading(routes, platform);
};

const keeping: Endpoints = (routes, platform) => {
  const { files, config: settings } = platform;
  const bodyLimit = settings.uploadMaxBytes * 4;
  const limits = { maxBytes: settings.uploadMaxBytes };
  routes.post(
    "/documents",
    {
      config,
      bodyLimit,
      schema: {
        tags,
        summary: "Keeps a file",
        querystring: z.object({ storeId, documentId: documentId.optional() }),
      },
    },
    async (request, reply) => {
      const [incoming] = await receiveDocuments(request, files, { ...limits, many: false });
      if (incoming === undefined) throw noPart("file");
      const id = request.query.documentId ?? randomUUID();
      return reply.code(201).send(await keep(platform, principalOf(request), id, incoming));
    },
  );
  routes.post(
    "/documents/batch",
    {
      config,
      bodyLimit,
      schema: { tags, summary: "Keeps several files", querystring: z.object({ storeId }) },
    },
    async (request, reply) => {
      const all = await receiveDocuments(request, files, { ...limits, many: true });
      const createdDocuments: object[] = [];
      const failedDocuments: object[] = [];
      for (const incoming of all) {
        try {
          createdDocuments.push(await keep(platform, principalOf(request), randomUUID(), incoming));
        } catch (error) {
          const problem = asApiProblem(error as FastifyError);
          if (problem.status >= 500) request.log.error(error, "keeping a document of several");
          const { status, title, message: detail } = problem;
          failedDocuments.push({ fileName: incoming.fileName, status, title, detail });
        }
      }
      return reply
        .code(failedDocuments.length > 0 ? 207 : 201)
        .send({ createdDocuments, failedDocuments });
    },
  );
};

const reading: Endpoints = (routes, platform) => {
  const { files, clock, runtime, config: settings } = platform;
  routes.get(
    "/documents/:documentId",
    {
      config,
      schema: {
        tags,
        summary: "Its content",
        params,
        querystring: z.object({ storeId, contentHash: z.string().max(128).optional() }),
      },
    },
    async (request, reply) => {
      const found = await reach(platform, principalOf(request), request.params.documentId);
      const { contentHash } = request.query;
      if (contentHash !== undefined && contentHash !== found.sha256)
        throw new ApiProblem(
          "INVALID_ARGUMENT",
          `Document hash for document ${request.params.documentId} doesn't match the provided hash ${contentHash}`,
        );
      return sendFile(reply, files, fileOf(found));
    },
  );
  routes.delete(
    "/documents/:documentId",
    {
      config,
      schema: { tags, summary: "Takes it away", params, querystring: z.object({ storeId }) },
    },
    async (request, reply) => {
      await reach(platform, principalOf(request), request.params.documentId);
      await deleteDocument(runtime.sql, request.params.documentId);
      return reply.code(204).send();
    },
  );
  // The older client of @camunda8/sdk calls it `link`.
  for (const path of ["links", "link"])
    routes.post(
      `/documents/:documentId/${path}`,
      {
        config,
        schema: {
          tags,
          summary: "A link to it that needs no account",
          params,
          querystring: z.object({ storeId, contentHash: z.string().max(128).optional() }),
          body: z
            .strictObject({
              timeToLive: optionalWith(z.int().min(1).max(LONGEST_LINK_MS), LINK_MS),
            })
            .nullish(),
        },
      },
      async (request, reply) => {
        const { documentId: id } = request.params;
        await reach(platform, principalOf(request), id);
        const expiresAt = clock.machineNow() + (request.body?.timeToLive ?? LINK_MS);
        const token = signLink(id, expiresAt, settings.sessionSecret);
        const url = `${settings.publicUrl}/document-links/${token}`;
        return reply.code(201).send({ url, expiresAt: instant(expiresAt) });
      },
    );
};

/** Opens links: outside of `/v2`, because who follows one has no account. */
export function documentLinks(routes: Routes, platform: Platform): void {
  const { files, clock, runtime, config: settings } = platform;
  routes.get(
    "/document-links/:token",
    {
      schema: {
        tags,
        summary: "Opens a link to a document",
        params: z.object({ token: z.string().max(1000) }),
      },
    },
    async (request, reply) => {
      const id = readLink(request.params.token, clock.machineNow(), settings.sessionSecret);
      const found = id === null ? null : await findDocument(runtime.sql, id, clock.now());
      if (found === null) throw new ApiProblem("NOT_FOUND", "This link leads nowhere any more.");
      return sendFile(reply, files, fileOf(found));
    },
  );
}

/** Saved and never shown in a page of ours, whatever it says that it is. */
function fileOf({
  sha256,
  fileName: name,
  contentType: mimeType,
  size,
}: DocumentRow): Parameters<typeof sendFile>[2] {
  return { sha256, name, mimeType, size, as: "attachment" };
}

async function keep(
  { files, database, clock, runtime }: Platform,
  principal: Principal,
  id: string,
  { received, fileName, contentType, metadata }: IncomingDocument,
): Promise<object> {
  const { sha256, size } = received;
  const { expiresAt } = metadata;
  const row: DocumentRow = {
    documentId: id,
    sha256,
    size,
    fileName: metadata.fileName ?? fileName,
    contentType: metadata.contentType ?? contentType,
    custom: metadata.customProperties ?? {},
    processId: metadata.processDefinitionId ?? null,
    processInstanceKey: metadata.processInstanceKey ?? null,
    client: principal.name,
    expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
  };
  try {
    if (row.expiresAt !== null && row.expiresAt <= clock.now())
      throw new ApiProblem("INVALID_ARGUMENT", "metadata: expiresAt lies in the past.");
    const createdAt = new Date(clock.machineNow());
    // The row first, then the content: a sweep in between waits for the row and cannot take the content away.
    await database.storedFile.upsert({
      where: { sha256 },
      create: { sha256, size, mimeType: row.contentType, createdAt },
      update: { createdAt },
    });
    await files.keep(received);
    if (!(await insertDocument(runtime.sql, row, clock.now())))
      throw new ApiProblem("ALREADY_EXISTS", `Document with id '${id}' already exists`);
  } finally {
    await files.discard(received);
  }
  return reference(row);
}

function reference(row: DocumentRow): object {
  return {
    "camunda.document.type": "camunda",
    storeId: STORE,
    documentId: row.documentId,
    contentHash: row.sha256,
    metadata: {
      contentType: row.contentType,
      fileName: row.fileName,
      expiresAt: row.expiresAt === null ? null : instant(row.expiresAt),
      size: row.size,
      processDefinitionId: row.processId,
      processInstanceKey: row.processInstanceKey,
      customProperties: row.custom,
    },
  };
}

/** Who is limited to some processes reaches what is their own. @throws ApiProblem NOT_FOUND */
async function reach(
  { runtime, clock }: Platform,
  { name, processes }: Principal,
  wanted: string,
): Promise<DocumentRow> {
  const found = await findDocument(runtime.sql, wanted, clock.now());
  if (found === null || (processes !== null && found.client !== name))
    throw new ApiProblem("NOT_FOUND", `Document with id '${wanted}' not found`);
  return found;
}
