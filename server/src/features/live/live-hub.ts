/**
 * Tells open pages what changed, each only what it may see. A change names a kind and an id, never data: the page asks for
 * the data, and is checked then. Changes that come together are looked up together, once for all pages.
 */
import { may } from "../../authorisation/actions.ts";
import { type CaseFacts, coversCase } from "../../authorisation/case-scope.ts";
import type { Viewer } from "../../authorisation/roles.ts";
import { coversTask, type TaskFacts } from "../../authorisation/task-scope.ts";
import type { Change } from "../../runtime/index.ts";

/** Changes within this time are told together. */
const GATHER_MS = 40;

/** The facts that decide who may hear of a change. */
export interface LiveFacts {
  cases(ids: readonly string[]): Promise<ReadonlyMap<string, CaseFacts>>;
  tasks(ids: readonly string[]): Promise<ReadonlyMap<string, TaskFacts>>;
}

/** One open page. */
export interface LiveListener {
  readonly viewer: Viewer;
  readonly tell: (change: Change) => void;
}

/** Passes changes on. */
export interface LiveHub {
  /** Takes a change; it is told within some tens of milliseconds. */
  readonly publish: (change: Change) => void;
  /** Adds a page; returns the way to remove it. */
  join(listener: LiveListener): () => void;
  /** Number of open pages. */
  readonly size: number;
}

/** @param onError trouble while looking up facts; the changes are then not told */
export function liveHub(facts: LiveFacts, onError: (error: unknown) => void): LiveHub {
  const listeners = new Set<LiveListener>();
  const gathered = new Map<string, Change>();
  let timer: NodeJS.Timeout | undefined;

  async function tellAll(): Promise<void> {
    timer = undefined;
    const changes = [...gathered.values()];
    gathered.clear();
    const idsOf = (kind: Change["kind"]): string[] =>
      changes.filter((change) => change.kind === kind).map(({ id }) => id);
    const [cases, tasks] = await Promise.all([
      facts.cases(idsOf("case")),
      facts.tasks(idsOf("task")),
    ]);
    for (const listener of listeners) {
      for (const change of changes) {
        if (mayHear(listener.viewer, change, cases, tasks)) listener.tell(change);
      }
    }
  }

  return {
    publish(change) {
      if (listeners.size === 0) return;
      gathered.set(`${change.kind} ${change.id}`, change);
      timer ??= setTimeout(() => void tellAll().catch(onError), GATHER_MS);
    },
    join(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get size() {
      return listeners.size;
    },
  };
}

function mayHear(
  viewer: Viewer,
  { kind, id }: Change,
  cases: ReadonlyMap<string, CaseFacts>,
  tasks: ReadonlyMap<string, TaskFacts>,
): boolean {
  switch (kind) {
    case "case": {
      const facts = cases.get(id);
      return facts !== undefined && coversCase(viewer, facts, "diagram");
    }
    case "task": {
      const facts = tasks.get(id);
      return facts !== undefined && coversTask(viewer, facts);
    }
    case "device":
    case "hall":
      return may(viewer, "hall.read") || may(viewer, "simulator.use");
    case "model":
    case "incident":
      return may(viewer, "model.read");
  }
}
