/** The two languages of the screens. */
export type Language = "zh-CN" | "en";

const STORED = "tongban.language";

/** The language chosen before on this device, else Chinese. */
export function storedLanguage(): Language {
  try {
    return localStorage.getItem(STORED) === "en" ? "en" : "zh-CN";
  } catch {
    return "zh-CN"; // storage may be forbidden
  }
}

/** Remembers the choice on this device. */
export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // storage may be forbidden: the choice then lasts as long as the page
  }
}

/** Makes any language tag one of ours. */
export function languageOf(tag: string | undefined): Language {
  return tag?.startsWith("en") === true ? "en" : "zh-CN";
}
