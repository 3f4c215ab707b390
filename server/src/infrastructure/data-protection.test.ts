import { expect, it } from "vitest";
import { dataProtection } from "./data-protection.ts";

const number = "980102199003076024";
const protection = dataProtection(Buffer.alloc(32, 1));

it("opens what it sealed, and seals differently each time", () => {
  const sealed = protection.seal("idNumber", number);
  expect(protection.open("idNumber", sealed)).toBe(number);
  expect(sealed).not.toEqual(protection.seal("idNumber", number));
  expect(Buffer.from(sealed).includes(number)).toBe(false);
});

it("opens nothing that was changed, moved to another column, or sealed with another key", () => {
  const sealed = protection.seal("idNumber", number);
  const changed = Uint8Array.from(sealed);
  changed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => protection.open("idNumber", changed)).toThrow(/authenticate/);
  expect(() => protection.open("mobile", sealed)).toThrow(/authenticate/);
  expect(() => dataProtection(Buffer.alloc(32, 2)).open("idNumber", sealed)).toThrow(
    /authenticate/,
  );
  expect(() => protection.open("idNumber", new Uint8Array([9]))).toThrow("unknown version");
});

it("finds a number again by its hash, of its kind and key only", () => {
  const hash = protection.hash("idNumber", number);
  expect(hash).toHaveLength(32);
  expect(protection.hash("idNumber", number)).toEqual(hash);
  expect(protection.hash("mobile", number)).not.toEqual(hash);
  expect(dataProtection(Buffer.alloc(32, 2)).hash("idNumber", number)).not.toEqual(hash);
});
