/**
 * A run in one line, for expectations: the elements in the order in which they were entered, each with a mark of how it
 * stands now: `?` waits, `!` has an incident, `~` was terminated, no mark: has completed, or is a scope that is still
 * running. The body of a repeated activity is `*name`, its members `name#1`, `name#2`; elements of a called process are
 * `process:name`. `stuck` at the end: tokens wait at joins that nothing can reach any more.
 */
import type { EngineEvent } from "../src/events.ts";
import { isBody } from "../src/model/element-kind.ts";
import type { LiveInstance, World } from "./world.ts";

const scopes = new Set<string>([
  "subProcess",
  "eventSubProcess",
  "transaction",
  "adHocSubProcess",
  "multiInstanceBody",
  "loopBody",
]);

/** See the file's head. */
export function traceOf(world: World): string {
  const [main] = world.instances;
  const words: string[] = [];
  for (const { instance, event } of world.history) {
    if (event.type !== "elementActivating" || event.elementKind === "process") continue;
    const prefix = instance === main ? "" : `${instance.graph.processId}:`;
    const body = isBody(event.elementKind) ? "*" : "";
    const member = event.loopCounter === undefined ? "" : `#${String(event.loopCounter)}`;
    words.push(
      `${prefix}${body}${event.elementId}${member}${markOf(instance, event.elementInstanceId)}`,
    );
  }
  if (world.instances.some(isStuck)) words.push("stuck");
  return words.join(" ");
}

function markOf(instance: LiveInstance, elementInstanceId: string): string {
  const { tables, owned } = instance.state;
  const element = tables.element.get(elementInstanceId);
  if (element !== undefined) {
    if ((owned.get(elementInstanceId) ?? []).some(({ table }) => table === "incident")) return "!";
    return scopes.has(element.kind) && element.state === "activated" ? "" : "?";
  }
  return instance.events.some((event) => isTermination(event, elementInstanceId)) ? "~" : "";
}

function isTermination(event: EngineEvent, elementInstanceId: string): boolean {
  return event.type === "elementTerminated" && event.elementInstanceId === elementInstanceId;
}

function isStuck(instance: LiveInstance): boolean {
  const { tables, owned } = instance.state;
  if (tables.instance.get("")?.state !== "active") return false;
  const waits = [...tables.element.entries()].some(
    ([id, element]) => owned.has(id) || element.calledProcessInstanceId !== undefined,
  );
  return !waits;
}
