/** A world in which the whole library is deployed, so that a matter's test can play a case through it. For tests only. */
import {
  carryOut,
  parseDecisions,
  parseProcesses,
  type Step,
  traceOf,
  World,
  type WorldOptions,
} from "@tongban/engine/testing";
import { library } from "../library.ts";

const files = library().flatMap((entry) => entry.files);

/** Compiled once: graphs are immutable and shared by all worlds. */
const deployed = await compileLibrary();

async function compileLibrary(): Promise<WorldOptions> {
  const processes = await Promise.all(
    files.filter((file) => file.kind === "process").map((file) => parseProcesses(file.content)),
  );
  const models = await Promise.all(
    files.filter((file) => file.kind === "decision").map((file) => parseDecisions(file.content)),
  );
  return {
    processes: processes.flatMap((parsed) => (parsed.ok ? parsed.processes : [])),
    decisions: new Map(
      models.flatMap((parsed) =>
        parsed.ok ? [...parsed.model.decisions.keys()].map((id) => [id, parsed.model]) : [],
      ),
    ),
    now: Date.parse("2026-11-23T09:00:00+08:00"),
    timeZone: "Asia/Shanghai",
  };
}

/** Starts the process and carries out the steps. */
export async function play(
  processId: string,
  variables: Parameters<World["start"]>[1],
  steps: readonly Step[],
): Promise<World> {
  const world = new World(deployed);
  const refused = world.start(processId, variables);
  if (refused !== undefined) throw new Error(`The start was refused: ${refused.code}`);
  for (const step of steps) carryOut(world, step);
  return world;
}

/**
 * Where the case stands, in one line: everything that waits (`?`) or has an incident (`!`), without the call activities around
 * it; when nothing waits, the end events of the first process, as `∎caseClosed`.
 */
export function standing(world: World): string {
  const words = traceOf(world).split(" ");
  const open = words.filter((word) => /[?!]$/.test(word));
  if (open.length > 0) {
    const inner = open.filter((word) => word.includes(":"));
    return (inner.length > 0 ? inner : open).join(" ");
  }
  const [main] = world.instances;
  return (main?.events ?? [])
    .flatMap((event) =>
      event.type === "elementCompleted" &&
      main?.graph.nodes[0]?.children.some((index) => {
        const node = main.graph.nodes[index];
        return node?.elementId === event.elementId && node.kind === "endEvent";
      })
        ? [`∎${event.elementId}`]
        : [],
    )
    .join(" ");
}

/** The user tasks that are open, as `process:element form groups`. */
export function openTasks(world: World): string[] {
  return world.history.flatMap(({ instance: { graph, state }, event }) =>
    event.type === "userTaskCreated" && state.tables.userTask.get(event.userTaskId) !== undefined
      ? [
          `${graph.processId}:${event.elementId} ${event.formId ?? ""} ${event.candidateGroups.join(",")}`,
        ]
      : [],
  );
}
