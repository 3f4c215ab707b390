/** Tokens of FEEL (DMN 1.3 §10.3.1.2, lexical rules). */
import type { LocalisedText } from "../../errors.ts";
import type { Place } from "../problem.ts";

/** `quoted` is a name in backticks. */
export type TokenKind = "word" | "quoted" | "number" | "string" | "sign" | "end";

/** A token; `text` is a string literal's value, a quoted name without its quotes, and else as it is written. */
export interface Token extends Place {
  readonly kind: TokenKind;
  readonly text: string;
}

/** A text that is no FEEL; caught where expressions are compiled. */
export class SyntaxProblem extends Error {
  override readonly name = "SyntaxProblem";
  readonly place: Place;
  readonly isTooLarge: boolean;

  readonly text: LocalisedText;

  constructor(text: LocalisedText, { from, to }: Place, isTooLarge = false) {
    super(text.en);
    this.text = text;
    this.place = { from, to };
    this.isTooLarge = isTooLarge;
  }
}

/** What is wrong with a text whose parts are nested beyond the bound. */
export const TOO_DEEP: LocalisedText = { zh: "嵌套过深", en: "nested too deeply" };

const BLANK = /(?:\s|\u{FEFF}|\u{180E}|\/\/[^\n]*|\/\*[^]*?\*\/)+/uy;
const WORD =
  /\?|[\p{L}_\p{Extended_Pictographic}](?:[\p{L}\p{M}\p{N}_\u{B7}\p{Extended_Pictographic}]|[\u{200C}\u{200D}]|\u{FE0F})*/uy;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /"((?:[^"\\]|\\[^])*)"/y;
const QUOTED = /`([^`]+)`/y;
const SIGN = /\*\*|\.\.|<=|>=|!=|->|[^"`]/uy;
const KINDS = [
  ["word", WORD],
  ["number", NUMBER],
  ["string", STRING],
  ["quoted", QUOTED],
  ["sign", SIGN],
] as const;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrt"'\\]))/g;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The token at or behind an offset; blanks and comments are skipped. */
export function tokenAt(source: string, offset: number): Token {
  const from = offset + (match(BLANK, source, offset)?.[0].length ?? 0);
  if (from >= source.length) {
    return { kind: "end", text: "", from: source.length, to: source.length };
  }
  for (const [kind, pattern] of KINDS) {
    const found = match(pattern, source, from);
    if (found === null) continue;
    const [whole, inner = whole] = found;
    const text = kind === "string" ? unescaped(inner) : inner;
    return { kind, text, from, to: from + whole.length };
  }
  throw new SyntaxProblem(
    { zh: "引号没有结束", en: "the quotation never ends" },
    { from, to: source.length },
  );
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(ESCAPE, (whole, short?: string, long?: string, character?: string) => {
    if (character !== undefined) return ESCAPED[character] ?? character;
    const code = Number.parseInt(short ?? long ?? "", 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
