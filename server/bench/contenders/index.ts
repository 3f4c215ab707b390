/** Who takes part, in the order of the page; ours is the first. Each is loaded only in its own process. */
import type { Contender } from "../contender.ts";

const contenders = {
  tongban: async () => (await import("./tongban/tongban.ts")).tongban,
  "bpmn-engine": async () => (await import("./bpmn-engine.ts")).bpmnEngine,
  "bpmn-server": async () => (await import("./bpmn-server/bpmn-server.ts")).bpmnServer,
  dbos: async () => (await import("./dbos.ts")).dbos,
  "graphile-worker": async () => (await import("./graphile-worker.ts")).graphileWorker,
  "pg-boss": async () => (await import("./pg-boss.ts")).pgBoss,
  rows: async () => (await import("./plain-rows.ts")).plainRows,
} as const satisfies Record<string, () => Promise<Contender>>;

/** How the contenders are called on the command line. */
export const contenderKeys: readonly string[] = Object.keys(contenders);

/** Those of them that are no dependencies of the workspace but fetched when they are to run. */
export const fetchedKeys: readonly string[] = ["bpmn-server" satisfies keyof typeof contenders];

/** @throws when there is none of this name */
export function loadContender(name: string): Promise<Contender> {
  const load = Object.entries(contenders).find(([key]) => key === name)?.[1];
  if (load === undefined) throw new Error(`There is no contender called ${name}`);
  return load();
}
