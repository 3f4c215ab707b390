/**
 * What the oracle and the engine have in common: a model as plain data, written by the generator (random-model.ts), read
 * by the oracle (oracle.ts), and drawn as BPMN for the engine (drawing.ts). Nothing here knows how a model is run.
 */

/** What makes an event happen. A code of null catches every code. */
export type Trigger =
  | { readonly on: "timer" | "message" }
  | { readonly on: "error" | "escalation"; readonly code: string | null };

/** What a throwing event does. A target of null undoes all of the scope. */
export type Throw =
  | { readonly does: "nothing" | "terminate" }
  | { readonly does: "error" | "escalation"; readonly code: string }
  | { readonly does: "compensate"; readonly target: string | null };

/** What a node is; the boundary events of an activity are nodes beside it. */
export type NodeKind =
  | { readonly kind: "start" | "exclusive" | "parallel" | "inclusive" | "eventBased" }
  | { readonly kind: "catch"; readonly trigger: Trigger }
  | { readonly kind: "throw" | "end"; readonly throws: Throw }
  | {
      /** A task passes at once; a service waits for its worker; a sub-process has content. */
      readonly kind: "task" | "service" | "subProcess";
      readonly repeats: Repetition | null;
      readonly content: Scope | null;
      /** The task or service that undoes it when it has completed; it stands beside it, and no flow leads to it. */
      readonly undoneBy: Node | null;
    }
  | {
      readonly kind: "boundary";
      readonly trigger: Trigger;
      readonly isInterrupting: boolean;
      readonly attachedTo: string;
    }
  | {
      readonly kind: "eventSubProcess";
      readonly trigger: Trigger;
      readonly isInterrupting: boolean;
      readonly content: Scope;
    };

/** One node with an id that is unique in the model. */
export type Node = { readonly id: string } & NodeKind;

/** Multi-instance with a fixed number of members. */
export interface Repetition {
  readonly times: number;
  readonly isSequential: boolean;
}

/**
 * A sequence flow. Of several flows out of an exclusive or inclusive gateway the last is the default flow; each of the
 * others has a condition of its own, which is true when its id is among those that the schedule has chosen.
 */
export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** A process or what is in a sub-process; exactly one start node. */
export interface Scope {
  readonly nodes: readonly Node[];
  /** In the order in which they stand in the drawing. */
  readonly flows: readonly Flow[];
}

/** Ids of the flows whose condition holds. */
export type Truths = ReadonlySet<string>;

/** Flows that have a condition: all but the last out of an exclusive or inclusive gateway. */
export function conditionalFlows({ nodes, flows }: Scope): readonly Flow[] {
  const inner = nodes.flatMap((node) => {
    const content = contentOf(node);
    return content === null ? [] : conditionalFlows(content);
  });
  const own = nodes
    .filter(({ kind }) => kind === "exclusive" || kind === "inclusive")
    .flatMap(({ id }) => flows.filter(({ from }) => from === id).slice(0, -1));
  return [...own, ...inner];
}

/** What lies in the node, when it is a scope. */
export function contentOf(node: Node): Scope | null {
  return "content" in node ? node.content : null;
}
