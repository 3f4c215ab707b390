import { scenario } from "../../../testing/scenario.ts";

const booking = `
  start -> trip:transaction { s:start -> and -> hotel:serviceTask -> join:and; and -> flight:serviceTask -> join
    join -> pay:serviceTask -> ok:xor
    ok -[paid]-> done:end; ok -default-> stop:cancel
    hotel@compensation(freeHotel); freeHotel:serviceTask
    flight@compensation(freeFlight); freeFlight:task } -> end
  trip@cancel -> sorry:end
  trip@error(BROKEN) -> broken:end
`;

scenario("a transaction that is not cancelled completes as a sub-process", "§13.3.4", booking, [
  [
    { paid: true },
    ["complete job:hotel", "complete job:flight", "complete job:pay"],
    "start trip s and hotel flight join pay ok done end",
  ],
]);

scenario(
  "a cancel end event undoes what has completed, the latest first, before the cancel boundary event happens",
  "§10.3.6",
  booking,
  [
    [
      { paid: false },
      ["complete job:flight", "complete job:hotel", "complete job:pay"],
      "start trip s and hotel flight join pay ok stop~ freeHotel?",
    ],
    [
      { paid: false },
      ["complete job:flight", "complete job:hotel", "complete job:pay", "complete job:freeHotel"],
      "start trip~ s and hotel flight join pay ok stop~ freeHotel freeFlight tripCancel sorry",
    ],
  ],
);

scenario(
  "a cancelled transaction gives up what still runs in it, and waits for nothing else",
  "§10.3.6",
  `
  start -> trip:transaction { s:start -> and -> a -> b:serviceTask -> stop:cancel; and -> long:userTask -> done:end
    a@compensation(undoA); undoA:serviceTask
    on { os:start.+message(ask) -> oe:end } } -> end
  trip@timer(PT1H) -> late:end
  trip@cancel -> sorry:end
`,
  [
    [
      { key: 1 },
      [
        "complete job:b",
        "trigger timer:tripTimer -> TIMER_NOT_FOUND",
        "correlate message:os -> SUBSCRIPTION_NOT_FOUND",
      ],
      "start trip s and a long~ b stop~ undoA?",
    ],
    [
      { key: 1 },
      ["complete job:b", "complete job:undoA"],
      "start trip~ s and a long~ b stop~ undoA tripCancel sorry",
    ],
  ],
);

scenario(
  "with nothing to undo a cancelled transaction is left at once",
  "§10.3.6",
  `
  start -> trip:transaction { s:start -> stop:cancel } -> end
  trip@cancel -> sorry:end
`,
  [[{}, [], "start trip~ s stop~ tripCancel sorry"]],
);

scenario("an error that leaves a transaction undoes nothing", "§10.3.6", booking, [
  [
    {},
    ["complete job:flight", "throw job:hotel BROKEN"],
    "start trip~ s and hotel~ flight tripError broken",
  ],
]);

scenario(
  "an error of what undoes a cancelled transaction leaves it as any other",
  "§10.3.6",
  booking,
  [
    [
      { paid: false },
      [
        "complete job:flight",
        "complete job:hotel",
        "complete job:pay",
        "throw job:freeHotel BROKEN",
      ],
      "start trip~ s and hotel flight join pay ok stop~ freeHotel~ tripError broken",
    ],
  ],
);

scenario(
  "a completed transaction is undone like a sub-process",
  "§10.3.6",
  `
  start -> trip:transaction { s:start -> a -> e:end
    a@compensation(undoA); undoA:task } -> undo:throw.compensation(trip) -> end
`,
  [[{}, [], "start trip s a e undo undoA end"]],
);
