/** Problems as Camunda 8 words them (RFC 9457): its clients decide by status and title what to do. */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { Problem } from "../errors.ts";
import { isBrokenOff } from "../plugins/bodies.ts";
import { malformed } from "./malformed-request.ts";
import { databaseTrouble, type DatabaseTrouble } from "../runtime/index.ts";

/** Titles with their status. */
const STATUS = {
  /** What is no request at all, and not what is asked for in one. */
  "Bad Request": 400,
  INVALID_ARGUMENT: 400,
  Unauthorized: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_STATE: 409,
  ALREADY_EXISTS: 409,
  "Method Not Allowed": 405,
  "Payload Too Large": 413,
  "Unsupported Media Type": 415,
  RESOURCE_EXHAUSTED: 503,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  DEADLINE_EXCEEDED: 504,
} as const;

/** The kind of a problem. */
export type ApiProblemTitle = keyof typeof STATUS;

/** An expected failure on its way to the caller. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly title: ApiProblemTitle;
  readonly status: number;

  constructor(title: ApiProblemTitle, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.title = title;
    this.status = STATUS[title];
  }
}

/** Sends it. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  { title, status, message }: ApiProblem,
): FastifyReply {
  if (status === 401) void reply.header("www-authenticate", 'Basic realm="tongban", Bearer');
  if (status === 503) void reply.header("retry-after", "1");
  const instance = request.url.split("?", 1)[0];
  return reply
    .code(status)
    .type("application/problem+json")
    .header("cache-control", "no-store")
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ type: "about:blank", title, status, detail: message, instance });
}

const TROUBLES = {
  busy: ["RESOURCE_EXHAUSTED", "Too much at once; nothing was done. Try again in a moment."],
  unavailable: [
    "RESOURCE_EXHAUSTED",
    "The database does not answer; nothing was done. Try again in a moment.",
  ],
  full: [
    "RESOURCE_EXHAUSTED",
    "The database's disk is full; nothing was done. Its operator must make room.",
  ],
  // Its clients send again what is exhausted, and nothing else.
  "outcome unknown": [
    "INTERNAL",
    "The connection to the database was lost while this was being saved: it may or may not be in effect.",
  ],
} as const satisfies Record<DatabaseTrouble, readonly [ApiProblemTitle, string]>;

/**
 * Whatever went wrong; what nobody foresaw is INTERNAL and says no more.
 *
 * @param request which it was, if what was sent may be shown to the sender
 */
export function asApiProblem(
  error: FastifyError,
  request?: Pick<FastifyRequest, "body" | "params" | "query" | "headers">,
): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext;
    const given =
      place === "body" ? request?.body : place === "params" ? request?.params : request?.query;
    const { title, detail } = malformed(error.validation, place === "body", given);
    return new ApiProblem(title, detail, error);
  }
  if (error instanceof Problem) return fromPlatform(error);
  const trouble = databaseTrouble(error);
  if (trouble !== null) {
    const [title, detail] = TROUBLES[trouble];
    return new ApiProblem(title, detail, error);
  }
  const status = isBrokenOff(error) ? 400 : (error.statusCode ?? 500);
  if (status === 413)
    return new ApiProblem("Payload Too Large", "The request is too large.", error);
  if (status === 415) return unsupported(request?.headers["content-type"]);
  if (status === 503 || status === 429)
    return new ApiProblem("RESOURCE_EXHAUSTED", "Too much at once; try again in a moment.", error);
  return status >= 400 && status < 500
    ? new ApiProblem("Bad Request", "Failed to read request", error)
    : new ApiProblem("INTERNAL", "Something went wrong on the server and was recorded.", error);
}

/** That a body of this type is not read. */
export function unsupported(contentType = "application/octet-stream"): ApiProblem {
  return new ApiProblem(
    "Unsupported Media Type",
    `Content-Type '${contentType}' is not supported.`,
  );
}

/** That a request of several parts lacks this one. */
export function noPart(name: string): ApiProblem {
  return new ApiProblem("Bad Request", `Required part '${name}' is not present.`);
}

function fromPlatform(problem: Problem): ApiProblem {
  const detail = problem.errors?.map(({ detailEn }) => detailEn).join(" ") ?? problem.detailEn;
  const titles: Readonly<Record<number, ApiProblemTitle>> = {
    400: "INVALID_ARGUMENT",
    401: "Unauthorized",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    409: "INVALID_STATE",
    413: "Payload Too Large",
    415: "Unsupported Media Type",
    422: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    503: "RESOURCE_EXHAUSTED",
  };
  return new ApiProblem(titles[problem.status] ?? "INTERNAL", detail, problem);
}
