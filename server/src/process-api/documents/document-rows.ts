/** Files that other systems keep with the platform: what is known of them. The content is a stored file, found by its hash. */
import type { SqlExecutor } from "../../runtime/index.ts";

/** A document. */
export interface DocumentRow {
  readonly documentId: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly fileName: string;
  readonly contentType: string;
  readonly custom: Readonly<Record<string, unknown>>;
  readonly processId: string | null;
  readonly processInstanceKey: string | null;
  /** Who keeps it. */
  readonly client: string;
  /** Epoch ms; null: for ever. */
  readonly expiresAt: number | null;
}

/** Adds one; false when the id is taken. @param now epoch ms */
export async function insertDocument(
  sql: SqlExecutor,
  row: DocumentRow,
  now: number,
): Promise<boolean> {
  const added = await sql.query(
    `INSERT INTO api_document (id, sha256, size, file_name, content_type, custom, process_id, process_instance_id, client, expires_at, created_at)
     VALUES ($1, $2, $3::int, $4, $5, $6::text::jsonb, $7, $8::bigint, $9, to_timestamp($10::float8 / 1000), to_timestamp($11::float8 / 1000))
     ON CONFLICT DO NOTHING RETURNING 1`,
    [
      row.documentId,
      row.sha256,
      row.size,
      row.fileName,
      row.contentType,
      JSON.stringify(row.custom),
      row.processId,
      row.processInstanceKey,
      row.client,
      row.expiresAt,
      now,
    ],
  );
  return added.length > 0;
}

/** The document, unless its time is over. @param now epoch ms */
export async function findDocument(
  sql: SqlExecutor,
  documentId: string,
  now: number,
): Promise<DocumentRow | null> {
  const [found] = await sql.query<DocumentRow>(
    `SELECT id AS "documentId", sha256, size, file_name AS "fileName", content_type AS "contentType", custom, process_id AS "processId",
            process_instance_id::text AS "processInstanceKey", client, (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt"
       FROM api_document WHERE id = $1 AND (expires_at IS NULL OR expires_at > to_timestamp($2::float8 / 1000))`,
    [documentId, now],
  );
  return found ?? null;
}

/** Takes it away; its content goes when nothing refers to it any more. */
export async function deleteDocument(sql: SqlExecutor, documentId: string): Promise<void> {
  await sql.query("DELETE FROM api_document WHERE id = $1", [documentId]);
}
