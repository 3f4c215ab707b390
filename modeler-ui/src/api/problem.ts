/** What went wrong, as a typed error: RFC 9457 problems of the server, or the network itself. */
import type { Language } from "../i18n/language.ts";

/** One wrong part of what was sent. */
export interface ProblemPart {
  readonly path: string;
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
}

/** The members of application/problem+json that the web uses. */
interface ProblemBody {
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly errors: readonly ProblemPart[];
}

/** An answer that is not the one asked for. `code` is stable; NETWORK and UNEXPECTED are the web's own. */
export class ApiProblem extends Error {
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly errors: readonly ProblemPart[];
  /** The whole body, for members of a single problem (who claimed the task, the findings of a model). */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const known = readBody(status, body);
    super(`${status} ${known.code}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = known.code;
    this.detail = known.detail;
    this.detailEn = known.detailEn;
    this.errors = known.errors;
    this.body = body;
  }

  /** The server's sentence for the person; empty where there is none (then the screen has its own). */
  sentence(language: Language): string {
    return language === "en" ? this.detailEn || this.detail : this.detail;
  }
}

/** Makes an ApiProblem of anything thrown by a request. */
export function problemOf(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  return new ApiProblem(0, { code: thrown instanceof TypeError ? "NETWORK" : "UNEXPECTED" });
}

function readBody(status: number, body: Readonly<Record<string, unknown>>): ProblemBody {
  return {
    code: text(body["code"]) || (status === 0 ? "NETWORK" : `HTTP_${status}`),
    detail: text(body["detail"]),
    detailEn: text(body["detailEn"]),
    errors: Array.isArray(body["errors"]) ? body["errors"].filter(isPart) : [],
  };
}

function isPart(value: unknown): value is ProblemPart {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Record<string, unknown>)["path"] === "string"
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
