import { expect, it } from "vitest";
import { describedError } from "./described-error.ts";

it.each([
  Object.assign(new Error("invalid input syntax for type bigint: 林小燕"), { code: "22P02" }),
  Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (phone)=(13900000001) already exists: 林小燕",
    table: "account",
    constraint: "account_phone_key",
  }),
  Object.assign(new Error("Invalid invocation: 林小燕"), {
    name: "PrismaClientUnknownRequestError",
    meta: { driverAdapterError: { cause: { originalMessage: "林小燕" } } },
  }),
  new Error("while saving", {
    cause: Object.assign(new Error("林小燕"), { code: "P2010" }),
  }),
])("tells nothing of the values that the database quotes (%#)", (error) => {
  const described = describedError(error);
  expect(JSON.stringify(described)).not.toMatch(/林小燕|13900000001/);
  expect(described.stack).toContain("described-error.test.ts");
});

it("tells what it is about and what caused it", () => {
  const cause = Object.assign(new Error("x"), { code: "23505", constraint: "account_phone_key" });
  expect(describedError(new TypeError("no such thing", { cause }))).toMatchObject({
    type: "TypeError",
    message: "no such thing",
    cause: { code: "23505", constraint: "account_phone_key", message: "said by the database" },
  });
  expect(describedError("林小燕")).toEqual({ type: "string", message: "", stack: "" });
});
