/** camunda:inputOutput → zeebe:ioMapping. */
import type { ForeignElement, VendorExtension } from "../foreign-element.ts";
import { translateToFeel } from "../juel/juel-text.ts";
import { variableName } from "../juel/juel-to-feel.ts";
import { feelOf, type Translation } from "../translation.ts";

/** Translates inputs and outputs. */
export function translateMappings(translation: Translation, element: ForeignElement): void {
  for (const mapping of element.takeExtensions("inputOutput")) {
    for (const parameter of mapping.children) {
      const target = parameter.attribute("name");
      if (target === undefined) continue;
      const list = parameter.name === "outputParameter" ? "outputParameters" : "inputParameters";
      mapInto(element, list, contentOf(translation, element, parameter, target), target);
    }
    translation.report.changed(
      element.id,
      "输入输出参数：改为 zeebe:ioMapping。",
      "Input and output parameters: now zeebe:ioMapping.",
    );
  }
}

/** Adds one mapping; `source` is FEEL behind `=`. */
export function mapInto(
  element: ForeignElement,
  list: "inputParameters" | "outputParameters",
  source: string,
  target: string,
): void {
  const type = list === "inputParameters" ? "zeebe:Input" : "zeebe:Output";
  element.addTo("zeebe:IoMapping", list, element.create(type, { source, target }));
}

function contentOf(
  translation: Translation,
  element: ForeignElement,
  parameter: VendorExtension,
  what: string,
): string {
  const [child] = parameter.children;
  if (child === undefined) return feelOf(translation, element, parameter.text, what);
  if (child.name === "script") {
    translation.report.person(
      element.id,
      `${what}：脚本无法自动改写，请改写为 FEEL。`,
      `${what}: a script cannot be translated. Write it as FEEL.`,
    );
    return "=null";
  }
  return `=${structureOf(translation, element, child, what)}`;
}

function structureOf(
  translation: Translation,
  element: ForeignElement,
  node: VendorExtension,
  what: string,
): string {
  switch (node.name) {
    case "list":
      return `[${node.children.map((each) => structureOf(translation, element, each, what)).join(", ")}]`;
    case "map":
      return `{${node.children.map((entry) => `${variableName(entry.attribute("key") ?? "")}: ${entryOf(translation, element, entry, what)}`).join(", ")}}`;
    default:
      return plain(translation, element, node.text, what);
  }
}

function entryOf(
  translation: Translation,
  element: ForeignElement,
  entry: VendorExtension,
  what: string,
): string {
  const [child] = entry.children;
  return child === undefined
    ? plain(translation, element, entry.text, what)
    : structureOf(translation, element, child, what);
}

function plain(
  translation: Translation,
  element: ForeignElement,
  text: string,
  what: string,
): string {
  const translated = translateToFeel(text);
  return translated.ok ? translated.feel : feelOf(translation, element, text, what).slice(1);
}
