/**
 * Codes of a matter: basic code 基本编码 (12), implementation code 实施编码 (31 = office's USCC + exercise level + basic code)
 * and business handling item code 业务办理项编码 (33 = 31 + serial of two digits). GB/T 39554.1-2020 as live codes use it.
 */
import { isUnifiedSocialCreditCode } from "./unified-social-credit-code.ts";

const BASIC = /^\d{9}[\dY]{3}$/;

/** What an implementation code says. */
export interface ImplementationCode {
  readonly officeCode: string;
  /** 1 national … 6 village, 7 graded. */
  readonly exerciseLevel: number;
  readonly basicCode: string;
}

/**
 * Takes an implementation code (31) apart, or null when it is none.
 * @example "11110227000097949G3000117123002" → office 11110227000097949G, level 3, basic 000117123002
 */
export function parseImplementationCode(code: string): ImplementationCode | null {
  const officeCode = code.slice(0, 18);
  const level = Number(code.slice(18, 19));
  const basicCode = code.slice(19);
  const valid =
    code.length === 31 &&
    isUnifiedSocialCreditCode(officeCode) &&
    level >= 1 &&
    level <= 7 &&
    BASIC.test(basicCode);
  return valid ? { officeCode, exerciseLevel: level, basicCode } : null;
}

/**
 * Case number 办件编号: implementation code, day (YYYYMMDD), serial of four digits (one provincial practice).
 * @param serial 1 to 9999, counted per implementation code and day
 */
export function caseNumber(implementationCode: string, date: string, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 9999) {
    throw new RangeError(`Serial must be 1 to 9999, not ${serial}`);
  }
  return `${implementationCode}${date.replaceAll("-", "")}${String(serial).padStart(4, "0")}`;
}
