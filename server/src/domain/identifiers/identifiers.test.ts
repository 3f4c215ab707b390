import { describe, expect, test } from "vitest";
import { citizenNumberFault, maskCitizenNumber } from "./citizen-number.ts";
import { isLicenceIdentifier, licenceIdentifier } from "./licence-identifier.ts";
import { caseNumber, parseImplementationCode } from "./matter-code.ts";
import { isUnifiedSocialCreditCode } from "./unified-social-credit-code.ts";

describe("Unified Social Credit Code (GB 32100-2015)", () => {
  test.each([
    "11100000000013338W",
    "11430000006122244L",
    "11220000013544541J",
    "12441500196720244T",
    "91330106673959654P",
    "91440300708461136T",
    "91110000802100433B",
    "914403001922038216",
    "11110227000097949G",
    "11370800MB28559184",
    "92980102MA1YC0013X",
  ])("%s is valid", (code) => {
    expect(isUnifiedSocialCreditCode(code)).toBe(true);
  });
  test.each([
    "91310115MA1H8R7C6D",
    "91330106673959654Q",
    "9133010667395965IP",
    "",
    "91330106673959654",
  ])("%s is refused", (code) => {
    expect(isUnifiedSocialCreditCode(code)).toBe(false);
  });
});

describe("citizen number (GB 11643-1999)", () => {
  test.each([
    ["11010519491231002X", null],
    ["440524188001010014", null],
    ["980102199003076024", null],
    ["110105194912310021", "checkDigit"],
    ["980102199002300012", "birthDate"],
    ["11010519491231002x", "format"],
    ["1101051949123100", "format"],
  ])("%s has fault %s", (number, fault) => {
    expect(citizenNumberFault(number)).toBe(fault);
  });
  test("is shown with its middle covered", () => {
    expect(maskCitizenNumber("11010519491231002X")).toBe("110105***********X");
  });
});

describe("electronic licence identifier (GB/T 36904)", () => {
  test.each([
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
    "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    "1.2.156.3005.2.11980102MB10013126024.11980102MB10013126.20261130000001.001.3",
  ])("%s is valid", (identifier) => {
    expect(isLicenceIdentifier(identifier)).toBe(true);
  });
  test("one changed digit is noticed", () => {
    expect(
      isLicenceIdentifier(
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000404.001.U",
      ),
    ).toBe(false);
  });
  test("is built from its parts", () => {
    expect(
      licenceIdentifier({
        typeCode: "11100000000013338W011",
        issuerCode: "11430000006122244L",
        serial: "20230000403",
        version: "001",
      }),
    ).toBe("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U");
  });
});

describe("matter codes", () => {
  test("an implementation code names office, level and basic code", () => {
    expect(parseImplementationCode("11110227000097949G3000117123002")).toEqual({
      officeCode: "11110227000097949G",
      exerciseLevel: 3,
      basicCode: "000117123002",
    });
  });
  test.each(["11110227000097949G8000117123002", "11110227000097949H3000117123002", "x"])(
    "%s is refused",
    (code) => {
      expect(parseImplementationCode(code)).toBeNull();
    },
  );
  test("a case number joins code, day and serial", () => {
    expect(caseNumber("11980102MB100131264000131024000", "2026-11-23", 7)).toBe(
      "11980102MB100131264000131024000202611230007",
    );
    expect(() => caseNumber("11980102MB100131264000131024000", "2026-11-23", 10_000)).toThrow(
      RangeError,
    );
  });
});
