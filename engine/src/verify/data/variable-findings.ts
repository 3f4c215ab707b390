/**
 * A variable that is read before anything in the model can have written it. What comes from outside cannot be known: the
 * start, and every step that may write anything (a job or user task without output mappings, a message, a called
 * process). So a hint is given only where the model itself writes the variable, all of it after the reading, and
 * nothing before or beside may write what it likes.
 */
import type { Finding } from "../../model/finding.ts";
import type { ProcessGraph } from "../../model/process-graph.ts";
import { type Read, readsOf, type Write, writesOf } from "./accesses.ts";
import { Order } from "./order.ts";

/** In larger processes nothing is said: what may come before what grows with the square of their size. */
const maxNodes = 2_000;

/** Code VARIABLE_READ_BEFORE_WRITTEN. */
export function variableFindings(graph: ProcessGraph): Finding[] {
  if (graph.nodes.length > maxNodes) return [];
  const order = new Order(graph);
  const writes = writesOf(graph);
  const told = new Set<string>();
  return readsOf(graph).flatMap((read) => {
    const writers = writes.filter(({ names }) => names !== "any" && names.includes(read.name));
    const possible = writes.filter(({ names }) => names === "any" || names.includes(read.name));
    if (writers.length === 0 || told.has(`${read.elementId} ${read.name}`)) return [];
    if (!possible.every((write) => order.isOnlyAfter(read.at, write.at))) return [];
    told.add(`${read.elementId} ${read.name}`);
    return [finding(read, writers)];
  });
}

function finding({ name, elementId }: Read, writers: readonly Write[]): Finding {
  const later = [...new Set(writers.map(({ node }) => node.name))];
  return {
    code: "VARIABLE_READ_BEFORE_WRITTEN",
    severity: "hint",
    elementId,
    message: {
      zh: `这里读取变量“${name}”，而写它的步骤（${later.join("、")}）都在后面。除非启动时已给出，否则它是空的。`,
      en: `The variable "${name}" is read here, but what writes it (${later.join(", ")}) comes later. Unless it is given at the start, it is missing.`,
    },
  };
}
