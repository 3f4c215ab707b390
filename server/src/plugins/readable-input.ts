/**
 * Refuses input that is valid JSON or a valid URL and yet cannot be kept: the NUL character and halves of surrogate pairs (PostgreSQL
 * stores neither), and nesting that no form of ours has. Every route is covered, so that none has to think of it.
 */
import { Problem } from "../errors.ts";
import type { FieldError } from "../forms/validate-form.ts";
import type { Routes } from "../http.ts";

/** Deepest nesting that is read; a form's list of rows is four deep. */
const MAX_DEPTH = 32;

/** Registers the check; after the check of access, before the schemas. */
export function registerReadableInput(app: Routes): void {
  app.addHook("preValidation", async ({ params, query, body }) => {
    for (const part of [params, query, body]) {
      const fault = unreadable(part);
      if (fault !== null) throw new Problem("REQUEST_INVALID", { errors: [fault] });
    }
  });
}

/** The first thing that cannot be kept, or null. Walks with a list of its own: input must not exhaust the stack. */
export function unreadable(input: unknown): FieldError | null {
  const waiting = [{ value: input, path: "", depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path, depth } = next;
    if (typeof value === "string" && !isStorable(value)) return unstorable(path);
    if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) continue;
    if (depth === MAX_DEPTH) return tooDeep();
    for (const [name, member] of Object.entries(value)) {
      if (!isStorable(name)) return unstorable(path);
      waiting.push({
        value: member,
        path: path === "" ? name : `${path}.${name}`,
        depth: depth + 1,
      });
    }
  }
  return null;
}

function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

function unstorable(path: string): FieldError {
  return {
    path,
    code: "REQUEST_TEXT",
    detail: `「${path}」含有无法保存的字符，请删除后重试。`,
    detailEn: `"${path}" contains characters that cannot be stored. Remove them and try again.`,
  };
}

function tooDeep(): FieldError {
  return {
    path: "",
    code: "REQUEST_DEPTH",
    detail: `提交的内容嵌套超过 ${MAX_DEPTH} 层。`,
    detailEn: `The request is nested more than ${MAX_DEPTH} levels deep.`,
  };
}
