/** A benchmark that nobody runs rots: every contender brings every workload to its end. */
import { expect, test } from "vitest";
import { bpmnEngine } from "./bpmn-engine.ts";
import { compile, prepareDecision, storedBytes, tongban, zeebe } from "./tongban.ts";
import { verify } from "../src/index.ts";
import { modelOf200Nodes, modelOf30Nodes, workloads } from "./workloads.ts";

const pairs = workloads.flatMap((workload) =>
  [tongban, bpmnEngine].map((contender) => ({ contender, workload, title: workload.title })),
);

test.each(pairs)("$contender.name runs: $title", async ({ contender, workload }) => {
  const run = await contender.prepare(workload);
  await expect(Promise.resolve(run())).resolves.toBeUndefined();
});

test("the decision of 30 rules is decided", async () => {
  const decide = await prepareDecision();
  expect(decide).not.toThrow();
});

test("an instance that waits for a person takes less than 600 bytes to store", async () => {
  const waiting = workloads.find(({ key }) => key === "userTask");
  expect(storedBytes(await compile(waiting?.model(zeebe) ?? ""))).toBeLessThan(600);
});

test("the model to verify has 200 nodes, is sound, and has about as many states as nodes", async () => {
  const graph = await compile(modelOf200Nodes(zeebe));
  expect(graph.nodes).toHaveLength(201);
  expect(verify(graph)).toMatchObject({ verdict: "sound" });
  expect(verify(graph).exploredStates).toBeLessThan(250);
});

test("the model to compile has 30 nodes", async () => {
  expect((await compile(modelOf30Nodes(zeebe))).nodes).toHaveLength(31);
});
