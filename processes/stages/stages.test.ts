import { describe, expect, test } from "vitest";
import type { Step } from "@tongban/engine/testing";
import { openTasks, play, standing } from "../testing/library-world.ts";

const given = {
  caseId: "1",
  office: "scjgj",
  windowOffice: "zwj",
  channel: "window",
  acceptanceDueAt: "2026-11-30T23:59:59+08:00",
  deliveryKind: null,
};
const chosen = (deliveryKind: string): Step[] => [["complete job:startDelivery", { deliveryKind }]];
const inCabinet: Step[] = [
  ...chosen("cabinet"),
  ["complete job:openCabinet", { cabinetId: "cabinet-03", slot: "12", pickupCode: "123456" }],
];
const withTicket: Step[] = [
  "correlate message:arrived",
  ["complete job:issueTicket", { ticketNo: "A005" }],
];
const calling: Step[] = [...withTicket, ["complete task:callNumber", { windowNo: "A03" }]];

const cases: readonly (readonly [string, string, readonly Step[], string])[] = [
  ["stage-booking", "waits for the visitor", [], "awaitArrival?"],
  ["stage-booking", "goes online without a visitor", ["trigger timer:noShow"], "∎movedOnline"],
  ["stage-booking", "issues a ticket on arrival", ["correlate message:arrived"], "issueTicket?"],
  ["stage-booking", "lets the clerk call", withTicket, "callNumber?"],
  ["stage-booking", "shows the call", calling, "showCall?"],
  ["stage-booking", "ends at the window", [...calling, "complete job:showCall"], "∎atTheWindow"],
  [
    "stage-booking",
    "falls back to a ticket by hand",
    ["correlate message:arrived", "throw job:issueTicket DEVICE_UNAVAILABLE"],
    "issueTicketByHand?",
  ],
  [
    "stage-booking",
    "falls back to a call by voice, and goes on",
    [
      ...calling,
      "throw job:showCall DEVICE_UNAVAILABLE",
      ["complete task:callByHand", { calledByVoice: true }],
    ],
    "∎atTheWindow",
  ],
  [
    "stage-fee",
    "passes when nothing is due",
    [["complete job:bill", { feeTotalFen: 0 }]],
    "∎feeDone",
  ],
  [
    "stage-fee",
    "waits for the payment",
    [["complete job:bill", { feeTotalFen: 9000 }]],
    "awaitPayment?",
  ],
  [
    "stage-fee",
    "is settled by a payment",
    [["complete job:bill", { feeTotalFen: 9000 }], "correlate message:awaitPayment"],
    "∎feeDone",
  ],
  [
    "stage-fee",
    "lets the window look into what is not paid",
    [["complete job:bill", { feeTotalFen: 9000 }], "trigger timer:unpaid"],
    "checkPayment?",
  ],
  ["stage-delivery", "sends nothing on paper", chosen("electronic"), "∎deliveredElectronically"],
  ["stage-delivery", "hands over at the window", chosen("window"), "handOver?"],
  ["stage-delivery", "falls to the window when nothing was chosen", chosen(""), "handOver?"],
  ["stage-delivery", "notes the waybill", chosen("express"), "sendByExpress?"],
  ["stage-delivery", "waits for the pickup", inCabinet, "awaitPickup?"],
  [
    "stage-delivery",
    "ends when picked up",
    [...inCabinet, "correlate message:awaitPickup"],
    "∎deliveredOnPaper",
  ],
  [
    "stage-delivery",
    "goes to the window when not picked up",
    [...inCabinet, "trigger timer:notPicked"],
    "handOverInstead?",
  ],
  [
    "stage-delivery",
    "goes to the window without a cabinet",
    [...chosen("cabinet"), "throw job:openCabinet DEVICE_UNAVAILABLE"],
    "handOverInstead?",
  ],
  ["stage-evaluation", "asks at the window", [], "askEvaluator?"],
  [
    "stage-evaluation",
    "ends with the rating",
    ["complete job:askEvaluator", "correlate message:evaluatedOnline"],
    "∎evaluated",
  ],
  [
    "stage-evaluation",
    "forces nobody",
    ["complete job:askEvaluator", "trigger timer:notEvaluated"],
    "∎leftUnevaluated",
  ],
  [
    "stage-evaluation",
    "shows a code by hand without an evaluator",
    ["throw job:askEvaluator DEVICE_UNAVAILABLE"],
    "inviteByHand?",
  ],
];

describe("a stage", () => {
  test.each(cases)("%s %s", async (processId, _title, steps, expected) => {
    expect(standing(await play(processId, given, steps))).toBe(expected);
  });

  test("asks who applied online on the web only", async () => {
    const world = await play("stage-evaluation", { ...given, channel: "online" }, []);
    expect(standing(world)).toBe("awaitEvaluation?");
  });

  test.each([
    ["the end of the slot", "2026-11-23T10:30:00+08:00", "2026-11-23T10:30:00+08:00"],
    ["three days before acceptance is due", null, "2026-11-27T23:59:59+08:00"],
  ])("waits for a visitor until %s", async (_title, bookingEndsAt, dueAt) => {
    const world = await play("stage-booking", { ...given, bookingEndsAt }, []);
    const timers = [...(world.instances[0]?.state.tables.timer.entries() ?? [])];
    expect(timers.map(([, timer]) => timer.dueAt)).toEqual([Date.parse(dueAt)]);
  });

  test("offers a fallback to the window, marked as such", async () => {
    const world = await play("stage-delivery", given, [
      ...chosen("cabinet"),
      "throw job:openCabinet DEVICE_UNAVAILABLE",
    ]);
    expect(openTasks(world)).toEqual(["stage-delivery:handOverInstead stage-handover window@zwj"]);
    const created = world.history.find(({ event }) => event.type === "userTaskCreated");
    expect(created?.event).toMatchObject({ properties: { fallback: "true", node: "deliver" } });
  });
});
