/**
 * Citizen number 公民身份号码, GB 11643-1999: region (6), birth date (8), sequence (3, odd for men), check character (1).
 */
const PATTERN = /^\d{17}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

/** Why a text is no citizen number. */
export type CitizenNumberFault = "format" | "birthDate" | "checkDigit";

/**
 * Says what is wrong with a citizen number, or null when nothing is.
 * The region is not looked up here: divisions change, and old numbers stay valid.
 *
 * @example citizenNumberFault("11010519491231002X") → null
 */
export function citizenNumberFault(text: string): CitizenNumberFault | null {
  if (!PATTERN.test(text)) return "format";
  const birth = birthDateOf(text);
  const day = new Date(`${birth}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== birth) return "birthDate";
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECKS[sum % 11] === text[17] ? null : "checkDigit";
}

/** The birth date `YYYY-MM-DD` that a number of the right format states. */
function birthDateOf(citizenNumber: string): string {
  return `${citizenNumber.slice(6, 10)}-${citizenNumber.slice(10, 12)}-${citizenNumber.slice(12, 14)}`;
}

/** The number as it may be shown: region and last character, the rest covered. */
export function maskCitizenNumber(citizenNumber: string): string {
  return `${citizenNumber.slice(0, 6)}${"*".repeat(11)}${citizenNumber.slice(-1)}`;
}
