import { expect, it } from "vitest";
import { caseNumberParts } from "./case-number.tsx";

it.each([
  [
    "11980102MB100131264000131024000202611230001",
    { head: "11980102MB100131264000131024000", tail: "20261123-0001" },
  ],
  ["A-17", { head: "", tail: "A-17" }],
])("%s", (caseNumber, parts) => {
  expect(caseNumberParts(caseNumber)).toEqual(parts);
});
