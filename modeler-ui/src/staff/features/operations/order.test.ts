import { describe, expect, it } from "vitest";
import { orderOf } from "./order.ts";

describe("an order", () => {
  it.each([
    [{}],
    [{ kind: "resolveIncidents" as const }],
    [{ kind: "migrateInstances" as const, process: "p", to: "2" }],
    [{ kind: "migrateInstances" as const, process: "p", version: "1", to: "two" }],
    [{ kind: "modifyInstances" as const, process: "p", to: "b" }],
    [{ kind: "nonsense" as never, process: "p" }],
  ])("is not complete: %j", (fields) => {
    expect(orderOf(fields)).toBeNull();
  });

  it("names what and on which", () => {
    expect(orderOf({ kind: "resolveIncidents", process: "p", version: "3", step: "a" })).toEqual({
      selection: { processId: "p", version: 3, elementId: "a" },
      work: { kind: "resolveIncidents" },
    });
    expect(orderOf({ kind: "migrateInstances", process: "p", version: "1", to: "2" })).toEqual({
      selection: { processId: "p", version: 1 },
      work: { kind: "migrateInstances", version: 2 },
    });
    expect(orderOf({ kind: "modifyInstances", process: "p", step: "a", to: "b" })).toEqual({
      selection: { processId: "p" },
      work: { kind: "modifyInstances", from: "a", to: "b" },
    });
  });
});
