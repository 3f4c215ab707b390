/** The API's description (OpenAPI 3.1), from the schemas that check the requests. */
import swagger from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { Routes } from "../http.ts";
import { documentationPage } from "./documentation-page.ts";

/** Every failing answer. */
const PROBLEM = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "detailEn"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable; see docs/errors.md" },
    detail: { type: "string", description: "A sentence for the person, Chinese" },
    detailEn: { type: "string", description: "The same in English" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "code", "detail", "detailEn"],
        properties: {
          path: { type: "string" },
          code: { type: "string" },
          detail: { type: "string" },
          detailEn: { type: "string" },
        },
      },
    },
  },
  additionalProperties: true,
};

interface Description {
  components?: { schemas?: Record<string, unknown> };
  paths?: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
}

/** Registers the collection of schemas; before any route. */
export async function registerOpenApi(app: Routes): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Tongban 通办",
        version: "0.1.0",
        description: "Government service matters as BPMN models that really run.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "tongban_session" },
          basic: { type: "http", scheme: "basic" },
          bearer: { type: "http", scheme: "bearer" },
          csrf: { type: "apiKey", in: "header", name: "x-csrf-token" },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (input) => withProblems(jsonSchemaTransformObject(input) as Description),
  });
}

/** Registers `/api/openapi.json` and `/api/docs`; after all routes. */
export function registerApiDescription(app: Routes): void {
  const route = { schema: { hide: true }, config: { access: "public" as const } };
  app.get("/api/openapi.json", route, () => app.swagger());
  app.get("/api/docs", route, (_request, reply) =>
    reply.type("text/html; charset=utf-8").send(documentationPage(app.swagger())),
  );
}

/** Says once that any call may fail with a problem. */
function withProblems(description: Description): object {
  description.components = {
    ...description.components,
    schemas: { ...description.components?.schemas, Problem: PROBLEM },
  };
  for (const operations of Object.values(description.paths ?? {})) {
    for (const operation of Object.values(operations)) {
      operation.responses = {
        ...operation.responses,
        default: {
          description: "A problem (RFC 9457)",
          content: {
            "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
          },
        },
      };
    }
  }
  return description;
}
