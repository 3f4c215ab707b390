import { scenario } from "../../testing/scenario.ts";
import { sketch } from "../../testing/sketch.ts";

scenario(
  "what has completed is undone, the latest first, and then the throwing event goes on",
  "§13.5.5",
  `
  start -> a -> b -> c -> undo:throw.compensation -> after -> end
  a@compensation(undoA); undoA:serviceTask
  b@compensation(undoB); undoB:serviceTask
`,
  [
    [{}, [], "start a b c undo? undoB?"],
    [{}, ["complete job:undoB"], "start a b c undo? undoB undoA?"],
    [{}, ["complete job:undoB", "complete job:undoA"], "start a b c undo undoB undoA after end"],
  ],
);

scenario(
  "only what has completed is undone, in the order of completion and not of the drawing",
  "§13.5.5",
  `
  start -> and -> a:serviceTask -> join:and; and -> b:serviceTask -> join; and -> c:userTask -> end
  join -> undo:throw.compensation -> end2
  a@compensation(undoA); undoA:task
  b@compensation(undoB); undoB:task
  c@compensation(undoC); undoC:task
`,
  [[{}, ["complete job:b", "complete job:a"], "start and a b c? join undo undoA undoB end2"]],
);

scenario(
  "one activity is undone by name, each time that it has completed, and only once",
  "§13.5.5",
  `
  start -> merge:xor -> a:scriptTask(n = n + 1) -> b -> again:xor
  again -[n < 2]-> merge
  again -default-> one:throw.compensation(a) -> rest:throw.compensation -> end
  a@compensation(undoA); undoA:scriptTask(undone = undone + 1)
  b@compensation(undoB); undoB:task
`,
  [
    [
      { n: 0, undone: 0 },
      [],
      "start merge a b again merge a b again one undoA undoA rest undoB undoB end",
      { undone: 2 },
    ],
  ],
);

scenario(
  "with nothing to undo the throwing event just goes on",
  "§13.5.5",
  `
  start -> undo:throw.compensation -> one:throw.compensation(a) -> a -> end
  a@compensation(undoA); undoA:task
`,
  [[{}, [], "start undo one a end"]],
);

scenario(
  "a compensation end event undoes its scope before that completes",
  "§10.5.3",
  `
  start -> before -> sub { s:start -> a -> e:end.compensation
    a@compensation(undoA); undoA:serviceTask } -> end
  before@compensation(undoBefore); undoBefore:task
`,
  [
    [{}, [], "start before sub s a e? undoA?"],
    [{}, ["complete job:undoA"], "start before sub s a e undoA end"],
  ],
);

scenario(
  "an event that does not wait for completion goes on while it is undone",
  "§13.5.5",
  sketch(`
  start -> a -> undo:throw.compensation -> after -> end
  a@compensation(undoA); undoA:serviceTask
`).replace(
    "<compensateEventDefinition/></intermediate",
    '<compensateEventDefinition waitForCompletion="false"/></intermediate',
  ),
  [
    [{}, [], "start a undo undoA? after end"],
    [{}, ["complete job:undoA"], "start a undo undoA after end"],
  ],
);

scenario(
  "a completed sub-process is undone by undoing what had completed in it, with the variables that it had",
  "§13.5.5",
  sketch(`
  start -> sub { s:start -> a:scriptTask(x = x + 1) -> b:serviceTask -> e:end
    a@compensation(undoA); undoA:scriptTask(seen = x)
    b@compensation(undoB); undoB:task
  } -> c -> undo:throw.compensation -> end
  c@compensation(undoC); undoC:task
`).replace(
    '<subProcess id="sub">',
    '<subProcess id="sub"><extensionElements><zeebe:ioMapping><zeebe:input source="=10" target="x"/></zeebe:ioMapping></extensionElements>',
  ),
  [[{}, ["complete job:b"], "start sub s a b e c undo undoC undoB undoA end", { seen: 11 }]],
);

scenario(
  "a sub-process that was given up has nothing to undo",
  "§13.5.5",
  `
  start -> sub { s:start -> a -> b:serviceTask -> e:end
    a@compensation(undoA); undoA:task } -> end
  sub@timer(PT1H) -> undo:throw.compensation -> end2
`,
  [[{}, ["trigger timer:subTimer"], "start sub~ s a b~ subTimer undo end2"]],
);

scenario(
  "the handler of a sub-process takes the place of those in it",
  "§10.6.1",
  `
  start -> sub { s:start -> a -> e:end
    a@compensation(undoA); undoA:task } -> undo:throw.compensation -> end
  sub@compensation(undoSub); undoSub { us:start -> ua:serviceTask -> ue:end }
`,
  [[{}, ["complete job:ua"], "start sub s a e undo undoSub us ua ue end"]],
);

