/** What every translator gets: the report, the vendor, and how values are translated. */
import type { Create, ForeignElement, MutableElement } from "./foreign-element.ts";
import { translateText, translateToFeel } from "./juel/juel-text.ts";
import type { Dialect, Report } from "./report.ts";

/** See file head. */
export interface Translation {
  readonly dialect: Dialect;
  readonly report: Report;
  readonly create: Create;
  /** The document's root, for messages and errors that have to be made. */
  readonly root: MutableElement;
  /** References that lead nowhere: element → property → what was referred to. */
  readonly unresolved: ReadonlyMap<MutableElement, ReadonlyMap<string, string>>;
}

/** Translates one element in place. */
export type Translator = (translation: Translation, element: ForeignElement) => void;

/** A text as a zeebe attribute has it; what cannot be said stays as it is and is reported. */
export function valueOf(
  { report }: Translation,
  { id }: ForeignElement,
  text: string,
  what: string,
): string {
  const translated = translateText(text);
  if (translated.ok) {
    if (translated.isExpression) {
      report.changed(id, `${what}：改写为 FEEL。`, `${what}: written as FEEL.`);
    }
    return translated.value;
  }
  untranslatable(report, id, what, text, translated.part);
  return text;
}

/** A text as FEEL behind `=`, a plain text as a literal; null when it cannot be said. */
export function feelOf(
  { report }: Translation,
  { id }: ForeignElement,
  text: string,
  what: string,
): string {
  const translated = translateToFeel(text);
  if (translated.ok) return `=${translated.feel}`;
  untranslatable(report, id, what, text, translated.part);
  return "=null";
}

function untranslatable(
  report: Report,
  id: string,
  what: string,
  text: string,
  part: string,
): void {
  report.person(
    id,
    `${what}：表达式“${text}”中的 ${part} 无法改写为 FEEL，请人工改写。`,
    `${what}: ${part} in the expression "${text}" cannot be said in FEEL. Rewrite it by hand.`,
  );
}
