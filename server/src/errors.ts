/**
 * Every problem that the API answers with (RFC 9457), in one table: status, a sentence for the person in both languages.
 * `docs/errors.md` shows the table; a test keeps the two equal.
 */
import type { FieldError } from "./forms/validate-form.ts";
import { type ProblemKind, problemTable } from "./problem-table.ts";

export type { FieldError } from "./forms/validate-form.ts";

/** Stable code of a problem. */
export type ProblemCode = keyof typeof problemTable;

/** The codes and what they mean, for the documentation and the API description. */
export const problems: Readonly<Record<ProblemCode, ProblemKind>> = problemTable;

/** What a particular problem says beyond its kind. */
export interface ProblemFacts {
  /** Sentence for the person, where the kind's own does not say enough; both or none. */
  readonly detail?: string;
  readonly detailEn?: string;
  /** Everything that is wrong with the input, each with its path. */
  readonly errors?: readonly FieldError[];
  /** Members of the answer that the kind documents, for example `by` of TASK_ALREADY_CLAIMED. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * An expected failure on its way to the person. It is thrown, because leaving a service by a throw is also what rolls its
 * transaction back; one error handler turns it into an answer.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string;
  readonly detailEn: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    const kind = problems[code];
    super(`${code}: ${facts.detailEn ?? kind.en}`, { cause: facts.cause });
    this.code = code;
    this.status = kind.status;
    this.detail = facts.detail ?? kind.zh;
    this.detailEn = facts.detailEn ?? kind.en;
    this.errors = facts.errors;
    this.members = facts.members ?? {};
  }
}

/** The body of an `application/problem+json` answer. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly errors?: readonly FieldError[];
}

/** Puts a problem into words; `requestId` lets an operator find the request in the log. */
export function problemBody(problem: Problem, requestId?: string): ProblemBody {
  return {
    ...problem.members,
    type: `urn:tongban:problem:${problem.code.toLowerCase().replaceAll("_", "-")}`,
    title: problems[problem.code].zh,
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    detailEn: problem.detailEn,
    ...(problem.errors && { errors: problem.errors }),
    ...(requestId !== undefined && { requestId }),
  };
}
