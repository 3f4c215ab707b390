import { expect, it } from "vitest";
import { z } from "zod";
import { malformed } from "./malformed-request.ts";

const schema = z.strictObject({
  type: z.string().min(1),
  timeout: z.int().min(1),
  tags: z.array(z.strictObject({ name: z.string() })).optional(),
});

function said(body: unknown, isBody = true): object {
  const issues = schema.safeParse(body).error?.issues ?? [];
  const complaints = issues.map(({ code, path, message, ...params }) => ({
    keyword: code,
    instancePath: `/${path.join("/")}`,
    message,
    params,
  }));
  return malformed(complaints, isBody);
}

const job = { type: "a", timeout: 1 };

it.each([
  ["no body", undefined, "Required request body is missing"],
  [
    "an unknown member",
    { ...job, foo: 1 },
    "Request property [foo] cannot be parsed: it is unknown",
  ],
  [
    "a member of another type",
    { ...job, timeout: "1" },
    "Request property [timeout] cannot be parsed: expected number, received string",
  ],
  [
    "an unknown member further in",
    { ...job, tags: [{ name: "a", colour: "red" }] },
    "Request property [tags.0.colour] cannot be parsed: it is unknown",
  ],
])("%s cannot be read, as Camunda's parser says", (_what, body, detail) => {
  expect(said(body)).toEqual({ title: "Bad Request", detail });
});

it.each([
  ["what is missing", {}, "No type provided. No timeout provided."],
  [
    "what is out of bounds",
    { ...job, timeout: 0 },
    "timeout: Too small: expected number to be >=1.",
  ],
])("%s is refused, as by its validators", (_what, body, detail) => {
  expect(said(body)).toEqual({ title: "INVALID_ARGUMENT", detail });
});

it("an address has no properties that cannot be parsed", () => {
  expect(said({ ...job, foo: 1 }, false)).toMatchObject({ title: "INVALID_ARGUMENT" });
});
