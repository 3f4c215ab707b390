/** The judgement of verification in sentences, for whoever drew the model. */
import type { LocalisedText } from "../errors.ts";
import type { Finding } from "../model/finding.ts";
import type { ProcessGraph } from "../model/process-graph.ts";
import type { SoundnessProblem, SoundnessProblemKind, Verification } from "./verification.ts";

interface Told {
  readonly code: string;
  readonly sentence: (name: string, problem: SoundnessProblem) => LocalisedText;
}

const told: Readonly<Record<SoundnessProblemKind, Told>> = {
  deadlock: {
    code: "DEADLOCK",
    sentence: (name, { counterexample }) => {
      const waiting = counterexample?.tokens.length ?? 0;
      return {
        zh: `流程会卡在“${name}”：已有 ${String(waiting)} 个令牌在等，但它等的其他令牌再也不会到达。请让分开与汇合用同一种网关，或让每条路都走到这里。`,
        en: `The process gets stuck at "${name}": ${String(waiting)} token(s) wait there, but what they wait for can never arrive. Split and join with the same kind of gateway, or lead every way here.`,
      };
    },
  },
  surplusToken: {
    code: "SURPLUS_TOKEN",
    sentence: (name) => ({
      zh: `“${name}”会同时执行两次：前一个令牌还在，又来了一个。并行的分支请先用并行网关汇合。`,
      en: `"${name}" can run twice at once: a second token arrives while the first is still there. Join parallel branches with a parallel gateway first.`,
    }),
  },
  neverCompletes: {
    code: "NEVER_COMPLETES",
    sentence: (name) => ({
      zh: `流程走到“${name}”后再也到不了结束。请给循环一个出口。`,
      en: `Once the process is at "${name}" it can never reach an end. Give the loop a way out.`,
    }),
  },
  deadElement: {
    code: "DEAD_ELEMENT",
    sentence: (name) => ({
      zh: `“${name}”永远不会执行到，因为它前面的步骤从不正常完成。`,
      en: `"${name}" can never happen, because what comes before it never completes.`,
    }),
  },
};

/**
 * Codes DEADLOCK, SURPLUS_TOKEN, NEVER_COMPLETES, DEAD_ELEMENT: errors that a person may accept, because only data could
 * tell whether it comes to that; VERIFICATION_UNDECIDED: a warning.
 */
export function flowFindings(graph: ProcessGraph, verification: Verification): Finding[] {
  const { problems, limitations } = verification;
  return [
    ...problems.map((problem): Finding => {
      const { code, sentence } = told[problem.kind];
      return {
        code,
        severity: "error",
        isAcceptable: true,
        elementId: problem.elementId,
        message: sentence(problem.name, problem),
        ...(problem.counterexample === null ? undefined : { trace: problem.counterexample }),
      };
    }),
    ...limitations.map(({ zh, en }): Finding => ({
      code: "VERIFICATION_UNDECIDED",
      severity: "warning",
      elementId: graph.processId,
      message: {
        zh: `无法判定流程是否总能正常结束：${zh}。`,
        en: `Whether the process always ends as it should is undecided: ${en}.`,
      },
    })),
  ];
}
