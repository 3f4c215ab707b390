/** Reads the library of models from this package's folders: `stages/<stage>/` and one folder a matter. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Matter } from "./matter.ts";

/** What a file of the library is. */
export type LibraryFileKind = "process" | "decision" | "form" | "template";

/** A file that belongs to an entry. */
export interface LibraryFile {
  readonly kind: LibraryFileKind;
  /** Path within the entry's folder, with `/`; unique within the entry. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly content: string;
}

/** One folder of the library: a stage that all matters share, or a matter. */
export interface LibraryEntry {
  /** Id of the process, which is also the key of the entry: `stage-delivery`, `m02-food-licence`. */
  readonly key: string;
  /** In the order process, decisions, forms, templates; each by name. */
  readonly files: readonly LibraryFile[];
  /** Present for a matter. */
  readonly matter?: Matter;
}

const root = import.meta.dirname;

const kinds: Readonly<Record<string, LibraryFileKind>> = {
  ".bpmn": "process",
  ".dmn": "decision",
  ".form": "form",
  ".html": "template",
};
const order: readonly LibraryFileKind[] = ["process", "decision", "form", "template"];

/**
 * All entries, stages first, so that deploying in this order never leaves a call without its target.
 * @throws when a file cannot be read: the library is part of the installation
 */
export function library(): readonly LibraryEntry[] {
  const stages = foldersIn(join(root, "stages")).map((name) => ({
    key: `stage-${name}`,
    files: filesIn(join(root, "stages", name)),
  }));
  const matters = foldersIn(root)
    .filter((name) => /^[a-z]\d{2}-/.test(name))
    .map((name) => ({
      key: name,
      files: filesIn(join(root, name)),
      matter: JSON.parse(readFileSync(join(root, name, "matter.json"), "utf8")) as Matter,
    }));
  return [...stages, ...matters];
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

function filesIn(folder: string): LibraryFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .flatMap((found) => {
      const kind = kinds[extname(found)];
      if (kind === undefined) return [];
      const path = join(folder, found);
      const name = found.replaceAll("\\", "/");
      return [{ kind, name, path, content: readFileSync(path, "utf8") }];
    })
    .toSorted(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name),
    );
}
