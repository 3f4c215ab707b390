/** Elements of the TCK's documents, whatever their prefix. */
import { DOMParser, type Element } from "@xmldom/xmldom";

/** The root of a document. */
export function rootOf(xml: string): Element {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  if (root === null) throw new Error("There is no root element");
  return root;
}

/** The elements of this name directly below. */
export function childrenOf(element: Element, name: string): Element[] {
  const isNamed = (node: unknown): node is Element =>
    (node as Element).nodeType === element.nodeType && (node as Element).localName === name;
  return Array.from(element.childNodes).filter(isNamed);
}

/** An attribute by its name without prefix; an empty text when it is absent. */
export function attributeOf(element: Element, name: string): string {
  const attribute = Array.from(element.attributes).find(({ localName }) => localName === name);
  return attribute?.value ?? "";
}
