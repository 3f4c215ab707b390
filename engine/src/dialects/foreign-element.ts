/** An element of a vendor's model: what the vendor wrote is read, and taken out; what zeebe says instead is put in. */
import { isModdleElement, type ModdleElement } from "../model/model-element.ts";

/** What of moddle's elements translation relies on. */
export interface MutableElement extends ModdleElement {
  readonly $attrs: Record<string, string>;
  readonly $parent?: MutableElement;
  readonly $children?: readonly MutableElement[];
  readonly $body?: string;
  readonly set: (property: string, value: unknown) => void;
}

/** Makes elements of the standard or of zeebe. */
export type Create = (
  type: string,
  attributes?: Readonly<Record<string, unknown>>,
) => MutableElement;

/** An element of a vendor's extension: attributes, text, children. */
export interface VendorExtension {
  readonly name: string;
  readonly attribute: (name: string) => string | undefined;
  readonly text: string;
  readonly children: readonly VendorExtension[];
}

/** See file head. */
export class ForeignElement {
  readonly raw: MutableElement;
  readonly #prefix: string;
  readonly #create: Create;

  constructor(raw: MutableElement, prefix: string, create: Create) {
    this.raw = raw;
    this.#prefix = prefix;
    this.#create = create;
  }

  get id(): string {
    const id = this.raw.get("id");
    return typeof id === "string" ? id : "";
  }

  /** Takes a vendor's attribute. */
  take(name: string): string | undefined {
    const key = `${this.#prefix}:${name}`;
    const value = this.raw.$attrs[key]?.trim();
    Reflect.deleteProperty(this.raw.$attrs, key);
    return value === "" ? undefined : value;
  }

  /** Takes the vendor's extension elements of that name. */
  takeExtensions(name: string): VendorExtension[] {
    const values = this.#values();
    const type = `${this.#prefix}:${name}`;
    const taken = values.filter(({ $type }) => $type === type);
    if (taken.length > 0) this.#setValues(values.filter(({ $type }) => $type !== type));
    return taken.map(extensionOf);
  }

  /** Names of what is left of the vendor's attributes and extension elements; takes them out. */
  takeRest(): string[] {
    const prefix = `${this.#prefix}:`;
    const names: string[] = [];
    for (const key of Object.keys(this.raw.$attrs)) {
      if (!key.startsWith(prefix)) continue;
      names.push(key.slice(prefix.length));
      Reflect.deleteProperty(this.raw.$attrs, key);
    }
    const values = this.#values();
    const others = values.filter(({ $type }) => !$type.startsWith(prefix));
    if (others.length < values.length) {
      names.push(
        ...values
          .filter(({ $type }) => $type.startsWith(prefix))
          .map(({ $type }) => $type.slice(prefix.length)),
      );
      this.#setValues(others);
    }
    return [...new Set(names)];
  }

  /** Puts a zeebe extension element in. */
  extend(type: string, attributes: Readonly<Record<string, unknown>> = {}): void {
    this.#setValues([...this.#values(), this.#create(type, attributes)]);
  }

  /** Adds to the list of a zeebe extension element that holds one: inputs, headers. */
  addTo(type: string, list: string, item: MutableElement): void {
    const holder = this.#values().find(({ $type }) => $type === type);
    if (holder === undefined) {
      this.extend(type, { [list]: [item] });
      return;
    }
    const items = holder.get(list);
    holder.set(list, [...(Array.isArray(items) ? (items as unknown[]) : []), item]);
  }

  /** Makes an element without putting it anywhere. */
  create(type: string, attributes: Readonly<Record<string, unknown>> = {}): MutableElement {
    return this.#create(type, attributes);
  }

  /** An attribute of the standard, as text. */
  text(property: string): string | undefined {
    const value = this.raw.get(property);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  }

  /** A contained or referenced element. */
  one(property: string): ForeignElement | undefined {
    const value = this.raw.get(property);
    return isMutable(value) ? this.#same(value) : undefined;
  }

  /** Contained elements. */
  many(property: string): ForeignElement[] {
    const value = this.raw.get(property);
    return Array.isArray(value) ? value.filter(isMutable).map((raw) => this.#same(raw)) : [];
  }

  #same(raw: MutableElement): ForeignElement {
    return new ForeignElement(raw, this.#prefix, this.#create);
  }

  #values(): readonly MutableElement[] {
    const holder = this.raw.get("extensionElements");
    const values = isMutable(holder) ? holder.get("values") : undefined;
    return Array.isArray(values) ? values.filter(isMutable) : [];
  }

  #setValues(values: readonly MutableElement[]): void {
    this.raw.set(
      "extensionElements",
      values.length === 0
        ? undefined
        : this.#create("bpmn:ExtensionElements", { values: [...values] }),
    );
  }
}

/** True for what moddle made of an XML element, also of one that it does not know. */
function isMutable(value: unknown): value is MutableElement {
  return (
    isModdleElement(value) || (typeof value === "object" && value !== null && "$type" in value)
  );
}

function extensionOf(raw: MutableElement): VendorExtension {
  const plain = raw as unknown as Readonly<Record<string, unknown>>;
  return {
    name: raw.$type.slice(raw.$type.indexOf(":") + 1),
    attribute: (name) => {
      const value = plain[name];
      return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
    },
    text: (raw.$body ?? "").trim(),
    children: (raw.$children ?? []).map(extensionOf),
  };
}
