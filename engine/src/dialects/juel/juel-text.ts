/** Texts that may hold expressions, as in `Hello ${name}`. */
import { type Feel, juelToFeel, textLiteral } from "./juel-to-feel.ts";

/** A text as a zeebe attribute has it: FEEL behind `=`, or the text itself. */
export type Value =
  | { readonly ok: true; readonly value: string; readonly isExpression: boolean }
  | { readonly ok: false; readonly part: string };

const expression = /[$#]\{/u;

/** Whether there is an expression in it. */
export function hasExpression(text: string): boolean {
  return expression.test(text);
}

/** Translates a text with any number of expressions. */
export function translateText(text: string): Value {
  const parts = partsOf(text);
  if (parts.every(({ isExpression }) => !isExpression)) {
    return { ok: true, value: text, isExpression: false };
  }
  const feel: string[] = [];
  for (const { isExpression, content } of parts) {
    const part: Feel = isExpression
      ? juelToFeel(content)
      : { ok: true, feel: textLiteral(content) };
    if (!part.ok) return part;
    feel.push(isExpression && parts.length > 1 ? `string(${part.feel})` : part.feel);
  }
  return { ok: true, value: `=${feel.join(" + ")}`, isExpression: true };
}

/** A text as FEEL without the leading `=`, a plain text as a literal. */
export function translateToFeel(text: string): Feel {
  const translated = translateText(text);
  if (!translated.ok) return translated;
  return {
    ok: true,
    feel: translated.isExpression ? translated.value.slice(1) : textLiteral(translated.value),
  };
}

interface Part {
  readonly isExpression: boolean;
  readonly content: string;
}

/** Cuts a text at its expressions; a `}` inside a quoted text does not end one. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (let found = expression.exec(rest); found !== null; found = expression.exec(rest)) {
    if (found.index > 0) parts.push({ isExpression: false, content: rest.slice(0, found.index) });
    const end = endOf(rest, found.index + 2);
    parts.push({ isExpression: true, content: rest.slice(found.index + 2, end) });
    rest = rest.slice(end + 1);
  }
  if (rest !== "") parts.push({ isExpression: false, content: rest });
  return parts;
}

function endOf(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "}") return at;
  }
  return text.length;
}
