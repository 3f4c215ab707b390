/** Pages of lists: an opaque cursor that says where the next page begins. */
import { z } from "zod";
import { Problem } from "./errors.ts";

/** Items of one page. */
export const PAGE_SIZE = 50;

/** `?cursor=` of every list. */
export const cursorSchema = z.string().max(500).optional();

/** A run-time id in a cursor or a path: a positive `bigint` of PostgreSQL. */
export const idSchema = z
  .string()
  .regex(/^\d{1,19}$/)
  .refine((digits) => BigInt(digits) < 2n ** 63n, { error: "out of range" });

/** Shape of a page. */
export function pageSchema<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe("null at the end"),
  });
}

/** Writes the sort values of the last item as a cursor. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * Reads a cursor.
 *
 * @param shape what the position must look like
 * @throws Problem REQUEST_INVALID when it is none of ours
 */
export function decodeCursor<Shape extends z.ZodType>(
  cursor: string,
  shape: Shape,
): z.infer<Shape> {
  const parsed = shape.safeParse(parse(cursor));
  if (parsed.success) return parsed.data;
  throw new Problem("REQUEST_INVALID", {
    errors: [
      {
        path: "cursor",
        code: "REQUEST_CURSOR",
        detail: "翻页位置无效，请从第一页重新查询。",
        detailEn: "The cursor is not valid; begin with the first page.",
      },
    ],
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Cuts `PAGE_SIZE + 1` fetched rows into a page. */
export function pageOf<Row>(
  rows: readonly Row[],
  positionOf: (row: Row) => readonly (string | number)[],
  size: number = PAGE_SIZE,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > size && last !== undefined ? encodeCursor(positionOf(last)) : null,
  };
}
