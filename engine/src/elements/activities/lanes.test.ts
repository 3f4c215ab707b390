import { expect, test } from "vitest";
import { document, extensions, flows } from "../../../testing/document.ts";
import { runScenario } from "../../../testing/scenario.ts";

const laned = document(`
  <laneSet id="set">
    <lane id="front" name="窗口"><flowNodeRef>own</flowNodeRef><flowNodeRef>stated</flowNodeRef></lane>
    <lane id="back" name="后台"><childLaneSet id="inner">
      <lane id="review"><extensionElements><zeebe:properties><zeebe:property name="candidateGroups" value="=[group, &#34;chief&#34;]"/></zeebe:properties></extensionElements>
        <flowNodeRef>sub</flowNodeRef></lane></childLaneSet></lane>
  </laneSet>
  <startEvent id="start"/><userTask id="own"/>
  <userTask id="stated">${extensions('<zeebe:assignmentDefinition candidateUsers="wang"/>')}</userTask>
  <subProcess id="sub"><startEvent id="s"/><userTask id="inside"/>${flows("s -> inside")}</subProcess>
  ${flows("start -> own; start -> stated; start -> sub")}
`);

test("a user task that does not say whom it is offered to is offered to the group of its lane", async () => {
  const world = await runScenario(laned, { group: "reviewers" }, []);
  const offered = world.history.flatMap(({ event }) =>
    event.type === "userTaskCreated"
      ? [[event.elementId, ...event.candidateGroups, ...event.candidateUsers].join(" ")]
      : [],
  );
  expect(offered).toEqual(["own 窗口", "stated wang", "inside reviewers chief"]);
});
