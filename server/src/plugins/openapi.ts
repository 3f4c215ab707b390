/** The API's description (OpenAPI 3.1), from the schemas that check the requests. */
import swagger from "@fastify/swagger";
import swaggerUi, { type FastifySwaggerUiConfigOptions } from "@fastify/swagger-ui";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { Routes } from "../http.ts";
import { exampleOf, fileFields } from "../process-api/examples.ts";
import { platformExamples } from "./platform-examples.ts";

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

interface Operation {
  requestBody?: {
    readonly content: Record<string, { readonly schema?: object; example?: object } | undefined>;
  };
  responses?: Record<string, unknown>;
  security?: object[];
}

interface Description {
  components?: { schemas?: Record<string, unknown> };
  paths?: Record<string, Record<string, Operation>>;
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

/**
 * Registers `/api/openapi.json` and `/api/docs`, where calls can be tried: as whoever is logged in to the platform, or with a client's
 * id and secret.
 */
export async function registerApiDescription(app: Routes): Promise<void> {
  const route = { schema: { hide: true }, config: { access: "public" as const } };
  app.get("/api/openapi.json", route, () => app.swagger());
  app.get("/api/docs", route, (_request, reply) => reply.redirect(`${PAGE}/`));
  // Beside `/api`, whose every route states who may call it: this is a page and not a part of the API.
  await app.register(swaggerUi, {
    routePrefix: PAGE,
    uiConfig: {
      docExpansion: "none",
      defaultModelsExpandDepth: -1,
      filter: true,
      persistAuthorization: false,
      requestInterceptor: withCsrfToken as unknown as Interceptor,
    },
    theme: { title: "通办 Tongban API" },
  });
}

const PAGE = "/docs/api";

/** Swagger UI gives it an object of its own, which its types take for the browser's Request. */
type Interceptor = NonNullable<FastifySwaggerUiConfigOptions["requestInterceptor"]>;

/** Runs in the browser, so it stands by itself: what changes something carries the token of who is logged in. */
async function withCsrfToken(request: {
  readonly url: string;
  readonly method?: string;
  readonly headers: Record<string, string>;
}): Promise<object> {
  if (request.method === undefined || request.method === "GET" || !request.url.includes("/api/"))
    return request;
  const me = await fetch("/api/me");
  if (me.ok)
    request.headers["x-csrf-token"] = ((await me.json()) as { csrfToken: string }).csrfToken;
  return request;
}

/** A form with files; Swagger UI shows a button for them. */
function filesAs(field: string): NonNullable<Operation["requestBody"]> {
  const schema = {
    type: "object",
    required: [field],
    properties: { [field]: { type: "array", items: { type: "string", format: "binary" } } },
  };
  return { content: { "multipart/form-data": { schema } } };
}

/** Says once that any call may fail with a problem, who may call what, and what a body may look like. */
function withProblems(description: Description): object {
  description.components = {
    ...description.components,
    schemas: { ...description.components?.schemas, Problem: PROBLEM },
  };
  for (const [path, operations] of Object.entries(description.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      const route = `${method.toUpperCase()} ${path}`;
      const example = platformExamples[route] ?? exampleOf(method, path);
      const body = operation.requestBody?.content["application/json"];
      if (example !== undefined && body !== undefined) body.example = example;
      const field = fileFields[route];
      if (field !== undefined) operation.requestBody = filesAs(field);
      operation.security = path.startsWith("/v2")
        ? [{ basic: [] }, { bearer: [] }]
        : [{ session: [], csrf: [] }];
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