scenario(
  "a compensation event sub-process says itself how its sub-process is undone",
  "§10.3.5",
  `
  start -> sub { s:start -> a -> b -> e:end
    a@compensation(undoA); undoA:serviceTask
    b@compensation(undoB); undoB:task
    on { os:start.compensation -> note -> inner:throw.compensation(a) -> oe:end }
  } -> undo:throw.compensation -> again:throw.compensation -> end
`,
  [
    [{}, [], "start sub s a b e undo? on os note inner? undoA?"],
    [{}, ["complete job:undoA"], "start sub s a b e undo on os note inner undoA oe again end"],
  ],
);

scenario(
  "every completed member of a repeated activity is undone for itself, the latest first",
  "§13.5.5",
  `
  start -> each:serviceTask|||(item in ["x", "y", "z"]) -> undo:throw.compensation -> end
  each@compensation(undoEach); undoEach:scriptTask(undone = append(undone, item))
`,
  [
    [
      { undone: [] },
      ["complete job:each#2", "complete job:each#1", "complete job:each#3"],
      "start *each each#1 each#2 each#3 undo undoEach undoEach undoEach end",
      { undone: ["z", "x", "y"] },
    ],
  ],
);

scenario(
  "what was completed in the members of a repeated sub-process is undone member by member",
  "§13.5.5",
  `
  start -> sub ===(i in [1, 2]) { s:start -> a -> b -> e:end
    a@compensation(undoA); undoA:scriptTask(undone = append(undone, i))
    b@compensation(undoB); undoB:scriptTask(undone = append(undone, 10 * i)) } -> undo:throw.compensation -> end
`,
  [
    [
      { undone: [] },
      [],
      "start *sub sub#1 s a b e sub#2 s a b e undo undoB undoA undoB undoA end",
      { undone: [20, 2, 10, 1] },
    ],
  ],
);

scenario(
  "a handler may be repeated itself, and a call is undone by its handler",
  "§10.6.1",
  `
  start -> call:callActivity(child) -> undo:throw.compensation(call) -> end
  call@compensation(undoCall); undoCall:userTask|||(2)
`,
  [
    [
      {},
      ["complete job:book", "complete task:undoCall", "complete task:undoCall"],
      "start call child:start child:book child:end undo *undoCall undoCall#1 undoCall#2 end",
    ],
  ],
  { processes: { child: "start -> book:serviceTask -> end" } },
);

scenario(
  "an event sub-process undoes the scope that it acts for",
  "§10.5.5",
  `
  start -> a -> b:serviceTask -> end
  a@compensation(undoA); undoA:task
  on { s:start.error(E1) -> undo:throw.compensation -> e:end }
`,
  [[{}, ["throw job:b E1"], "start a b~ on s undo undoA e"]],
);

scenario(
  "what an event sub-process undoes runs in it, is caught in it and ends with it",
  "§10.5.5",
  `
  start -> a -> b:serviceTask -> end
  a@compensation(undoA); undoA:serviceTask
  on { s:start.error(E1) -> and -> undo:throw.compensation -> e:end
    and -> enough:serviceTask -> stop:end.terminate
    onE2 { is:start.error(E2) -> ie:end } }
`,
  [
    [
      {},
      ["throw job:b E1", "throw job:undoA E2"],
      "start a b~ on s and undo~ enough~ undoA~ onE2 is ie",
    ],
    [{}, ["throw job:b E1", "complete job:enough"], "start a b~ on s and undo~ enough undoA~ stop"],
  ],
);

scenario(
  "what fails while it undoes is an incident there, and goes on when that is resolved",
  "§13.5.5",
  `
  start -> a -> undo:throw.compensation -> end
  a@compensation(undoA); undoA:serviceTask
`,
  [
    [{}, ["fail job:undoA 0"], "start a undo? undoA!"],
    [{}, ["fail job:undoA 0", "resolve undoA", "complete job:undoA"], "start a undo undoA end"],
  ],
);

scenario(
  "an error of what undoes goes to the scope that is running, not to what has completed",
  "§13.5.5",
  `
  start -> sub { s:start -> a:serviceTask -> undo:throw.compensation -> e:end
    a@compensation(undoA); undoA:serviceTask
    a@error(E1) -> inner:end } -> end
  sub@error(E1) -> outer:end
`,
  [[{}, ["complete job:a", "throw job:undoA E1"], "start sub~ s a undo~ undoA~ subError outer"]],
);

scenario(
  "who is given up while it is undone takes that along",
  "§13.5.5",
  `
  start -> sub { s:start -> a -> undo:throw.compensation -> e:end
    a@compensation(undoA); undoA:serviceTask } -> end
  sub@timer(PT1H) -> late:end
`,
  [
    [{}, ["trigger timer:subTimer"], "start sub~ s a undo~ undoA~ subTimer late"],
    [{}, ["cancel"], "start sub~ s a undo~ undoA~"],
  ],
);
