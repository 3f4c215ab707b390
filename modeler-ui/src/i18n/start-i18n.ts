import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Catalogue, TextTree } from "./catalogue.ts";
import { storedLanguage, storeLanguage, languageOf } from "./language.ts";
import { sharedTexts } from "./shared.catalogue.ts";

/** An English word that follows a number: `{{n}} {{n, word(one: day; many: days)}}`. */
function oneOrMany(value: unknown, _language: string | undefined, words: object): string {
  const { one, many } = words as { readonly one: string; readonly many: string };
  return value === 1 ? one : many;
}

/**
 * Starts i18next with the shared texts and an entry's own. Everything is in the bundle, so nothing is awaited.
 * The document's language follows, for screen readers and line breaking.
 */
export function startI18n(catalogues: readonly Catalogue<TextTree>[]): i18n {
  const all: readonly Catalogue<TextTree>[] = [sharedTexts, ...catalogues];
  const bundle = (pick: (one: Catalogue<TextTree>) => TextTree): Record<string, TextTree> =>
    Object.fromEntries(all.map((one) => [one.name, pick(one)]));
  void i18next.use(initReactI18next).init({
    lng: storedLanguage(),
    fallbackLng: "zh-CN",
    defaultNS: "shared",
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    resources: { "zh-CN": bundle((one) => one.zh), en: bundle((one) => one.en) },
  });
  i18next.services.formatter?.add("word", oneOrMany);
  const follow = (tag: string): void => {
    document.documentElement.lang = languageOf(tag);
  };
  follow(i18next.language);
  i18next.on("languageChanged", (tag) => {
    follow(tag);
    storeLanguage(languageOf(tag));
  });
  return i18next;
}
