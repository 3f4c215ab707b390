import type { FastifyError } from "fastify";
import { expect, it } from "vitest";
import { asApiProblem } from "../process-api/api-problem.ts";
import { asProblem } from "./problems.ts";

it.each([
  ["53100", "DATABASE_FULL", 507, /disk is full; nothing was done/],
  ["57P01", "DATABASE_UNAVAILABLE", 503, /does not answer; nothing was done/],
  ["23505", "INTERNAL", 500, /went wrong/],
])("PostgreSQL's %s is told as %s", (code, problem, status, sentence) => {
  const error = Object.assign(new Error("SELECT of somebody's name"), { code }) as FastifyError;
  expect(asProblem(error)).toMatchObject({ code: problem, status });
  // Camunda's clients know no 507.
  expect(asApiProblem(error)).toMatchObject({
    status: status === 500 ? 500 : 503,
    message: expect.stringMatching(sentence) as string,
  });
});
