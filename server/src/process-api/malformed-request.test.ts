import { expect, it } from "vitest";
import { z } from "zod";
import { key, taskDate } from "./api.ts";
import { malformed } from "./malformed-request.ts";

const schema = z.strictObject({
  type: z.string().min(1).max(5),
  timeout: z.int().min(1).max(10),
  key: key.optional(),
  date: taskDate("due date"),
  order: z.enum(["ASC", "DESC"]).optional(),
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
  return malformed(complaints, isBody, body);
}

const job = { type: "a", timeout: 1 };

it.each([
  ["no body", undefined, "Required request body is missing"],
  ["an unknown member", { ...job, foo: 1 }, "Request property [foo] cannot be parsed"],
  [
    "a member of another type",
    { ...job, timeout: "1" },
    "Request property [timeout] cannot be parsed",
  ],
  [
    "a word that is none of those",
    { ...job, order: "UP" },
    "Unexpected value 'UP' for enum field 'order'. Use any of the following values: [ASC, DESC]",
  ],
  [
    "an unknown member further in",
    { ...job, tags: [{ name: "a", colour: "red" }] },
    "Request property [tags.0.colour] cannot be parsed",
  ],
])("%s cannot be read, as Camunda's parser says", (_what, body, detail) => {
  expect(said(body)).toEqual({ title: "Bad Request", detail });
});

it.each([
  ["what is missing", {}, "No type provided. No timeout provided."],
  ["what is empty", { ...job, type: "" }, "No type provided."],
  [
    "what is too long",
    { ...job, type: "aaaaaa" },
    "The provided type exceeds the limit of 5 characters.",
  ],
  [
    "what is out of bounds",
    { ...job, timeout: 0 },
    "The value for timeout is '0' but must be greater than 0.",
  ],
  [
    "what is too much",
    { ...job, timeout: 11 },
    "The value for timeout is '11' but must be at most 10.",
  ],
  [
    "a name in the place of a key",
    { ...job, key: "order" },
    "The provided key 'order' is not a valid key. Expected a numeric value. Did you pass an entity id instead of an entity key?.",
  ],
  [
    "what is no date",
    { ...job, date: "soon" },
    "The provided due date 'soon' cannot be parsed as a date according to RFC 3339, section 5.6.",
  ],
])("%s is refused, as by its validators", (_what, body, detail) => {
  expect(said(body)).toEqual({ title: "INVALID_ARGUMENT", detail });
});

it("an address has no properties that cannot be parsed", () => {
  expect(said({ ...job, foo: 1 }, false)).toMatchObject({ title: "INVALID_ARGUMENT" });
});
