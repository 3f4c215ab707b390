/** JSON and base64, without what only browsers or only Node have. */
import type { Run } from "../program/run.ts";
import { isNumber } from "../values/number.ts";
import { contextOf, isList, type Value } from "../values/value.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string, run: Run): Value | undefined {
  try {
    return adopted(JSON.parse(text) as Value, run);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** With contexts that have no prototype. */
function adopted(value: Value, run: Run): Value {
  run.spend(1);
  if (isList(value)) return value.map((item) => adopted(item, run));
  if (typeof value !== "object" || value === null || isNumber(value)) return value;
  return contextOf(
    Object.entries(value).map(([name, entry]) => [name, adopted(entry as Value, run)]),
  );
}

/** The text's UTF-8 in base64. */
export function toBase64(text: string): string {
  const bytes = utf8(text);
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    encoded += sign(bits >> 18) + sign(bits >> 12);
    encoded += b === undefined ? "=" : sign(bits >> 6);
    encoded += c === undefined ? "=" : sign(bits);
  }
  return encoded;
}

const sign = (bits: number): string => ALPHABET.charAt(bits & 63);

function utf8(text: string): number[] {
  const escaped = encodeURIComponent(text.toWellFormed());
  return (escaped.match(/%..|[^]/g) ?? []).map((part) =>
    part.length === 3 ? Number.parseInt(part.slice(1), 16) : (part.codePointAt(0) ?? 0),
  );
}

/** The text whose UTF-8 is encoded; undefined when it is no base64 or no UTF-8. */
export function fromBase64(encoded: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)) {
    return undefined;
  }
  let escaped = "";
  for (let at = 0; at < encoded.length; at += 4) {
    const signs = Array.from(encoded.slice(at, at + 4).replaceAll("=", ""));
    const bits = signs.reduce(
      (all, one, index) => all | (ALPHABET.indexOf(one) << (18 - 6 * index)),
      0,
    );
    for (let byte = 0; byte < signs.length - 1; byte += 1) {
      escaped += `%${((bits >> (16 - 8 * byte)) & 255).toString(16).padStart(2, "0")}`;
    }
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
