import { document, extensions, flows, signalOf } from "../../testing/document.ts";
import { scenario } from "../../testing/scenario.ts";

scenario(
  "a signal reaches every event that waits for its name, in every position",
  "§10.5.5",
  `
  start -> and -> fire:signal -> end
           and -> gate:event -> heard:signal(fire) -> end
                  gate -> other:signal(water) -> end
           and -> work:serviceTask -> end
           and -> long:serviceTask -> end
  work@alarm:signal(fire) -> end2
  long@+bell:signal(fire) -> end3
  on { o:start.+signal(fire) -> oe:end }
`,
  [
    [{}, ["broadcast smoke"], "start and fire? gate? work? long?"],
    [
      {},
      [["broadcast fire", { where: 3 }], "broadcast fire"],
      "start and fire gate work~ long? on o oe end heard end alarm end2 bell end3 on o oe bell end3",
      { where: 3 },
    ],
  ],
);

scenario(
  "who throws a signal hears it too, if it waits when that is thrown",
  "§10.5.5",
  `
  start -> and -> wait:signal(done) -> end
           and -> work:serviceTask -> tell:throw.signal(done) -> end
  on { o:start.+signal(done) -> oe:end }
`,
  [[{}, ["complete job:work"], "start and wait work tell on o end end oe"]],
);

scenario(
  "a signal that is thrown inside interrupts what is around, before the token goes on",
  "§13.5.3",
  "start -> s { a:start -> t:throw.signal(S) -> e:end } -> end; s@signal(S) -> b -> end2",
  [[{}, [], "start s~ a t~ sSignal b end2"]],
);

scenario(
  "a signal end event is heard by an event sub-process around it",
  "§13.5.4",
  "start -> xor -[true]-> t:end.signal(S); xor -default-> end; on { s:start.signal(S) -> u:userTask -> e:end }",
  [[{}, [], "start xor t~ on s u?"]],
);

scenario(
  "a signal is not kept for who comes later, its own thrower included",
  "§10.5.5",
  "start -> t:throw.signal(S) -> c:signal(S) -> end",
  [[{}, [], "start t c?"]],
);

scenario(
  "a signal is not kept for who comes later",
  "§10.5.5",
  "start -> work:serviceTask -> wait:signal(done) -> end",
  [
    [{}, ["broadcast done", "complete job:work"], "start work wait?"],
    [{}, ["complete job:work", "broadcast done"], "start work wait end"],
  ],
);

scenario(
  "a signal starts a process, and the variables that are thrown with it are its own",
  "§13.5.1",
  document(`
    <startEvent id="start"/>
    <endEvent id="tell">${extensions('<zeebe:ioMapping><zeebe:input source="=a + 1" target="b"/></zeebe:ioMapping>')}${signalOf("go")}</endEvent>
    ${flows("start -> tell")}
  `),
  [[{ a: 1 }, [], "start tell listener:begin listener:t?"]],
  {
    processes: { listener: "begin:start.signal(go) -> t:userTask(=string(b)) -> end" },
  },
);

scenario(
  "an interrupting signal begins its event sub-process once",
  "§13.5.4",
  `
  start -> work:serviceTask -> end
  on { o:start.signal(fire) -> undo:serviceTask -> oe:end }
`,
  [[{}, ["broadcast fire", "broadcast fire"], "start work~ on o undo?"]],
);
