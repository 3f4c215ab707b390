import { expect, test } from "vitest";
import { document, extensions, flows } from "../../testing/document.ts";
import { graphsOf, processVariables } from "../../testing/scenario.ts";
import { World } from "../../testing/world.ts";

const script = document(`
  <startEvent id="start"/>
  <scriptTask id="script">${extensions('<zeebe:script expression="=string(today())" resultVariable="day"/>')}</scriptTask>
  <endEvent id="end"/> ${flows("start -> script -> end")}
`);

test.each([
  ["Asia/Shanghai", "2026-01-01"],
  ["America/New_York", "2025-12-31"],
])("today in %s is %s at midnight in UTC", async (timeZone, day) => {
  const world = new World({ processes: await graphsOf(script), timeZone });
  expect(world.start("main", {})).toBeUndefined();
  expect(processVariables(world)).toEqual({ day });
});
