/**
 * Unified Social Credit Code 统一社会信用代码, GB 32100-2015: department (1), class (1), region (6), organisation body (9,
 * GB 11714 with a check character of its own), check character (1).
 */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const PATTERN = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Whether a text is a well-formed code with right check characters.
 * @example isUnifiedSocialCreditCode("91330106673959654P") → true
 */
export function isUnifiedSocialCreditCode(text: string): boolean {
  return PATTERN.test(text) && checkCharacter(text) === text[17] && hasBodyCheck(text.slice(8, 17));
}

/** Σ value × 3^(i−1) mod 31 over the first 17 characters; check = (31 − Σ mod 31) mod 31. */
function checkCharacter(code: string): string | undefined {
  let weight = 1;
  let sum = 0;
  for (const character of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/** GB 11714: 11 − Σ mod 11, where 10 is written X and 11 is written 0. */
function hasBodyCheck(body: string): boolean {
  const sum = BODY_WEIGHTS.reduce(
    (total, weight, index) => total + weight * BODY_ALPHABET.indexOf(body[index] ?? ""),
    0,
  );
  const check = 11 - (sum % 11);
  const written = check === 10 ? "X" : String(check % 11);
  return body[8] === written;
}
