import { expect, it } from "vitest";
import { elementNames } from "./element-names.ts";

type Graph = Parameters<typeof elementNames>[0];

it("calls elements by their names, and unnamed ones by what they are", () => {
  const nodes = [
    { elementId: "review", name: "审查", kind: "userTask" },
    { elementId: "Gateway_0x", name: "Gateway_0x", kind: "exclusiveGateway" },
    { elementId: "both", name: "both", kind: "parallelGateway" },
    { elementId: "begin", name: "", kind: "startEvent" },
    { elementId: "wait", name: "wait", kind: "intermediateCatchEvent" },
    { elementId: "work", name: "work", kind: "serviceTask" },
  ];
  expect([...elementNames({ nodes } as unknown as Graph).values()]).toEqual([
    "审查",
    "判断网关",
    "并行网关",
    "开始",
    "事件",
    "未命名步骤",
  ]);
});
