/** What the official client publishes of searches: by which fields each can be filtered, with which operators, and sorted. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";

/** One search, as published. */
export interface PublishedSearch {
  /** Name of the operation. */
  readonly operation: string;
  /** By each field that can be filtered: all operators at once, or values where it has none. */
  readonly filters: Readonly<Record<string, readonly unknown[]>>;
  readonly sorts: readonly string[];
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly format?: string;
}

/** All searches, and whatever else has a filter. */
export async function publishedSearches(): Promise<PublishedSearch[]> {
  return Object.entries(await publishedSchemas()).flatMap(([name, schema]) => {
    const [, operation] = /^z(\w+)Data$/.exec(name) ?? [];
    if (operation === undefined) return [];
    const { body } = propertiesOf(z.toJSONSchema(schema, { unrepresentable: "any" }) as Schema);
    const { filter, sort } = body === undefined ? {} : propertiesOf(body);
    if (filter === undefined && sort === undefined) return [];
    return {
      operation: operation.charAt(0).toLowerCase() + operation.slice(1),
      filters: Object.fromEntries(
        Object.entries(filter === undefined ? {} : propertiesOf(filter)).map(([field, its]) => [
          field,
          examplesOf(its),
        ]),
      ),
      sorts: propertiesOf(sort?.items ?? {})["field"]?.enum ?? [],
    };
  });
}

/** The client checks with schemas in a file of its own, whose name changes with its content. */
async function publishedSchemas(): Promise<Record<string, z.ZodType>> {
  const folder = dirname(fileURLToPath(import.meta.resolve("@camunda8/orchestration-cluster-api")));
  const file = readdirSync(folder).find((name) => /^zod\.gen-\w+\.js$/.test(name)) ?? "";
  return (await import(pathToFileURL(join(folder, file)).href)) as Record<string, z.ZodType>;
}

/** Its own, and those of the schemas that it is put together of. */
function propertiesOf({ properties, allOf = [], anyOf = [] }: Schema): Record<string, Schema> {
  return Object.assign({}, ...[...allOf, ...anyOf].map(propertiesOf), properties) as Record<
    string,
    Schema
  >;
}

/** A value of each of its shapes, and each of its words. Where there are operators, a plain value is `$eq`, which is one of them. */
function examplesOf(schema: Schema): readonly unknown[] {
  if (schema.anyOf !== undefined) {
    const operators = schema.anyOf.filter(({ type, allOf }) => type === "object" || allOf);
    return (operators.length > 0 ? operators : schema.anyOf).flatMap(examplesOf);
  }
  if (schema.enum !== undefined) return schema.enum;
  if (schema.type === "null") return [null];
  if (schema.type === "array") return [examplesOf(schema.items ?? {})];
  if (schema.properties !== undefined || schema.allOf !== undefined)
    return [
      Object.fromEntries(
        Object.entries(propertiesOf(schema)).map(([name, its]) => [name, examplesOf(its)[0]]),
      ),
    ];
  return [valueOf(schema)];
}

function valueOf({ type, format }: Schema): unknown {
  if (type === "boolean" || (Array.isArray(type) && type.includes("boolean"))) return true;
  if (type === "integer" || type === "number") return 1;
  // As a text it can be a key, too.
  return format === "date-time" ? "2026-01-01T12:00:00Z" : "1";
}
