import {
  boundary,
  document,
  escalationOf,
  extensions,
  flows,
  serviceTask,
} from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const repeated = (attributes: string, more = "", definition = "", around = ""): string =>
  document(`
    <startEvent id="start"/><endEvent id="end"/>
    <serviceTask id="work">${extensions('<zeebe:taskDefinition type="work"/>')}
      <multiInstanceLoopCharacteristics ${attributes}>
        <loopCardinality xsi:type="tFormalExpression">=3</loopCardinality>${more}
      </multiInstanceLoopCharacteristics>
    </serviceTask>
    ${boundary("told", "work", escalationOf("DONE"), false)}${serviceTask("note")}
    ${flows("start -> work -> end; told -> note")}${around}
  `).replace("</definitions>", `${definition}</definitions>`);

const done = '<escalationEventDefinition id="thrown" escalationRef="escalation-DONE"/>';

scenario(
  "an event is thrown for each member that completes",
  "§13.3.7",
  repeated('behavior="None" noneBehaviorEventRef="thrown"', "", done),
  [
    [{}, ["complete job:work#2"], "start *work work#1? work#2 work#3? thrown told note?"],
    [
      {},
      ["complete job:work#2", "complete job:work#1"],
      "start *work work#1 work#2 work#3? thrown told note? thrown told note?",
    ],
  ],
);

scenario(
  "an event is thrown for the first member that completes",
  "§13.3.7",
  repeated('behavior="One" oneBehaviorEventRef="thrown" isSequential="true"', "", done),
  [
    [
      {},
      ["complete job:work", "complete job:work", "complete job:work"],
      "start *work work#1 thrown work#2 told note? work#3 end",
    ],
  ],
);

const complex = `
  <complexBehaviorDefinition id="half">
    <condition xsi:type="tFormalExpression">=numberOfCompletedInstances &gt;= 2</condition>
    <event id="enough">${escalationOf("DONE")}</event>
  </complexBehaviorDefinition>`;

scenario(
  "events are thrown each time that their condition holds",
  "§13.3.7",
  repeated('behavior="Complex"', complex),
  [
    [
      {},
      ["complete job:work#1", "complete job:work#3", "complete job:work#2"],
      "start *work work#1 work#2 work#3 enough told note? enough told note? end",
    ],
  ],
);

const interrupting = repeated('behavior="None" noneBehaviorEventRef="thrown"', "", done).replace(
  'cancelActivity="false"',
  'cancelActivity="true"',
);

scenario("what is thrown may interrupt the activity itself", "§13.3.7", interrupting, [
  [{}, ["complete job:work#2"], "start *work~ work#1~ work#2 work#3~ thrown~ told note?"],
]);

const sending = repeated(
  'behavior="Complex"',
  `<complexBehaviorDefinition id="last">
    <condition xsi:type="tFormalExpression">=numberOfActiveInstances = 0</condition>
    <event id="send"><messageEventDefinition>${extensions('<zeebe:taskDefinition type="send"/>')}</messageEventDefinition></event>
  </complexBehaviorDefinition>`,
);

scenario("the activity waits until its message is sent", "§13.3.7", sending, [
  [
    {},
    ["complete job:work#1", "complete job:work#2", "complete job:work#3"],
    "start *work work#1 work#2 work#3 send?",
  ],
  [
    {},
    ["complete job:work#1", "complete job:work#2", "complete job:work#3", "complete job:send"],
    "start *work work#1 work#2 work#3 send end",
  ],
]);
