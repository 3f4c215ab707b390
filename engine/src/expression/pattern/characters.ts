/** Sets of characters in patterns: `\d`, `\p{L}`, `\i` (XML Schema 1.0 part 2, appendix F). */

/** Whether a code point is in a set. */
export type CharacterSet = (codePoint: number) => boolean;

const NAME_START = /[\p{L}\p{Nl}_:]/u;
const NAME_PART = /[\p{L}\p{Nl}\p{M}\p{Nd}_:.\-\u{B7}]/u;
const WORD = /[^\p{P}\p{Z}\p{C}]/u;
const DIGIT = /\p{Nd}/u;

const matching =
  (pattern: RegExp): CharacterSet =>
  (codePoint) =>
    pattern.test(String.fromCodePoint(codePoint));

/** The set without it. */
export const not =
  (set: CharacterSet): CharacterSet =>
  (codePoint) =>
    !set(codePoint);

/** The range of two code points, both included. */
export const between =
  (low: number, high: number): CharacterSet =>
  (codePoint) =>
    codePoint >= low && codePoint <= high;

const isBlank: CharacterSet = (codePoint) =>
  codePoint === 0x20 || codePoint === 0x0a || codePoint === 0x0d || codePoint === 0x09;

/** `.` without the flag `s`. */
export const anyButLineEnd: CharacterSet = (codePoint) => codePoint !== 0x0a && codePoint !== 0x0d;

const CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: matching(DIGIT),
  w: matching(WORD),
  s: isBlank,
  i: matching(NAME_START),
  c: matching(NAME_PART),
};
const SINGLE: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
const SIGNS = String.raw`\|.-^?*+{}()[]$`;

/** Unicode blocks by their XML Schema name. */
const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  IsBasicLatin: [0, 0x7f],
  "IsLatin-1Supplement": [0x80, 0xff],
  "IsLatinExtended-A": [0x1_00, 0x1_7f],
  "IsLatinExtended-B": [0x1_80, 0x2_4f],
  IsGreek: [0x3_70, 0x3_ff],
  IsCyrillic: [0x4_00, 0x4_ff],
  IsHebrew: [0x5_90, 0x5_ff],
  IsArabic: [0x6_00, 0x6_ff],
  IsGeneralPunctuation: [0x20_00, 0x20_6f],
  IsCJKSymbolsandPunctuation: [0x30_00, 0x30_3f],
  IsHiragana: [0x30_40, 0x30_9f],
  IsKatakana: [0x30_a0, 0x30_ff],
  IsCJKUnifiedIdeographs: [0x4e_00, 0x9f_ff],
  IsHangulSyllables: [0xac_00, 0xd7_af],
};

/** The set that a letter behind a backslash stands for; undefined when it stands for none. */
export function classOf(letter: string): CharacterSet | undefined {
  const lower = letter.toLowerCase();
  const set = Object.hasOwn(CLASSES, lower) ? CLASSES[lower] : undefined;
  return set !== undefined && lower !== letter ? not(set) : set;
}

/** The character that a backslash and this one stand for; undefined when they stand for none. */
export function escapedCharacter(character: string): number | undefined {
  if (Object.hasOwn(SINGLE, character)) return SINGLE[character]?.codePointAt(0);
  return character !== "" && SIGNS.includes(character) ? character.codePointAt(0) : undefined;
}

/** The set of a Unicode category (`Lu`) or block (`IsBasicLatin`); undefined when there is none of that name. */
export function unicodeSet(name: string): CharacterSet | undefined {
  const block = Object.hasOwn(BLOCKS, name) ? BLOCKS[name] : undefined;
  if (block !== undefined) return between(...block);
  if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) {
    return undefined;
  }
  return matching(new RegExp(`\\p{${name}}`, "u"));
}

/** The set that has a character when this one has it in upper or lower case. */
export const ignoringCase =
  (set: CharacterSet): CharacterSet =>
  (codePoint) =>
    set(codePoint) || caseVariants(codePoint).some(set);

function caseVariants(codePoint: number): number[] {
  const character = String.fromCodePoint(codePoint);
  const lower = character.toLowerCase();
  const variants = [lower, character.toUpperCase(), lower.toUpperCase()];
  return variants
    .filter((variant) => Array.from(variant).length === 1)
    .map((variant) => variant.codePointAt(0) ?? codePoint);
}
