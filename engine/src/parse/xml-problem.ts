/** The messages of moddle's XML reader as findings. */
import type { Finding } from "../model/finding.ts";

const LINE = /line: (\d+)/;
const NESTED = /nested error: (.*)/s;
const DUPLICATE = /duplicate ID <([^>]*)>/;
const UNKNOWN = /unknown type <([^>]*)>/;

/** Reads line and cause out of a message of moddle-xml. */
export function xmlProblem(message: string): Finding {
  const line = LINE.exec(message)?.[1];
  const place = line === undefined ? undefined : Number(line) + 1;
  const duplicate = DUPLICATE.exec(message)?.[1];
  if (duplicate !== undefined) {
    return {
      code: "ID_DUPLICATE",
      severity: "error",
      elementId: duplicate,
      line: place,
      message: {
        zh: `元素 id「${duplicate}」重复，每个元素的 id 必须唯一。`,
        en: `The id "${duplicate}" is used twice. Each element needs an id of its own.`,
      },
    };
  }
  const unknown = UNKNOWN.exec(message)?.[1];
  if (unknown !== undefined) {
    return {
      code: "ELEMENT_UNKNOWN",
      severity: "error",
      line: place,
      message: {
        zh: `标准中没有元素 <${unknown}>。`,
        en: `The standard has no element <${unknown}>.`,
      },
    };
  }
  const cause = NESTED.exec(message)?.[1]?.trim() ?? message;
  const where = place === undefined ? "" : `第 ${place} 行`;
  return {
    code: "XML_BROKEN",
    severity: "error",
    line: place,
    message: {
      zh: `文件不是完整的 XML：${where}有错误（${cause}）。`,
      en: `The file is not well-formed XML${place === undefined ? "" : `: error in line ${place}`} (${cause}).`,
    },
  };
}
