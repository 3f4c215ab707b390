/**
 * What one XML document says and another does not. Prefixes, comments, white space between elements and the order of
 * elements of different names do not count: none of them means anything in BPMN. The order of equal names does. An
 * attribute that is not there counts as its default, `30.0` is `30`, and a line break is one however it is written.
 */
import { DOMParser, type Element, type Node } from "@xmldom/xmldom";
import { standardDefault } from "./standard-defaults.ts";

/** One sentence per difference, with the path; empty when the documents say the same. */
export function xmlDifferences(before: string, after: string): string[] {
  const differences: string[] = [];
  compare(rootOf(before), rootOf(after), "", differences);
  return differences;
}

function rootOf(xml: string): Element {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  if (root === null) throw new Error("There is no root element");
  return root;
}

function compare(before: Element, after: Element, above: string, found: string[]): void {
  const id = before.getAttribute("id");
  const path = `${above}/${before.localName ?? ""}${id === null ? "" : `#${id}`}`;
  const [had, has] = [attributesOf(before), attributesOf(after)];
  for (const name of new Set([...had.keys(), ...has.keys()])) {
    const standard = standardDefault(before.localName ?? "", name);
    if (!saysTheSame(had.get(name) ?? standard, has.get(name) ?? standard)) {
      found.push(`${path} @${name}: ${had.get(name) ?? "nothing"} → ${has.get(name) ?? "nothing"}`);
    }
  }
  const [said, says] = [textOf(before), textOf(after)];
  if (said !== says) found.push(`${path} text: "${said}" → "${says}"`);
  const [children, others] = [childrenOf(before), childrenOf(after)];
  for (const name of new Set([...children.keys(), ...others.keys()])) {
    const [some, same] = [children.get(name) ?? [], others.get(name) ?? []];
    if (some.length !== same.length) {
      found.push(`${path} <${name}>: ${String(some.length)} → ${String(same.length)}`);
    }
    for (const [index, child] of some.entries()) {
      const other = same[index];
      if (other !== undefined) compare(child, other, path, found);
    }
  }
}

function saysTheSame(before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  if (before.replaceAll(LINE_BREAK, "\n") === after.replaceAll(LINE_BREAK, "\n")) return true;
  return DECIMAL.test(before) && DECIMAL.test(after) && Number(before) === Number(after);
}

const LINE_BREAK = /[ \r]*\n/gu;
const DECIMAL = /^-?\d+(?:\.\d+)?$/u;
const BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const XMLNS = "http://www.w3.org/2000/xmlns/";
const XSI = "http://www.w3.org/2001/XMLSchema-instance";

function attributesOf(element: Element): Map<string, string> {
  const attributes = new Map<string, string>();
  if (isFormalExpression(element)) attributes.set(`{${XSI}}type`, `{${BPMN}}tFormalExpression`);
  for (const { namespaceURI, localName, name, value } of element.attributes) {
    if (namespaceURI === XMLNS) continue;
    const isType = namespaceURI === XSI && localName === "type";
    attributes.set(
      namespaceURI === null ? name : `{${namespaceURI}}${localName ?? ""}`,
      isType ? resolved(element, value) : value,
    );
  }
  return attributes;
}

/** A name with a prefix, as its namespace has it. */
function resolved(element: Element, name: string): string {
  const [local = "", prefix = ""] = name.split(":").toReversed();
  return `{${element.lookupNamespaceURI(prefix) ?? ""}}${local}`;
}

function childrenOf(element: Element): Map<string, Element[]> {
  const groups = new Map<string, Element[]>();
  for (const node of element.childNodes) {
    if (!isElement(node)) continue;
    const local = isFormalExpression(node) ? "expression" : (node.localName ?? "");
    const name = `{${node.namespaceURI ?? ""}}${local}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [node]);
    else group.push(node);
  }
  return groups;
}

function textOf(element: Element): string {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE) {
      text += node.nodeValue ?? "";
    }
  }
  return text.trim();
}

/** `formalExpression` may stand where the schema says `expression`, which then has that type. */
function isFormalExpression({ namespaceURI, localName }: Element): boolean {
  return namespaceURI === BPMN && localName === "formalExpression";
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}
