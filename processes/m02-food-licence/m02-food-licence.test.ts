import { describe, expect, test } from "vitest";
import { processVariables, type Step } from "@tongban/engine/testing";
import { openTasks, play, standing } from "../testing/library-world.ts";

const submitted = {
  caseId: "1",
  caseNumber: "980102-20261123-0001",
  matterId: "M02",
  office: "scjgj",
  windowOffice: "zwj",
  region: "980102",
  channel: "online",
  viaAgent: false,
  business: { form: "餐饮服务经营者", items: ["热食类食品制售"], area: 86, hasStaff: true },
};
const withBusiness = (form: string, items: string[], area: number): typeof submitted => ({
  ...submitted,
  business: { form, items, area, hasStaff: true },
});

const received: Step[] = [
  ["complete job:receiveCase", { acceptanceDueAt: "2026-11-30T23:59:59+08:00" }],
];
const inspecting: Step[] = [
  ...received,
  ["complete stage-acceptance:task:accept", { outcome: "accept", toleratedMaterials: ["M02-4"] }],
  ["complete m02-food-licence:job:accept", { decisionDueAt: "2026-11-30T23:59:59+08:00" }],
];
const reviewing: Step[] = [
  ...inspecting,
  ["complete task:inspect", { result: "pass", companion: "周强", checklist: ["C01"] }],
];
const deciding: Step[] = [
  ...reviewing,
  ["complete task:review", { outcome: "pass", opinion: "建议准予" }],
];
const granted: Step[] = [
  ...deciding,
  ["complete task:decide", { outcome: "grant", opinion: "同意" }],
  "complete job:grant",
  ["complete job:bill", { feeTotalFen: 0 }],
  ["complete job:issueLicence", { licenceNumber: "JY29801020000001" }],
];
const correcting: Step[] = [
  ...received,
  [
    "complete stage-acceptance:task:accept",
    {
      outcome: "correct",
      correctionItems: [{ materialCode: "M02-6", reasonCode: "M02-6-EXPIRED" }],
    },
  ],
  ["complete job:requestCorrection", { correctionDeadlineAt: "2026-12-07T23:59:59+08:00" }],
];
const corrected: Step[] = [
  ...correcting,
  "correlate message:corrected",
  ["complete job:receiveCorrection", { acceptanceDueAt: "2026-12-01T23:59:59+08:00" }],
];

const stages: readonly (readonly [string, readonly Step[], string])[] = [
  ["waits for the receipt", [], "receiveCase?"],
  ["waits at the window once received", received, "stage-acceptance:accept?"],
  ["is inspected once accepted", inspecting, "inspect?"],
  ["is reviewed after the inspection", reviewing, "stage-review:review?"],
  ["is decided after the review", deciding, "stage-approval:decide?"],
  ["is delivered once the licence is made", granted, "stage-delivery:startDelivery?"],
  [
    "closes after an electronic delivery and an evaluation",
    [
      ...granted,
      ["complete job:startDelivery", { deliveryKind: "electronic" }],
      "complete job:closeCase",
      "correlate message:evaluatedOnline",
    ],
    "∎caseClosed",
  ],
  ["waits for the applicant after the one notice", correcting, "awaitCorrection?"],
  ["comes back to the window when corrected", corrected, "stage-acceptance:accept?"],
  [
    "lapses when nothing is corrected in time",
    [...correcting, "trigger timer:correctionLapsed", "complete job:lapse"],
    "∎caseLapsed",
  ],
  [
    "is refused",
    [
      ...received,
      [
        "complete stage-acceptance:task:accept",
        { outcome: "refuse", refusalReasonCode: "NOT_OUR_OFFICE", refusalReason: "场所在江南区" },
      ],
      "complete job:refuse",
    ],
    "∎caseRefused",
  ],
  [
    "counts as accepted when the window stays silent",
    [
      ...received,
      "trigger timer:overdue",
      ["complete job:acceptDeemed", { decisionDueAt: "2026-11-30T23:59:59+08:00" }],
    ],
    "inspect?",
  ],
  [
    "is visited a second time on the agreed day, and once only",
    [
      ...inspecting,
      ["complete task:inspect", { result: "rectify", recheckOn: "2026-11-26" }],
      "trigger timer:rectified",
      ["complete task:reinspect", { result: "pass" }],
    ],
    "stage-review:review?",
  ],
  [
    "goes to review when the premises fail",
    [...inspecting, ["complete task:inspect", { result: "fail", failedPoints: "没有消毒设施" }]],
    "stage-review:review?",
  ],
  [
    "is inspected again when the reviewer asks for it",
    [...reviewing, ["complete task:review", { outcome: "reinspect", opinion: "补拍" }]],
    "inspect?",
  ],
  [
    "goes back to review when the approver returns it",
    [...deciding, ["complete task:decide", { outcome: "return", opinion: "请说明" }]],
    "stage-review:review?",
  ],
  [
    "is denied",
    [
      ...deciding,
      [
        "complete task:decide",
        { outcome: "deny", denyReasonCode: "CONDITIONS_NOT_MET", denyReason: "没有专间" },
      ],
      "complete job:deny",
    ],
    "∎caseDenied",
  ],
];

