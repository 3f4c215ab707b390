/** The little XML that test cases of the DMN TCK are written in, as a tree. Not for documents from outside. */

/** An element; names are without their prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const MARKUP =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/gu;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/** The root of a document. */
export function parseXml(xml: string): XmlElement {
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const path: Open[] = [root];
  let from = 0;
  for (const match of xml.matchAll(MARKUP)) {
    const [whole, cdata, closing, name = "", attributes = "", empty] = match;
    const inside = path.at(-1) ?? root;
    inside.text += decoded(xml.slice(from, match.index)) + (cdata ?? "");
    from = match.index + whole.length;
    if (name === "") continue;
    if (closing === "/") path.pop();
    else {
      const element = {
        name: local(name),
        attributes: attributesOf(attributes),
        children: [],
        text: "",
      };
      inside.children.push(element);
      if (empty !== "/") path.push(element);
    }
  }
  const [document] = root.children;
  if (document === undefined) throw new Error("no element");
  return document;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(
    ([, name = "", double, single]) => [local(name), decoded(double ?? single ?? "")] as const,
  );
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/gu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    },
  );
}
