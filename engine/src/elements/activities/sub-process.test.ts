import {
  after,
  boundary,
  document,
  extensions,
  flows,
  serviceTask,
} from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const mapping = extensions(
  '<zeebe:ioMapping><zeebe:input source="=a" target="x"/><zeebe:output source="=x" target="b"/></zeebe:ioMapping>',
);
const sub = document(`
  <startEvent id="start"/>
  <subProcess id="sub">${mapping}
    <startEvent id="s"/> <parallelGateway id="fork"/> ${serviceTask("one")} ${serviceTask("two")} <endEvent id="e1"/> <endEvent id="e2"/>
    ${flows("s -> fork -> one -> e1; fork -> two -> e2")}
  </subProcess>
  ${boundary("late", "sub", after("PT1H"))} ${boundary("warn", "sub", after("PT1M"), false)}
  <endEvent id="end"/> <endEvent id="lateEnd"/> <endEvent id="warnEnd"/>
  ${flows("start -> sub -> end; late -> lateEnd; warn -> warnEnd")}
`);

scenario("a sub-process completes with its last token", "§13.3.4", sub, [
  [{ a: 1 }, [], "start sub s fork one? two?"],
  [{ a: 1 }, ["complete job:one"], "start sub s fork one two? e1"],
  [{ a: 1 }, ["complete job:one", "complete job:two"], "start sub s fork one two e1 e2 end"],
]);

scenario("a sub-process is a scope with variables of its own", "§13.3.4", sub, [
  [
    { a: 1 },
    [["complete job:one", { x: 5 }], "complete job:two"],
    "start sub s fork one two e1 e2 end",
    { a: 1, b: 5 },
  ],
]);

scenario("events on a sub-process guard all that is in it", "§13.5.3", sub, [
  [
    { a: 1 },
    ["complete job:one", "trigger timer:late"],
    "start sub~ s fork one two~ e1 late lateEnd",
  ],
  [{ a: 1 }, ["trigger timer:warn"], "start sub s fork one? two? warn warnEnd"],
  [{ a: 1 }, ["trigger timer:warn", "cancel"], "start sub~ s fork one~ two~ warn warnEnd"],
]);

scenario(
  "sub-processes nest",
  "§13.3.4",
  "start -> a { as:start -> b { bs:start -> work:serviceTask } } -> end",
  [
    [{}, [], "start a as b bs work?"],
    [{}, ["complete job:work"], "start a as b bs work end"],
    [{}, ["cancel"], "start a~ as b~ bs work~"],
  ],
);
