/**
 * Event-based gateway (BPMN 2.0.2 §13.4.4): waits for all the events behind it at once; the first that happens takes the
 * token. The gateway owns their timers and subscriptions; what happens then is in semantics/event-choice.ts.
 *
 * One that instantiates does not wait: the host waits for its events, and what happens then is in semantics/beginning.ts.
 */
import { type Instantiation, readInstantiation } from "../../model/beginnings.ts";
import type { ProcessNode } from "../../model/process-graph.ts";
import type { Run } from "../../semantics/run.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** See the file's head. */
export const eventBasedGateway: ElementBehavior<Instantiation, readonly unknown[]> = {
  clause: "§13.4.4",
  read: readInstantiation,
  evaluate: (run, node, element) => {
    const prepared: unknown[] = [];
    for (const target of targetsOf(run, node)) {
      const evaluated = run.behaviorOf(target).evaluate?.(run, target, element);
      if (evaluated?.ok === false) return evaluated;
      prepared.push(evaluated?.value);
    }
    return { ok: true, value: prepared };
  },
  activate: (run, node, element, prepared) => {
    for (const [index, target] of targetsOf(run, node).entries()) {
      run.behaviorOf(target).activate?.(run, target, element, prepared[index]);
    }
    return "waits";
  },
};

/** Catch events and receive tasks evaluate and wait for whoever owns them, so they can be asked to wait for the gateway. */
function targetsOf(run: Run, node: ProcessNode): ProcessNode[] {
  return node.outgoing.map((flow) => run.nodeAt(run.graph.flows[flow]?.target ?? -1));
}
