/** Which numbers would be changed by reading them. */
import { expect, test } from "vitest";
import { inexactInteger } from "./exact-numbers.ts";

test.each([
  ['{"id":9007199254740993}', "9007199254740993"],
  ['{"ids":[1, -9223372036854775807 ]}', "-9223372036854775807"],
  [`{"id":${"1".repeat(400)}}`, "1".repeat(400)],
  ['{"id":9007199254740993,"other":9007199254740995}', "9007199254740993"],
])("%s has one", (json, found) => {
  expect(inexactInteger(json)).toBe(found);
});

test.each([
  '{"id":"9007199254740993"}',
  '{"text":"id: 9007199254740993, and more"}',
  '{"id":9007199254740992}',
  '{"id":9223372036854775808}',
  '{"share":0.12345678901234567890}',
  '{"much":12345678901234567e3}',
  "{}",
])("%s has none", (json) => {
  expect(inexactInteger(json)).toBeUndefined();
});
