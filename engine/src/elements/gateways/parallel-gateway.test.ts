import { scenario } from "../../../testing/scenario.ts";

const fork = `
  start -> split:and -> a:serviceTask -> join:and -> end
           split     -> b:serviceTask -> join
`;

scenario("splits to all, joins one token from each", "§13.4.1", fork, [
  [{}, [], "start split a? b?"],
  [{}, ["complete job:a"], "start split a b?"],
  [{}, ["complete job:b", "complete job:a"], "start split a b join end"],
  [{}, ["complete job:b", "cancel"], "start split a~ b"],
]);

const twice = `
  start -> split:and -> a -> merge:xor -> join:and -> d -> end
           split     -> b -> merge
           split     -> c:serviceTask  -> join
`;

scenario("a second token on the same flow waits for the next round", "§13.4.1", twice, [
  [{}, [], "start split a b c? merge merge"],
  [{}, ["complete job:c"], "start split a b c merge merge join d end stuck"],
]);

const chosen = `
  start -> xor
  xor -[x = 1]->  a -> join:and -> end
  xor -default->  b -> join
`;

scenario("a token that nothing can join keeps the process from completing", "§13.4.1", chosen, [
  [{ x: 1 }, [], "start xor a stuck"],
  [{ x: 1 }, ["cancel"], "start xor a"],
]);