describe("a case of M02", () => {
  test.each(stages)("%s", async (_title, steps, expected) => {
    expect(standing(await play("m02-food-licence", submitted, steps))).toBe(expected);
  });

  test.each([
    ["at the window", received],
    ["while a correction is awaited", correcting],
    ["during the inspection", inspecting],
    ["during the review", reviewing],
    ["before the decision", deciding],
  ])("can be withdrawn %s", async (_when, steps) => {
    const world = await play("m02-food-licence", submitted, [
      ...steps,
      "correlate message:withdrawn",
      "complete job:withdraw",
    ]);
    expect(standing(world)).toBe("∎caseWithdrawn");
    expect(openTasks(world)).toEqual([]);
  });

  test("can no longer be withdrawn once decided", async () => {
    const steps = [...granted, "correlate message:withdrawn -> SUBSCRIPTION_NOT_FOUND"];
    const world = await play("m02-food-licence", submitted, steps);
    expect(standing(world)).toBe("stage-delivery:startDelivery?");
  });

  test("is corrected only once: the second form has no correction", async () => {
    const first = await play("m02-food-licence", submitted, received);
    const second = await play("m02-food-licence", submitted, corrected);
    expect(openTasks(first)).toEqual(["stage-acceptance:accept m02-acceptance window@zwj"]);
    expect(openTasks(second)).toEqual(["stage-acceptance:accept m02-acceptance-final window@zwj"]);
  });

  test("tells the refusing job why", async () => {
    const world = await play("m02-food-licence", submitted, [
      ...received,
      [
        "complete stage-acceptance:task:accept",
        { outcome: "refuse", refusalReason: "场所在江南区" },
      ],
    ]);
    expect(standing(world)).toBe("refuse?");
    expect(processVariables(world)).toMatchObject({
      refusalReason: "场所在江南区",
      acceptanceOutcome: "refuse",
    });
  });

  test.each([
    ["餐饮服务经营者", ["热食类食品制售"], 86, "m02-inspection"],
    ["餐饮服务经营者", ["热食类食品制售", "冷食类食品制售"], 86, "m02-inspection-cold"],
    ["集中用餐单位食堂", ["热食类食品制售"], 200, "m02-inspection"],
    ["餐饮服务经营者", ["自制饮品制售"], 31, "m02-inspection"],
  ])("%s with %j on %d ㎡ is inspected with %s", async (form, items, area, formId) => {
    const world = await play("m02-food-licence", withBusiness(form, items, area), inspecting);
    expect(openTasks(world)).toEqual([`m02-food-licence:inspect ${formId} inspector@scjgj`]);
  });

  test.each([
    ["食品销售经营者", ["热食类食品制售"], 86],
    ["餐饮服务经营者", ["自制饮品制售"], 30],
  ])("%s with %j on %d ㎡ is reviewed without a visit", async (form, items, area) => {
    const world = await play("m02-food-licence", withBusiness(form, items, area), inspecting);
    expect(openTasks(world)).toEqual(["stage-review:review m02-review reviewer@scjgj"]);
  });

  test("of somebody who comes to the hall begins with the booking", async () => {
    const world = await play("m02-food-licence", { ...submitted, channel: "window" }, received);
    expect(standing(world)).toBe("stage-booking:awaitArrival?");
  });
});
