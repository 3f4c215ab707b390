import { document, flows, serviceTask } from "../../../testing/document.ts";
import { scenario } from "../../../testing/scenario.ts";

const several = document(`
  <startEvent id="start"/><endEvent id="end"/><task id="once"/>
  <task id="many" completionQuantity="3"/><task id="pairs" startQuantity="2"/>
  ${flows("start -> many -> pairs -> once -> end")}
`);

scenario(
  "an activity needs as many tokens as it says, and sends as many over each flow",
  "§13.3.2",
  several,
  [[{}, [], "start many pairs once end stuck"]],
);

const merging = document(`
  <startEvent id="start"/><endEvent id="end"/><parallelGateway id="split"/>
  ${serviceTask("a")}${serviceTask("b")}${serviceTask("c")}
  <task id="both" startQuantity="2"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">=2</loopCardinality></multiInstanceLoopCharacteristics></task>
  ${flows("start -> split -> a -> both -> end; split -> b -> both; split -> c -> both")}
`);

scenario("the tokens may come over any flows", "§13.3.2", merging, [
  [{}, ["complete job:b"], "start split a? b c?"],
  [{}, ["complete job:b", "complete job:c"], "start split a? b c *both both#1 both#2 end"],
]);
