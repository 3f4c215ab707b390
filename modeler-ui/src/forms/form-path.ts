/** Reading and writing nested form values without changing the old ones. */
import type { FormData, FormValue } from "./form-schema.ts";

/** Where a value is: keys and list positions, outermost first. */
export type FormPath = readonly (string | number)[];

/** `a.b` of form-js as a path. */
export function pathOf(key: string): FormPath {
  return key.split(".");
}

/** The address of a field for errors and element ids: `items.0.note`. */
export function addressOf(path: FormPath): string {
  return path.join(".");
}

/** The value at a path; undefined where there is none. */
export function readAt(data: FormData, path: FormPath): FormValue | undefined {
  let value: FormValue | undefined = data;
  for (const step of path) {
    if (isList(value)) value = value[Number(step)];
    else if (isGroup(value)) value = value[step];
    else return undefined;
  }
  return value;
}

/** A copy of `data` with the value at a path replaced; groups and lists on the way are made. */
export function writeAt(data: FormData, path: FormPath, value: FormValue | undefined): FormData {
  return write(data, path, value) as FormData;
}

function write(
  at: FormValue | undefined,
  [step, ...rest]: FormPath,
  value: FormValue | undefined,
): FormValue | undefined {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = isList(at) ? [...at] : [];
    list[step] = write(list[step], rest, value) ?? null;
    return list;
  }
  const group = isGroup(at) ? at : {};
  return { ...group, [step]: write(group[step], rest, value) };
}

/** A list value. */
export function isList(value: FormValue | undefined): value is readonly FormValue[] {
  return Array.isArray(value);
}

/** An object value. */
export function isGroup(
  value: FormValue | undefined,
): value is { readonly [key: string]: FormValue | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
