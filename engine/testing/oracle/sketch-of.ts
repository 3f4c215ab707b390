/** A model in words, one line for each node, to be read by who looks into a failure. */
import { contentOf, type Node, type Scope, type Throw, type Trigger } from "./model.ts";

/** See the file's head. */
export function sketchOf(scope: Scope, indent = "  "): string {
  return scope.nodes
    .flatMap((node) => {
      const ways = scope.flows
        .filter(({ from }) => from === node.id)
        .map(({ id, to }) => `-${id}-> ${to}`);
      const content = contentOf(node);
      const line = `${indent}${[node.id, ...wordsOf(node), ...ways].join(" ")}`;
      return content === null
        ? [line]
        : [`${line} {`, sketchOf(content, `${indent}  `), `${indent}}`];
    })
    .join("\n");
}

function wordsOf(node: Node): string[] {
  switch (node.kind) {
    case "catch":
      return [triggerOf(node.trigger)];
    case "throw":
    case "end":
      return thrownBy(node.throws);
    case "boundary":
      return [`on ${node.attachedTo}`, triggerOf(node.trigger), isBeside(node.isInterrupting)];
    case "eventSubProcess":
      return [triggerOf(node.trigger), isBeside(node.isInterrupting)];
    case "task":
    case "service":
    case "subProcess":
      return [
        ...(node.repeats === null
          ? []
          : [
              `${String(node.repeats.times)} times ${node.repeats.isSequential ? "in sequence" : "at once"}`,
            ]),
        ...(node.undoneBy === null ? [] : [`undone by ${node.undoneBy.id}`]),
      ];
    default:
      return [];
  }
}

function isBeside(isInterrupting: boolean): string {
  return isInterrupting ? "interrupting" : "beside";
}

function triggerOf(trigger: Trigger): string {
  return "code" in trigger ? `${trigger.on} ${trigger.code ?? "any"}` : trigger.on;
}

function thrownBy(throws: Throw): string[] {
  if (throws.does === "nothing") return [];
  if ("code" in throws) return [`${throws.does} ${throws.code}`];
  return "target" in throws ? [`${throws.does} ${throws.target ?? "all"}`] : [throws.does];
}
