/** A typed, read-only view of an element of the parsed XML (a moddle element), so that no untyped value goes further. */

/** What of moddle is relied on. */
export interface ModdleElement {
  readonly $type: string;
  readonly get: (property: string) => unknown;
  readonly $parent?: unknown;
}

/** See the file's head. */
export class ModelElement {
  readonly raw: ModdleElement;

  constructor(raw: ModdleElement) {
    this.raw = raw;
  }

  /** Qualified, such as `bpmn:ServiceTask`. */
  get type(): string {
    return this.raw.$type;
  }

  /** The id in the model, or an empty text. */
  get id(): string {
    return this.text("id") ?? "";
  }

  /** An attribute or body with the surrounding blanks cut off; undefined when it is absent or empty. */
  text(property: string): string | undefined {
    const value = this.raw.get(property);
    const text =
      typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
    return text === "" ? undefined : text;
  }

  /** A boolean attribute; undefined when the model does not state it and the standard has no default. */
  flag(property: string): boolean | undefined {
    const value = this.raw.get(property);
    return typeof value === "boolean" ? value : undefined;
  }

  /** A contained or referenced element. */
  one(property: string): ModelElement | undefined {
    const value = this.raw.get(property);
    return isModdleElement(value) ? new ModelElement(value) : undefined;
  }

  /** Contained or referenced elements in the order of the model. */
  many(property: string): ModelElement[] {
    const value = this.raw.get(property);
    return Array.isArray(value)
      ? value.filter(isModdleElement).map((raw) => new ModelElement(raw))
      : [];
  }

  /** The element that it stands in. */
  get parent(): ModelElement | undefined {
    const { $parent } = this.raw;
    return isModdleElement($parent) ? new ModelElement($parent) : undefined;
  }

  /** The extension element of this type (`zeebe:TaskDefinition`), the first if there are several. */
  extension(type: string): ModelElement | undefined {
    const extensions = this.raw.get("extensionElements");
    const values = isModdleElement(extensions) ? extensions.get("values") : undefined;
    if (!Array.isArray(values)) return undefined;
    const found: unknown = values.find((value) => isModdleElement(value) && value.$type === type);
    return isModdleElement(found) ? new ModelElement(found) : undefined;
  }
}

/** True for what the parser made of an XML element. */
export function isModdleElement(value: unknown): value is ModdleElement {
  if (typeof value !== "object" || value === null) return false;
  const { $type, get } = value as { $type?: unknown; get?: unknown };
  return typeof $type === "string" && typeof get === "function";
}
