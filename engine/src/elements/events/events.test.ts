import { document, extensions, flows, messageOf } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

scenario(
  "a none throw event and an undefined task let the token through",
  "§13.5.2",
  "start -> reached:throw -> a -> b:manualTask -> end",
  [[{}, [], "start reached a b end"]],
);

scenario(
  "a timer catch event waits for its instant",
  "§13.5.2",
  "start -> wait:timer(=pause) -> end",
  [
    [{ pause: "PT5M" }, [], "start wait?"],
    [{ pause: "PT5M" }, ["trigger timer:wait"], "start wait end"],
    [{ pause: "soon" }, [], "start wait!"],
    [{ pause: "soon" }, [["set process", { pause: "P1D" }], "resolve wait"], "start wait?"],
  ],
);

scenario(
  "a message catch event waits for its message",
  "§13.5.2",
  "start -> wait:message(paid) -> end",
  [
    [{ key: "k" }, [["correlate message:wait", { sum: 3 }]], "start wait end", { sum: 3 }],
    [{}, [], "start wait!"],
  ],
);

scenario(
  "a link jumps to the catch event of its name",
  "§10.5.5",
  `
  start -> to:throw.link(L)
  from:catch.link(L) -> a -> end
`,
  [[{}, [], "start to from a end"]],
);

scenario(
  "a message that is thrown is a job for the worker that sends it",
  "zeebe:taskDefinition",
  "start -> tell:throw.message -> end:message(bye)",
  [
    [{}, [], "start tell?"],
    [{}, ["complete job:tell"], "start tell end?"],
    [{}, ["complete job:tell", "complete job:end"], "start tell end"],
  ],
);

const started = document(`
  <startEvent id="byHand"/> <startEvent id="byMessage">
    ${extensions('<zeebe:ioMapping><zeebe:output source="=a" target="b"/></zeebe:ioMapping>')}${messageOf("go")}</startEvent>
  <startEvent id="byTimer"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent>
  <task id="a"/> <endEvent id="end"/>
  ${flows("byHand -> a -> end; byMessage -> a; byTimer -> a")}
`);

scenario("the none start event starts unless another is named", "§13.5.1", started, [
  [{}, [], "byHand a end"],
]);
scenario("a timer starts at its own event", "§13.5.1", started, [[{}, [], "byTimer a end"]], {
  startElementId: "byTimer",
});
scenario(
  "a message starts at its own event, which maps its variables",
  "§13.5.1",
  started,
  [[{ a: 1 }, [], "byMessage a end", { b: 1 }]],
  { startElementId: "byMessage" },
);

const inSub = (stop: string): string => `
  start -> and -> beside:serviceTask -> end
           and -> sub -> next -> end
  sub {
    s:start -> fork:and -> a:serviceTask -> stop:${stop}
               fork     -> b:serviceTask -> join:and -> e:end
               fork     -> x             -> join
  }
`;

scenario(
  "terminate ends its own scope with all that runs or waits in it, and nothing else",
  "§13.5.6",
  inSub("terminate"),
  [
    [{}, ["complete job:a"], "start and beside? sub s fork a b~ x stop next end"],
    [{}, ["complete job:b"], "start and beside? sub s fork a? b x join e"],
  ],
);

scenario(
  "an error end event that nobody catches is an incident and gives nothing up",
  "§13.5.6",
  inSub("error(E1)"),
  [[{}, ["complete job:a"], "start and beside? sub s fork a b? x stop!"]],
);
