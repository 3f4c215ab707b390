/** Which numbers would be changed by reading them. */
import { expect, test } from "vitest";
import { inexactInteger } from "./exact-numbers.ts";

test.each([
  ['{"id":9007199254740993}', "9007199254740993"],
  ['{"ids":[1, -9223372036854775807 ]}', "-9223372036854775807"],
  [`{"id":${"1".repeat(400)}}`, "1".repeat(400)],
  [`{"deep":${"[".repeat(100_000)} 9007199254740993 ${"]".repeat(100_000)}}`, "9007199254740993"],
  ['{"text":"a \\\\\\" 9007199254740995, ","id":9007199254740993}', "9007199254740993"],
  ['{"id":9007199254740993,"other":9007199254740995}', "9007199254740993"],
])("%.60s has one", (json, found) => {
  expect(inexactInteger(json)).toBe(found);
});

test.each([
  '{"id":"9007199254740993"}',
  '{"text":"id: 9007199254740993, and more"}',
  '{"id":9007199254740992}',
  '{"id":9223372036854775808}',
  '{"share":0.12345678901234567890}',
  '{"much":12345678901234567e3}',
  '{"share":-1.5e-12345678901234567}',
  `{"text":"${"\\\\".repeat(50_000)} 9007199254740993, "}`,
  "{}",
])("%s has none", (json) => {
  expect(inexactInteger(json)).toBeUndefined();
});

test("neither a long text nor a long number takes more than one pass", () => {
  const long = 5_000_000;
  expect(inexactInteger(`{"text":"${"\\\\".repeat(long)}","many":1}`)).toBeUndefined();
  expect(inexactInteger(`{"many":${"1".repeat(long)}}`)).toHaveLength(long);
});
