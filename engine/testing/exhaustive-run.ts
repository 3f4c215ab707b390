/**
 * Everything that can happen to an instance, brought about with the engine itself: from every state each job is
 * completed and each timer is triggered, under every choice that the variables of the gateways allow. For small
 * processes without sub-processes whose steps are service tasks and timers (testing/random-drawing.ts).
 */
import type { ProcessGraph } from "../src/model/process-graph.ts";
import { allRecords, type InstanceState, loadState } from "../src/state/instance-state.ts";
import { type Choice, commandsOf, isEnded, SmallRun, tokensOf } from "./small-run.ts";

/** What was seen. */
export interface Observation {
  /** A state in which tokens are left and nothing can happen. */
  readonly isStuck: boolean;
  /** A state in which an element runs twice at once, or two tokens wait at a join on the same flow. */
  readonly hasSurplus: boolean;
  /** A state from which the end cannot be reached any more, although something can always happen. */
  readonly isEndless: boolean;
  /** Elements that were entered in some run. */
  readonly entered: ReadonlySet<string>;
}

interface Seen {
  readonly state: InstanceState;
  readonly predecessors: Seen[];
}

/** Undefined when there are more states than that. */
export function runExhaustively(
  graph: ProcessGraph,
  choices: ReadonlyMap<string, number>,
  maxStates: number,
): Observation | undefined {
  const variables = assignments(choices);
  const entered = new Set<string>();
  const run = new SmallRun(graph, entered);
  const seen = new Map<string, Seen>();
  const ended = new Set<Seen>();
  const queue: Seen[] = [];
  const observed = { isStuck: false, hasSurplus: false };
  const reach = (state: InstanceState, from: Seen | undefined): void => {
    const key = tokensOf(state).join(" ");
    const known = seen.get(key);
    if (known !== undefined) {
      if (from !== undefined) known.predecessors.push(from);
      return;
    }
    const added = { state, predecessors: from === undefined ? [] : [from] };
    seen.set(key, added);
    const hasSurplus = tokensOf(state).some((token, index, all) => all.indexOf(token) !== index);
    const isStuck = !isEnded(state) && commandsOf(state).length === 0;
    observed.hasSurplus ||= hasSurplus;
    observed.isStuck ||= isStuck;
    if (hasSurplus || isStuck || isEnded(state)) ended.add(added);
    else queue.push(added);
  };
  for (const choice of variables) reach(run.create(choice), undefined);
  for (const from of queue) {
    for (const { command } of commandsOf(from.state)) {
      for (const choice of variables) {
        const state = loadState(allRecords(from.state));
        run.send(state, command, choice);
        reach(state, from);
      }
      if (seen.size > maxStates) return undefined;
    }
  }
  for (const state of ended) for (const before of state.predecessors) ended.add(before);
  return { ...observed, isEndless: ended.size < seen.size, entered };
}

/** Every way to decide all gateways. */
function assignments(choices: ReadonlyMap<string, number>): Choice[] {
  let all: Choice[] = [{}];
  for (const [gateway, ways] of choices) {
    all = all.flatMap((choice) =>
      Array.from({ length: ways }, (_, way) => ({ ...choice, [gateway]: way })),
    );
  }
  return all;
}
