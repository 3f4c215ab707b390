/** The texts of one feature, in both languages with the same keys (the types say so). */
export interface Catalogue<Texts extends TextTree> {
  /** i18next's namespace. */
  readonly name: string;
  readonly zh: Texts;
  readonly en: SameKeys<Texts>;
}

/** Texts, possibly grouped. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

type SameKeys<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : SameKeys<Texts[Key]>;
};

/**
 * Names a feature's texts. Beside it the feature tells i18next's types about the namespace:
 * `declare module "i18next" { interface ResourceNamespaceMap { inbox: typeof inboxTexts.zh } }`.
 */
export function catalogue<Texts extends TextTree>(
  name: string,
  zh: Texts,
  en: SameKeys<Texts>,
): Catalogue<Texts> {
  return { name, zh, en };
}
