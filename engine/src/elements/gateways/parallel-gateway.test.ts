import { document, flow, flows, serviceTask } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const fork = document(`
  <startEvent id="start"/> <parallelGateway id="split"/> ${serviceTask("a")} ${serviceTask("b")}
  <parallelGateway id="join"/> <endEvent id="end"/>
  ${flows("start -> split -> a -> join -> end; split -> b -> join")}
`);

scenario("splits to all, joins one token from each", "§13.4.1", fork, [
  [{}, [], "start split a? b?"],
  [{}, ["complete job:a"], "start split a b?"],
  [{}, ["complete job:b", "complete job:a"], "start split a b join end"],
  [{}, ["complete job:b", "cancel"], "start split a~ b"],
]);

const twice = document(`
  <startEvent id="start"/> <parallelGateway id="split"/> <task id="a"/> <task id="b"/> ${serviceTask("c")}
  <exclusiveGateway id="merge"/> <parallelGateway id="join"/> <task id="d"/> <endEvent id="end"/>
  ${flows("start -> split -> a -> merge -> join -> d -> end; split -> b -> merge; split -> c -> join")}
`);

scenario("a second token on the same flow waits for the next round", "§13.4.1", twice, [
  [{}, [], "start split a b c? merge merge"],
  [{}, ["complete job:c"], "start split a b c merge merge join d end stuck"],
]);

const chosen = document(`
  <startEvent id="start"/> <exclusiveGateway id="xor" default="xor_b"/> <task id="a"/> <task id="b"/>
  <parallelGateway id="join"/> <endEvent id="end"/>
  ${flow("xor", "a", "x = 1")} ${flows("start -> xor -> b -> join -> end; a -> join")}
`);

scenario("a token that nothing can join keeps the process from completing", "§13.4.1", chosen, [
  [{ x: 1 }, [], "start xor a stuck"],
  [{ x: 1 }, ["cancel"], "start xor a"],
]);
