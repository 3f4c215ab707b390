import { expect, it } from "vitest";
import { checkDecision } from "./check-decision.ts";

const schema = {
  components: [
    { type: "radio", key: "outcome", values: [{ label: "补正", value: "correct" }] },
    {
      type: "dynamiclist",
      path: "correctionItems",
      label: "需要补正的内容",
      components: [
        {
          type: "select",
          key: "reasonCode",
          label: "原因",
          values: [{ label: "过期", value: "EXPIRED" }],
          validate: { required: true },
        },
      ],
    },
  ],
};

it("refuses a correction notice that names nothing", () => {
  const faults = checkDecision(schema, { outcome: "correct" });
  expect([...faults.keys()]).toEqual(["correctionItems"]);
});

it("asks for the reason of each named material", () => {
  const faults = checkDecision(schema, {
    outcome: "correct",
    correctionItems: [{ materialCode: "M02-6" }],
  });
  expect([...faults.keys()]).toEqual(["correctionItems.0.reasonCode"]);
});

it("accepts a complete notice", () => {
  const correctionItems = [{ materialCode: "M02-6", reasonCode: "EXPIRED" }];
  expect(checkDecision(schema, { outcome: "correct", correctionItems }).size).toBe(0);
});
