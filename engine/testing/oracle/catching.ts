/** Who catches what is thrown inside (BPMN 2.0.2 §10.5.6, docs/adr/0009). */
import { contentNodes, type Instance, isWhole } from "./instances.ts";
import type { Node } from "./model.ts";

/** From the thrower outwards, in each scope its event sub-processes before the boundary events (§10.5.6). */
export function catcherOf(
  thrower: Instance,
  on: "error" | "escalation",
  code: string,
): { readonly host: Instance; readonly event: Node } | undefined {
  let inner: Node | undefined;
  for (let host: Instance | null = thrower; host !== null; host = host.parent) {
    // What is being undone has completed: its events wait no more.
    if (host.undoes === null) {
      const within = host.isInterrupted || host.member === 0 ? [] : contentNodes(host);
      const around = host.parent === null || !isWhole(host) ? [] : contentNodes(host.parent);
      const from = inner;
      const groups = [
        within.filter((node) => node.kind === "eventSubProcess" && node !== from),
        around.filter((node) => node.kind === "boundary" && node.attachedTo === host?.node.id),
      ];
      for (const group of groups) {
        const event =
          group.find((node) => catches(node, on, code)) ??
          group.find((node) => catches(node, on, null));
        if (event !== undefined) return { host, event };
      }
    }
    inner = host.node;
  }
  return undefined;
}

function catches(node: Node, on: "error" | "escalation", code: string | null): boolean {
  return "trigger" in node && node.trigger.on === on && node.trigger.code === code;
}
