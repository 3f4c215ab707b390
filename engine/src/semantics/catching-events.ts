/**
 * Who may catch what is thrown inside an instance: from the thrower outwards, for each element instance on the way first
 * the event sub-processes in it, then the boundary events on it (BPMN 2.0.2 §10.5.6: the innermost enclosing scope).
 * An event sub-process catches for its scope only until that is interrupted, so what an interrupting one throws itself
 * comes out of the scope; and none catches what it throws itself, or it could call itself forth for ever.
 */
import type { EventDetails } from "../event-definitions/event-definition.ts";
import { eventsOf } from "../event-definitions/multiple.ts";
import type { TriggerKind } from "../model/element-kind.ts";
import { NO_INDEX, type NodeIndex, type ProcessNode } from "../model/process-graph.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";

/** Events of one trigger at the same distance from the thrower; never none. */
export interface CatchingEvents<Definition> {
  /** The activity that they are attached to, or the scope that their event sub-processes lie in. */
  readonly host: ElementRecord;
  readonly nodes: readonly ProcessNode<EventDetails<Definition>>[];
}

/** The events that catch this trigger, nearest first. `Definition` is what the trigger's own `read` makes. */
export function catchingEvents<Definition>(
  run: Run,
  thrower: ElementRecord,
  trigger: TriggerKind,
): CatchingEvents<Definition>[] {
  const found: CatchingEvents<Definition>[] = [];
  const add = (host: ElementRecord, indexes: readonly NodeIndex[]): void => {
    const nodes = indexes.flatMap((index) => eventsOf(run.nodeAt(index), trigger));
    if (nodes.length > 0) found.push({ host, nodes: nodes as CatchingEvents<Definition>["nodes"] });
  };
  let inner = NO_INDEX;
  for (const host of outwards(run, thrower)) {
    // What is being undone has completed, so its events wait no more.
    if (host.state === "compensating") continue;
    const { boundaryEvents, eventStarts, index } = run.nodeOf(host);
    const from = inner;
    if (host.isInterrupted !== true)
      add(
        host,
        eventStarts.filter((start) => run.nodeAt(start).scope !== from),
      );
    add(host, boundaryEvents);
    inner = index;
  }
  return found;
}

function outwards(run: Run, element: ElementRecord): ElementRecord[] {
  const way = [element];
  for (let inner = element; inner.scopeId !== inner.elementInstanceId;) {
    inner = run.living(inner.scopeId);
    way.push(inner);
  }
  return way;
}
