/** What has a name in Chinese and perhaps one in English, in the reader's language. */
import { useTranslation } from "react-i18next";
import { languageOf } from "./language.ts";

/** The English name where there is one and English is read. */
export function useNamed(): (one: {
  readonly name: string;
  readonly nameEn?: string | null | undefined;
}) => string {
  const { i18n } = useTranslation();
  const isEnglish = languageOf(i18n.language) === "en";
  return ({ name, nameEn }) => (isEnglish ? (nameEn ?? name) : name);
}
