/** Multiple instances, and patterns of state (WCP-12 to 18, 34 to 36, 39, 40). */
import {
  boundary,
  document,
  escalationOf,
  extensions,
  flows,
  serviceTask,
} from "../testing/document.ts";
import type { WorkflowPattern } from "./workflow-pattern.ts";

const sequentialAdHoc = document(`
  <startEvent id="start"/><endEvent id="end"/>${flows("start -> all -> end")}
  <adHocSubProcess id="all" ordering="Sequential">
    ${extensions('<zeebe:adHoc activeElementsCollection="=order"/>')}
    ${serviceTask("a")}${serviceTask("b")}${serviceTask("c")}
  </adHocSubProcess>`);

const partial = document(`
  <startEvent id="start"/><endEvent id="end"/><endEvent id="rest"/>
  <serviceTask id="work">${extensions('<zeebe:taskDefinition type="work"/>')}
    <multiInstanceLoopCharacteristics behavior="Complex">
      <loopCardinality xsi:type="tFormalExpression">=3</loopCardinality>
      <complexBehaviorDefinition id="two"><condition xsi:type="tFormalExpression">=numberOfCompletedInstances = 2</condition>
        <event id="enough">${escalationOf("ENOUGH")}</event></complexBehaviorDefinition>
    </multiInstanceLoopCharacteristics></serviceTask>
  ${boundary("caught", "work", escalationOf("ENOUGH"), false)}${serviceTask("next")}
  ${flows("start -> work -> rest; caught -> next -> end")}`);

const canceling = document(`
  <startEvent id="start"/><endEvent id="end"/>
  <serviceTask id="work">${extensions('<zeebe:taskDefinition type="work"/>')}
    <multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">=3</loopCardinality>
      <completionCondition xsi:type="tFormalExpression">=numberOfCompletedInstances &gt;= 2</completionCondition>
    </multiInstanceLoopCharacteristics></serviceTask>
  ${flows("start -> work -> end")}`);

/** See the file's head. */
export const instancesAndState: readonly WorkflowPattern[] = [
  {
    number: 12,
    name: "Multiple Instances without Synchronization",
    how: "A loop that sends a token to the activity in every round and does not wait for it.",
    model: `
      start -> again:xor -> and
      and -> work:serviceTask -> end
      and -> count:scriptTask(n = n + 1) -> more:xor
      more -[n < 3]-> again
      more -default-> end2`,
    cases: [
      [
        { n: 0 },
        [],
        "start again and work? count more again and work? count more again and work? count more end2",
      ],
    ],
  },
  {
    number: 13,
    name: "Multiple Instances with a Priori Design-Time Knowledge",
    how: "A multi-instance activity with a cardinality.",
    model: "start -> work:serviceTask |||(2) -> end",
    cases: [
      [{}, ["complete job:work"], "start *work work#1 work#2?"],
      [{}, ["complete job:work", "complete job:work"], "start *work work#1 work#2 end"],
    ],
  },
  {
    number: 14,
    name: "Multiple Instances with a Priori Run-Time Knowledge",
    how: "A multi-instance activity over a collection.",
    model: "start -> work:serviceTask |||(item in items) -> end",
    cases: [[{ items: [1, 2, 3] }, [], "start *work work#1? work#2? work#3?"]],
  },
  {
    number: 15,
    name: "Multiple Instances without a Priori Run-Time Knowledge",
    how: "An ad-hoc sub-process: instances are added while others run, and all are waited for.",
    model: "start -> all:adHoc { work:serviceTask } -> end",
    cases: [
      [{}, ["begin work in all", "begin work in all", "complete job:work"], "start all work work?"],
      [
        {},
        ["begin work in all", "begin work in all", "complete job:work", "complete job:work"],
        "start all work work end",
      ],
    ],
  },
  {
    number: 16,
    name: "Deferred Choice",
    how: "An event-based gateway.",
    model: "start -> event -> paid:message -> a -> end; event -> late:timer(PT1H) -> b -> end2",
    cases: [
      [{ key: "k" }, ["correlate message:paid"], "start event paid a end"],
      [{ key: "k" }, ["trigger timer:late"], "start event late b end2"],
    ],
  },
  {
    number: 17,
    name: "Interleaved Parallel Routing",
    how: "A sequential ad-hoc sub-process; what must follow something is joined to it by a flow.",
    model: `
      start -> fork:and
      fork -> done -> end
      fork -> all:adHoc { a:serviceTask -> b:serviceTask; c:serviceTask } -> end2`,
    cases: [
      [
        {},
        ["begin a in all", "complete job:a", "complete job:b"],
        "start fork done all end a b end2",
      ],
    ],
  },
  {
    number: 18,
    name: "Milestone",
    how: "A non-interrupting boundary event on the activity that is the milestone: it happens only while that lasts.",
    model: `
      start -> open:userTask -> closed:userTask -> end
      open@+signal(request) -> handle:userTask -> end2`,
    cases: [
      [{}, ["broadcast request"], "start open? openSignal handle?"],
      [{}, ["complete task:open", "broadcast request"], "start open closed?"],
    ],
  },
  {
    number: 34,
    name: "Static Partial Join for Multiple Instances",
    how: "A multi-instance activity whose behaviour throws an event after n members; the rest goes on.",
    model: partial,
    cases: [
      [
        {},
        ["complete job:work#3", "complete job:work#1"],
        "start *work work#1 work#2? work#3 enough caught next?",
      ],
      [
        {},
        ["complete job:work#3", "complete job:work#1", "complete job:work#2"],
        "start *work work#1 work#2 work#3 enough caught next? rest",
      ],
    ],
  },
  {
    number: 35,
    name: "Cancelling Partial Join for Multiple Instances",
    how: "The completion condition of a multi-instance activity.",
    model: canceling,
    cases: [
      [{}, ["complete job:work#3", "complete job:work#1"], "start *work work#1 work#2~ work#3 end"],
    ],
  },
  {
    number: 36,
    name: "Dynamic Partial Join for Multiple Instances",
    how: "An ad-hoc sub-process with a completion condition: instances are added while it does not hold.",
    model: "start -> all:adHoc(answers >= 2) { ask:serviceTask } -> end",
    cases: [
      [
        { answers: 0 },
        [
          "begin ask,ask in all",
          ["complete job:ask", { answers: 1 }],
          "begin ask in all",
          ["complete job:ask", { answers: 2 }],
        ],
        "start all ask ask ask~ end",
      ],
    ],
  },
  {
    number: 39,
    name: "Critical Section",
    how: "A sequential ad-hoc sub-process that holds the sections: never two of them at once.",
    model: sequentialAdHoc,
    cases: [
      [{ order: ["b", "c"] }, [], "start all b?"],
      [{ order: ["b", "c"] }, ["complete job:b"], "start all b c?"],
    ],
  },
  {
    number: 40,
    name: "Interleaved Routing",
    how: "A sequential ad-hoc sub-process: each activity once, one at a time, in any order.",
    model: sequentialAdHoc,
    cases: [
      [
        { order: ["c", "a", "b"] },
        ["complete job:c", "complete job:a", "complete job:b"],
        "start all c a b end",
      ],
    ],
  },
];
