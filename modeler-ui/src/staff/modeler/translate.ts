/** The language of everything that bpmn.io draws: menus, palette, properties panel. */
import fromBpmnJs from "bpmn-js-i18n/translations/zn.js";
import type { Language } from "../../i18n/language.ts";
import { diagramZh } from "./translations/diagram-zh.ts";
import { propertiesZh } from "./translations/properties-zh.ts";

const chinese: Readonly<Record<string, string>> = { ...fromBpmnJs, ...diagramZh, ...propertiesZh };

/** Texts come with `{name}` places. English is what bpmn.io has built in. */
export function translateText(
  language: Language,
  template: string,
  replacements: Readonly<Record<string, string | number>> = {},
): string {
  const text = language === "en" ? template : (chinese[template] ?? template);
  return text.replaceAll(/\{([^}]+)\}/g, (place, key: string) =>
    String(replacements[key] ?? place),
  );
}

/** The module that replaces bpmn.io's own `translate`. */
export function translateModule(language: Language) {
  return {
    translate: [
      "value",
      (template: string, replacements?: Readonly<Record<string, string | number>>) =>
        translateText(language, template, replacements),
    ],
  };
}
