/** Turns everything that goes wrong into one `application/problem+json` answer, and tells nobody more than they need. */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { type FieldError, Problem, type ProblemCode, problemBody } from "../errors.ts";
import type { Routes } from "../http.ts";
import { isBrokenOff } from "./bodies.ts";
import { databaseTrouble, type DatabaseTrouble } from "../runtime/index.ts";

/** Fastify's own failures, by their code. */
const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_BAD_URL: "REQUEST_UNREADABLE",
  FST_ERR_MAX_PARAM_LENGTH: "NOT_FOUND",
  FST_ERR_CTP_BODY_TOO_LARGE: "REQUEST_TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "CONTENT_TYPE_UNSUPPORTED",
  FST_ERR_CTP_EMPTY_JSON_BODY: "REQUEST_UNREADABLE",
  FST_ERR_CTP_INVALID_JSON_BODY: "REQUEST_UNREADABLE",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "REQUEST_UNREADABLE",
  FST_REQ_FILE_TOO_LARGE: "FILE_TOO_LARGE",
  FST_FILES_LIMIT: "REQUEST_INVALID",
  FST_PARTS_LIMIT: "REQUEST_INVALID",
  FST_FIELDS_LIMIT: "REQUEST_INVALID",
  FST_INVALID_MULTIPART_CONTENT_TYPE: "CONTENT_TYPE_UNSUPPORTED",
};

const DATABASE_CODES = {
  busy: "BUSY",
  unavailable: "DATABASE_UNAVAILABLE",
  full: "DATABASE_FULL",
  "outcome unknown": "OUTCOME_UNKNOWN",
} as const satisfies Record<DatabaseTrouble, ProblemCode>;
/** Seconds after which it is worth trying again, where nothing was done. */
const RETRY_AFTER: Partial<Record<ProblemCode, string>> = {
  BUSY: "2",
  DATABASE_UNAVAILABLE: "5",
  SHUTTING_DOWN: "5",
  STORAGE_UNAVAILABLE: "5",
};

/** Registers the error handler. */
export function registerProblems(app: Routes): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error);
    if (problem.status >= 500) {
      request.log.error({ err: error, route: request.routeOptions.url }, problem.code);
    }
    return answer(request, reply, problem);
  });
}

/** Sends a problem. */
export function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  const retryAfter = RETRY_AFTER[problem.code];
  if (retryAfter !== undefined) void reply.header("retry-after", retryAfter);
  return reply
    .code(problem.status)
    .type("application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemBody(problem, problem.status >= 500 ? request.id : undefined));
}

/** Whatever went wrong as a problem; what nobody foresaw is INTERNAL. */
export function asProblem(error: FastifyError): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? "body";
    return new Problem("REQUEST_INVALID", {
      errors: error.validation.map((issue) => fieldError(where, issue.instancePath, issue)),
      cause: error,
    });
  }
  const trouble = databaseTrouble(error);
  if (trouble !== null) return new Problem(DATABASE_CODES[trouble], { cause: error });
  const code = FASTIFY_CODES[error.code];
  if (code !== undefined) return new Problem(code, { cause: error });
  if (isBrokenOff(error)) return new Problem("REQUEST_UNREADABLE", { cause: error });
  const status = error.statusCode ?? 500;
  if (status === 503) return new Problem("SHUTTING_DOWN", { cause: error });
  if (status === 429) return new Problem("TOO_MANY_REQUESTS", { cause: error });
  return new Problem(status >= 400 && status < 500 ? "REQUEST_UNREADABLE" : "INTERNAL", {
    cause: error,
  });
}

/** zod's issue as a field error; its path `/applicant/name` becomes `applicant.name`. */
function fieldError(
  where: string,
  pointer: string,
  issue: { readonly keyword?: string | undefined; readonly message?: string | undefined },
): FieldError {
  const path = pointer.replace(/^\//, "").replaceAll("/", ".");
  const shown = path === "" ? where : path;
  return {
    path: shown,
    code: `REQUEST_${(issue.keyword ?? "invalid").replaceAll(/[^a-z]+/gi, "_").toUpperCase()}`,
    detail: `「${shown}」不符合要求。`,
    detailEn: `"${shown}": ${issue.message ?? "invalid"}`,
  };
}
