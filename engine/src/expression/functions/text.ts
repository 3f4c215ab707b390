/** Text functions (DMN 1.3 §10.3.4.3), and those that Camunda adds. Positions count code points, as in XPath. */
import type { Value } from "../values/value.ts";
import { define } from "./define.ts";
import { list, optional, text, whole } from "./parameters.ts";
import { joined } from "./join.ts";

function substring(string: string, start: number, length: number | undefined): Value {
  const points = Array.from(string);
  const from = start > 0 ? start - 1 : points.length + start;
  if (start === 0 || from < 0 || (length !== undefined && length < 1)) return null;
  return points.slice(from, length === undefined ? undefined : from + length).join("");
}

function before(string: string, match: string): string {
  const at = string.indexOf(match);
  return at === -1 ? "" : string.slice(0, at);
}

function after(string: string, match: string): string {
  const at = string.indexOf(match);
  return at === -1 ? "" : string.slice(at + match.length);
}

/** See the file's head. */
export const textFunctions = [
  define(
    "substring",
    [text("string"), whole("start position"), optional(whole("length"))],
    (_call, string, start, length) => substring(string, start, length),
  ),
  define("string length", [text("string")], (_call, string) => Array.from(string).length),
  define("upper case", [text("string")], (_call, string) => string.toUpperCase()),
  define("lower case", [text("string")], (_call, string) => string.toLowerCase()),
  define("substring before", [text("string"), text("match")], (_call, string, match) =>
    before(string, match),
  ),
  define("substring after", [text("string"), text("match")], (_call, string, match) =>
    after(string, match),
  ),
  define("contains", [text("string"), text("match")], (_call, string, match) =>
    string.includes(match),
  ),
  define("starts with", [text("string"), text("match")], (_call, string, match) =>
    string.startsWith(match),
  ),
  define("ends with", [text("string"), text("match")], (_call, string, match) =>
    string.endsWith(match),
  ),
  define("string join", [list("list"), optional(text("delimiter"))], (call, texts, delimiter) =>
    joined(texts, delimiter ?? "", call),
  ),
  define(
    "string join",
    [list("list"), optional(text("delimiter")), text("prefix"), text("suffix")],
    (call, texts, delimiter, prefix, suffix) => {
      const inner = joined(texts, delimiter ?? "", call);
      return typeof inner === "string" ? prefix + inner + suffix : inner;
    },
  ),
  define("trim", [text("string")], (_call, string) => string.trim()),
  define("is blank", [text("string")], (_call, string) => string.trim() === ""),
];
