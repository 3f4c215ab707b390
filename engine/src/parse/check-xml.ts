/**
 * A first look at XML that comes from outside, before any parser builds a tree: no document type, no entities, bounded size
 * and nesting. One pass over the text, no regular expression that could backtrack.
 */
import type { Finding } from "../model/finding.ts";

/** Bounds of a document. */
export interface XmlLimits {
  /** UTF-16 units; about the bytes of a mostly ASCII document. */
  readonly maxLength: number;
  /** Elements inside elements. */
  readonly maxDepth: number;
  /** Namespaces declared on an element and on those around it. */
  readonly maxNamespaces: number;
}

/** Far above the largest model anyone draws, far below what hurts. */
const XML_LIMITS: XmlLimits = { maxLength: 5_000_000, maxDepth: 200, maxNamespaces: 500 };

/** NUL, which XML has no place for (XML 1.0 §2.2) and PostgreSQL neither, by its number. */
const NUL = /&#x?0+;/;

/** Says why the text is not even looked at, or null when it may be parsed. */
export function checkXml(xml: string, limits: XmlLimits = XML_LIMITS): Finding | null {
  if (xml.length > limits.maxLength) {
    const megabytes = limits.maxLength / 1_000_000;
    return finding(
      "XML_TOO_LARGE",
      `文件超过 ${megabytes} MB，请拆分模型后再上传。`,
      `The file is larger than ${megabytes} MB. Split the model before uploading it.`,
    );
  }
  const nul = xml.includes("\0") ? xml.indexOf("\0") : xml.search(NUL);
  if (nul !== -1) {
    return finding(
      "XML_CHARACTER",
      "文件含有 XML 不允许的空字符，请删除后重试。",
      "The file contains a NUL character, which XML does not allow. Remove it and try again.",
      lineOf(xml, nul),
    );
  }
  let depth = 0;
  // Every element inside has a copy of them, so they multiply with what they are declared around.
  const declaredAt: number[] = [];
  let declared = 0;
  for (let at = xml.indexOf("<"); at !== -1;) {
    const markup = markupAt(xml, at);
    if (markup.kind === "declaration") {
      return finding(
        "XML_DOCTYPE_FORBIDDEN",
        "文件含有 DOCTYPE 或实体声明，出于安全原因不予接受。请从建模工具重新导出。",
        "The file contains a DOCTYPE or entity declaration, which is refused for security. Export it again from a modeling tool.",
        lineOf(xml, at),
      );
    }
    const own = isElement(markup) ? namespacesIn(xml, at, markup.end) : 0;
    if (declared + own > limits.maxNamespaces) {
      return finding(
        "XML_TOO_MANY_NAMESPACES",
        `同一处有效的命名空间声明超过 ${limits.maxNamespaces} 个，请从建模工具重新导出。`,
        `More than ${limits.maxNamespaces} namespaces are declared in one place. Export the file again from a modeling tool.`,
        lineOf(xml, at),
      );
    }
    if (markup.kind === "open") {
      depth += 1;
      declaredAt.push(own);
      declared += own;
    }
    if (markup.kind === "close") {
      depth -= 1;
      declared -= declaredAt.pop() ?? 0;
    }
    if (depth > limits.maxDepth) {
      return finding(
        "XML_TOO_DEEP",
        `元素嵌套超过 ${limits.maxDepth} 层，请简化模型。`,
        `Elements are nested more than ${limits.maxDepth} levels deep. Simplify the model.`,
        lineOf(xml, at),
      );
    }
    at = markup.end === -1 ? -1 : xml.indexOf("<", markup.end);
  }
  return null;
}

interface Markup {
  readonly kind: "open" | "close" | "empty" | "declaration" | "other";
  /** Where the markup ends, exclusive; -1 when it never does (the parser will say so). */
  readonly end: number;
}

function isElement({ kind, end }: Markup): boolean {
  return (kind === "open" || kind === "empty") && end !== -1;
}

/** Declarations in a tag; a value that looks like one counts as well. */
function namespacesIn(xml: string, from: number, to: number): number {
  return xml.slice(from, to).split("xmlns").length - 1;
}

function markupAt(xml: string, at: number): Markup {
  if (xml.startsWith("<!--", at)) return { kind: "other", end: after(xml, "-->", at + 4) };
  if (xml.startsWith("<![CDATA[", at)) return { kind: "other", end: after(xml, "]]>", at + 9) };
  if (xml.startsWith("<?", at)) return { kind: "other", end: after(xml, "?>", at + 2) };
  if (xml.startsWith("<!", at)) return { kind: "declaration", end: at + 2 };
  if (xml.startsWith("</", at)) return { kind: "close", end: after(xml, ">", at + 2) };
  const end = endOfTag(xml, at + 1);
  return { kind: end > 1 && xml[end - 2] === "/" ? "empty" : "open", end };
}

function after(xml: string, closing: string, from: number): number {
  const at = xml.indexOf(closing, from);
  return at === -1 ? -1 : at + closing.length;
}

/** The end of a start tag; a `>` inside a quoted attribute does not end it. */
function endOfTag(xml: string, from: number): number {
  for (let at = from; at < xml.length; at += 1) {
    const character = xml[at];
    if (character === ">") return at + 1;
    if (character === '"' || character === "'") {
      at = xml.indexOf(character, at + 1);
      if (at === -1) return -1;
    }
  }
  return -1;
}

/** Line of an offset, from 1. */
function lineOf(xml: string, offset: number): number {
  let line = 1;
  for (let at = xml.indexOf("\n"); at !== -1 && at < offset; at = xml.indexOf("\n", at + 1))
    line += 1;
  return line;
}

function finding(code: string, zh: string, en: string, line?: number): Finding {
  return { code, severity: "error", line, message: { zh, en } };
}
