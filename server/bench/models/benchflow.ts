/**
 * The workflow patterns that BenchFlow measures (Skouradaki, Ferme, Pautasso, Leymann, van Hoorn: Micro-Benchmarking BPMN 2.0
 * Workflow Management Systems with Workflow Patterns, CAiSE 2016), drawn anew after the patterns, since their files were not
 * found. Where those roll a die, the case brings the number `choice`, 1 and 2 in turns: random numbers are no part of BPMN.
 */
import type { ModelWriter } from "./dialect.ts";
import { chain, choice, flow, merge, timer } from "./parts.ts";

/** The patterns by the names of the paper; its sixth workload, MIX, runs a fifth of each. */
export const patterns = {
  SEQ: ({ emptyScript }) => ({
    content:
      emptyScript("first") + emptyScript("second") + chain(["start", "first", "second", "end"]),
  }),
  EXC: ({ emptyScript, isEqual }) => ({
    content:
      choice("choose", "second") +
      emptyScript("first") +
      emptyScript("second") +
      merge("meet") +
      chain(["start", "choose", "second", "meet", "end"]) +
      flow("choose", "first", isEqual("choice", 1)) +
      chain(["first", "meet"]),
  }),
  /** One branch ends the case while the other still waits its five seconds. */
  EXT: ({ emptyScript }) => ({
    content:
      `<parallelGateway id="fork"/>` +
      timer("wait", "PT5S") +
      emptyScript("first") +
      `<endEvent id="stop"><terminateEventDefinition/></endEvent>` +
      chain(["start", "fork", "wait", "end"]) +
      chain(["fork", "first", "stop"]),
  }),
  PAR: ({ emptyScript }) => ({
    content:
      `<parallelGateway id="fork"/><parallelGateway id="join"/>` +
      emptyScript("first") +
      emptyScript("second") +
      chain(["start", "fork", "first", "join", "end"]) +
      chain(["fork", "second", "join"]),
  }),
  /** Ten rounds; arbitrary, because the cycle can be entered at two places. */
  CYC: ({ emptyScript, script, isBelow, isEqual }) => ({
    content:
      choice("choose", "late") +
      merge("early") +
      script("count", "count", "count") +
      merge("late") +
      emptyScript("empty") +
      choice("again", "end") +
      chain(["start", "choose", "late", "empty", "again", "end"]) +
      flow("choose", "early", isEqual("choice", 1)) +
      chain(["early", "count", "late"]) +
      flow("again", "early", isBelow("count", 10)),
  }),
} satisfies Record<string, ModelWriter>;
