/**
 * The npm package `bpmn-server`, as far as it is used here. It brings 160 packages (a web server, a MongoDB driver, two copies of
 * TypeScript), so that it is no dependency of the workspace: it is fetched into this folder when it is to run.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** State of a case, as the package hands it over to be saved. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** When it was first saved; the data store sets it. */
  saved?: Date;
  readonly items: readonly Item[];
  readonly tokens: readonly unknown[];
  readonly loops: readonly unknown[];
  readonly data: unknown;
  logs: unknown[];
}

/** An element of a case. */
export interface Item {
  readonly id: string;
  readonly elementId: string;
  readonly status: string;
}

/** An item with the case that it is of. */
export type FoundItem = Item & { readonly instanceId: string };

/** Which case, and which of its items. */
export interface Query {
  readonly id: string;
  readonly "items.elementId"?: string;
}

/** A case under way. */
export interface Execution {
  readonly id: string;
  readonly instance: Instance;
  readonly save: () => Promise<void>;
}

/** Where cases are kept: the part of the package's `IDataStore` that an engine needs. */
export interface DataStore {
  readonly locker: {
    readonly lock: (id: string) => Promise<void>;
    readonly release: (id: string) => Promise<void>;
  };
  readonly saveInstance: (instance: Instance) => Promise<void>;
  readonly findInstance: (query: Query) => Promise<Instance>;
  readonly findItems: (query: Query) => Promise<readonly FoundItem[]>;
}

/** The engine. */
export interface Engine {
  readonly start: (name: string, data: object) => Promise<Execution>;
  readonly invoke: (query: Query, data: object, userName?: string) => Promise<Execution>;
  readonly assign: (
    query: Query,
    data: object,
    assignment: object,
    userName: string,
  ) => Promise<Execution>;
}

/** What the package exports. */
export interface Library {
  readonly BPMNServer: new (
    configuration: object,
    logger: object,
    options: { readonly cron: false },
  ) => { readonly engine: Engine };
  readonly CacheManager: new (server: unknown) => object;
  readonly DefaultAppDelegate: new (server: unknown) => object;
  readonly ScriptHandler: new () => object;
}

/** Fetches the package unless it is there. @throws when npm does not succeed */
export function loadLibrary(): Library {
  const cwd = import.meta.dirname;
  if (!existsSync(join(cwd, "node_modules/bpmn-server"))) {
    const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    const { status, stderr, error } = spawnSync("npm", args, { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(`npm: ${stderr} ${error?.message ?? ""}`);
  }
  const require = createRequire(import.meta.url);
  return require("bpmn-server") as Library;
}
