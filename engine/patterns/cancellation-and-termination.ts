/** Cycles, termination, triggers and cancellation (WCP-10, 11, 19 to 27, 43). */
import { document, extensions } from "../testing/document.ts";
import type { WorkflowPattern } from "./workflow-pattern.ts";

const early = document(`
  <startEvent id="start"/><endEvent id="end"/><sendTask id="send" messageRef="news"/><receiveTask id="wait" messageRef="news"/>
  <userTask id="between">${extensions("<zeebe:userTask/>")}</userTask>
  <sequenceFlow id="f1" sourceRef="start" targetRef="send"/><sequenceFlow id="f2" sourceRef="send" targetRef="between"/>
  <sequenceFlow id="f3" sourceRef="between" targetRef="wait"/><sequenceFlow id="f4" sourceRef="wait" targetRef="end"/>`);

/** See the file's head. */
export const cancellationAndTermination: readonly WorkflowPattern[] = [
  {
    number: 10,
    name: "Arbitrary Cycles",
    how: "Sequence flows back to any place; a cycle may have several ways in and out.",
    model: `
      start -> xor
      xor -[first]-> m1:xor -> a -> c1:xor
      xor -default-> m2:xor
      c1 -[x > 1]-> end
      c1 -default-> m2 -> b:serviceTask -> c2:xor
      c2 -[x > 2]-> end2
      c2 -default-> m1`,
    cases: [
      [{ first: false, x: 2 }, ["complete job:b"], "start xor m2 b c2 m1 a c1 end"],
      [{ first: true, x: 1 }, [["complete job:b", { x: 3 }]], "start xor m1 a c1 m2 b c2 end2"],
    ],
  },
  {
    number: 11,
    name: "Implicit Termination",
    how: "A process ends when nothing is left to do in it.",
    model: "start -> and -> a:serviceTask -> end; and -> b:serviceTask -> end2",
    cases: [
      [{}, ["complete job:a"], "start and a b? end"],
      [
        {},
        ["complete job:a", "complete job:b", "cancel -> INSTANCE_ENDED"],
        "start and a b end end2",
      ],
    ],
  },
  {
    number: 19,
    name: "Cancel Activity",
    how: "An interrupting boundary event.",
    model: "start -> a:userTask -> end; a@signal(stop) -> b -> end2",
    cases: [[{}, ["broadcast stop"], "start a~ aSignal b end2"]],
  },
  {
    number: 20,
    name: "Cancel Case",
    how: "An interrupting event sub-process of the process, or cancelling the instance.",
    model: `start -> and -> a:userTask -> end; and -> b:userTask -> end2
      on { s:start.signal(withdrawn) -> note -> e:end }`,
    cases: [
      [{}, ["broadcast withdrawn"], "start and a~ b~ on s note e"],
      [{}, ["cancel"], "start and a~ b~"],
    ],
  },
  {
    number: 21,
    name: "Structured Loop",
    how: "A standard loop, tested before or after.",
    model:
      "start -> a:scriptTask(n = n + 1) ~~~(while n < 2) -> b:scriptTask(n = n + 1) ~~~(again n < 2) -> end",
    cases: [
      [{ n: 0 }, [], "start *a a#1 a#2 *b b#1 end", { n: 3 }],
      [{ n: 5 }, [], "start *a *b b#1 end", { n: 6 }],
    ],
  },
  {
    number: 22,
    name: "Recursion",
    how: "A call activity that calls its own process.",
    model: `
      start -> xor
      xor -[n > 0]-> less:scriptTask(n = n - 1) -> again:callActivity(main) -> end
      xor -default-> end2`,
    cases: [
      [
        { n: 2 },
        [],
        "start xor less again main:start main:xor main:less main:again main:start main:xor main:end2 main:end end",
        { n: 0 },
      ],
    ],
  },
  {
    number: 23,
    name: "Transient Trigger",
    how: "A signal: it is lost when nobody waits for it.",
    model: "start -> a:userTask -> wait:signal(go) -> end",
    cases: [
      [{}, ["broadcast go", "complete task:a"], "start a wait?"],
      [{}, ["complete task:a", "broadcast go"], "start a wait end"],
    ],
  },
  {
    number: 24,
    name: "Persistent Trigger",
    how: "A message: it is kept for who waits later.",
    model: early,
    cases: [[{ key: "k" }, ["complete task:between"], "start send between wait end"]],
  },
  {
    number: 25,
    name: "Cancel Region",
    how: "A sub-process around the region with an interrupting boundary event.",
    model: `start -> and -> region { s:start -> and2 -> a:userTask -> e:end; and2 -> b:userTask -> e2:end } -> end
      and -> c:userTask -> end2
      region@signal(stop) -> d -> end3`,
    cases: [[{}, ["broadcast stop"], "start and region~ c? s and2 a~ b~ regionSignal d end3"]],
  },
  {
    number: 26,
    name: "Cancel Multiple Instance Activity",
    how: "An interrupting boundary event on a multi-instance activity.",
    model: "start -> a:userTask |||(2) -> end; a@signal(stop) -> b -> end2",
    cases: [[{}, ["complete task:a", "broadcast stop"], "start *a~ a#1 a#2~ aSignal b end2"]],
  },
  {
    number: 27,
    name: "Complete Multiple Instance Activity",
    how: "An interrupting boundary event whose way leads to what follows the activity.",
    model: "start -> a:userTask |||(3) -> xor -> b -> end; a@signal(enough) -> xor",
    cases: [
      [{}, ["complete task:a", "broadcast enough"], "start *a~ a#1 a#2~ a#3~ aSignal xor b end"],
    ],
  },
  {
    number: 43,
    name: "Explicit Termination",
    how: "A terminate end event.",
    model: "start -> and -> a:serviceTask -> stop:terminate; and -> b:serviceTask -> end",
    cases: [[{}, ["complete job:a"], "start and a b~ stop"]],
  },
];
