import { scenario } from "../../../testing/scenario.ts";

const choice = `
  start -> split:or
  split -[x < 3]->  a:serviceTask -> join:or -> end
  split -[x > 1]->  b:serviceTask -> join
  split -default->  c:serviceTask -> join
`;

scenario("takes every flow whose condition holds, else the default", "§13.4.3", choice, [
  [{ x: 1 }, [], "start split a?"],
  [{ x: 2 }, [], "start split a? b?"],
  [{ x: 5 }, ["complete job:b"], "start split b join end"],
  [{ x: null }, [], "start split!"],
]);

scenario("the join waits for all that can still arrive, and no longer", "§13.4.3", choice, [
  [{ x: 2 }, ["complete job:a"], "start split a b?"],
  [{ x: 2 }, ["complete job:b", "complete job:a"], "start split a b join end"],
  [{ x: 1 }, ["complete job:a"], "start split a join end"],
]);

const interrupted = `
  start -> split:or
  split -> a:userTask -> join:or -> end
  split -> b:userTask -> join
  b@timer(PT1H) -> gone -> end2
`;

scenario(
  "the join decides again when a token leaves for elsewhere or dies",
  "§13.4.3",
  interrupted,
  [
    [{}, ["complete task:a"], "start split a b?"],
    [{}, ["complete task:a", "trigger timer:bTimer"], "start split a b~ bTimer join gone end end2"],
  ],
);

const exceptional = `
  start -> split:or
  split -> a -> join:or -> end
  split -> b:userTask -> end2
  b@+timer(PT1H) -> join
`;

scenario("a token in an activity may still come over its boundary event", "§13.4.3", exceptional, [
  [{}, [], "start split a b?"],
  [{}, ["complete task:b"], "start split a b end2 join end"],
  [{}, ["trigger timer:bTimer", "complete task:b"], "start split a b bTimer join end end2"],
]);

const unstructured = `
  start -> split:and
  split -> a:userTask -> xor
  split -> b:userTask -> join:or
  xor -[way = 1]-> join
  xor -default-> other -> end2
  join -> after -> end
`;

scenario("a token that chooses another way is waited for no longer", "§13.4.3", unstructured, [
  [{ way: 1 }, ["complete task:b", "complete task:a"], "start split a b xor join after end"],
  [
    { way: 2 },
    ["complete task:b", "complete task:a"],
    "start split a b xor other join end2 after end",
  ],
]);

const looped = `
  start -> join:or -> work:userTask -> again:xor
  again -[repeat]-> back -> join
  again -default->  end
`;

scenario("in a loop the join does not wait for its own token", "§13.4.3", looped, [
  [{ repeat: false }, [], "start join work?"],
  [
    { repeat: true },
    [
      ["complete task:work", { repeat: true }],
      ["complete task:work", { repeat: false }],
    ],
    "start join work again back join work again end",
  ],
]);

scenario(
  "a token that can also come over a flow that has one already is not waited for",
  "§13.4.3",
  `
    start -> split:and
    split -> a -> merge:xor -> join:or -> c -> end
    split -> b:userTask -> xor
    xor -[way = 1]-> merge
    xor -default->   join
  `,
  [[{ way: 1 }, [], "start split a b? merge join c end"]],
);

scenario(
  "a token that waits at another join is still expected",
  "§13.4.3",
  `
    start -> split:and
    split -> a -> inner:or -> outer:or -> end
    split -> b:userTask -> inner
    split -> c -> outer
  `,
  [
    [{}, [], "start split a b? c"],
    [{}, ["complete task:b"], "start split a b c inner outer end"],
  ],
);

const linked = `
  start -> split:and
  split -> a -> join:or -> end
  split -> b:userTask -> out:throw.link(jump)
  in:catch.link(jump) -> join
`;

scenario("a way over a link is a way", "§13.4.3", linked, [
  [{}, [], "start split a b?"],
  [{}, ["complete task:b"], "start split a b out in join end"],
]);

scenario(
  "a second token on a flow waits for the next round",
  "§13.4.3",
  `
    start -> split:and
    split -> a -> merge:xor -> join:or -> c -> end
    split -> b -> merge
    split -> d:userTask -> join
  `,
  [
    [{}, [], "start split a b d? merge merge"],
    [{}, ["complete task:d"], "start split a b d merge merge join join c c end end"],
  ],
);

scenario(
  "each sub-process decides for itself",
  "§13.4.3",
  `
    start -> split:and -> sub { s:start -> or -> x -> or2 -> e:end
      or -> y:userTask -> or2 } -> end
    split -> z:userTask -> end2
  `,
  [[{}, ["complete task:y"], "start split sub z? s or x y or2 e end"]],
);

scenario(
  "an activity that has sent a token by an event without being interrupted is still waited for",
  "§13.4.3",
  `start -> or; or -[true]-> a:userTask -> j:or -> k:userTask -> end; or -[true]-> b:userTask -> j
   a@+timer(PT1H) -> c:userTask -> j`,
  [
    [{}, ["complete task:b", "trigger timer:aTimer", "complete task:c"], "start or a? b aTimer c"],
    [
      {},
      ["complete task:b", "trigger timer:aTimer", "complete task:c", "complete task:a"],
      "start or a b aTimer c j k?",
    ],
  ],
);
