import { expect, it } from "vitest";
import { callsOf, questionOf, slotsOf, ticketsOf } from "./device-faces.ts";

it("reads the faces of all kinds", () => {
  const ticket = { ticketNumber: "A005", matterName: "食品经营许可", waiting: 3 };
  expect(ticketsOf({ tickets: [ticket] })).toEqual([ticket]);
  const call = { ticketNumber: "A005", windowName: "A03 窗口" };
  expect(callsOf({ lines: [call], waiting: 2 })).toEqual({ calls: [call], waiting: 2 });
  expect(slotsOf({ slots: [{ slot: "01", label: null }], openedSlot: "01" })).toEqual({
    slots: [{ slot: "01", label: null }],
    openedSlot: "01",
  });
  expect(questionOf({ question: "请评价", tags: ["效率高"] })).toEqual({
    question: "请评价",
    tags: ["效率高"],
  });
});

it("reads anything else as an empty face", () => {
  expect(ticketsOf({ tickets: "no" })).toEqual([]);
  expect(callsOf({})).toEqual({ calls: [], waiting: 0 });
  expect(slotsOf({ openedSlot: null })).toEqual({ slots: [], openedSlot: undefined });
  expect(questionOf({ question: null })).toBeUndefined();
});
