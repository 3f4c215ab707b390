/** What belongs to the installation and to no process, with the official client. */
import { expect, it, vi } from "vitest";
import { bpmnFile, flows } from "../runtime/testing/bpmn.ts";
import { clientTests } from "./testing/client-tests.ts";
import { now } from "./testing/official-client.ts";

const api = clientTests();

it("keeps variables of the installation, which every process reads", async () => {
  await api.client.createGlobalClusterVariable({ name: "fee", value: { fen: 500 } });
  await expect(
    api.client.createGlobalClusterVariable({ name: "fee", value: { fen: 1 } }),
  ).rejects.toThrow(/ALREADY_EXISTS/);
  await api.client.updateGlobalClusterVariable({ name: "fee", value: { fen: 700 } });
  expect(await api.client.getGlobalClusterVariable({ name: "fee" }, now)).toMatchObject({
    value: '{"fen": 700}',
    scope: "GLOBAL",
  });
  const all = await api.client.searchClusterVariables({ filter: { name: "fee" } }, now);
  expect(all.items).toHaveLength(1);
  const priced = `<bpmn:scriptTask id="price"><bpmn:extensionElements><zeebe:script expression="=camunda.vars.cluster.fee.fen * 2" resultVariable="due"/></bpmn:extensionElements></bpmn:scriptTask>`;
  await api.deploy("priced.bpmn", bpmnFile("priced", priced + flows("s", "price", "e")));
  const answer = await api.client.createProcessInstance({
    processDefinitionId: "priced",
    awaitCompletion: true,
  } as never);
  expect(answer).toMatchObject({ variables: { due: 1400 } });
  expect(
    await api.client.evaluateExpression({ expression: "=camunda.vars.env.fee.fen" }),
  ).toMatchObject({ result: 700 });
  // Who may not read them at their own address, does not by an expression.
  const limited = api.connect("shop");
  const fee = "if camunda = null then null else camunda.vars.cluster.fee.fen";
  expect(await limited.evaluateExpression({ expression: fee })).toMatchObject({ result: null });
  await api.client.deleteGlobalClusterVariable({ name: "fee" });
  await expect(api.client.getGlobalClusterVariable({ name: "fee" }, now)).rejects.toThrow(
    /NOT_FOUND/,
  );
});

it("keeps documents, and gives links to them", async () => {
  const content = "为人民服务".repeat(1000);
  const kept = await api.client.createDocument({
    file: new File([content], "notice.txt", { type: "text/plain" }),
    metadata: { customProperties: { kind: "notice" } },
  });
  expect(kept).toMatchObject({
    storeId: "tongban",
    metadata: {
      fileName: "notice.txt",
      contentType: "text/plain",
      size: Buffer.byteLength(content),
      customProperties: { kind: "notice" },
    },
  });
  const { documentId, contentHash } = kept;
  const read = await api.client.getDocument({ documentId, contentHash: contentHash ?? "" });
  expect(read).toBe(content);
  const link = await api.client.createDocumentLink({ documentId, timeToLive: 60_000 });
  const path = new URL(link.url).pathname;
  const opened = await api.server.app.inject({ url: path });
  expect([opened.statusCode, opened.body]).toEqual([200, content]);
  expect(opened.headers["content-disposition"]).toMatch(/^attachment/);
  expect((await api.server.app.inject({ url: `${path}x` })).statusCode).toBe(404);
  const several = await api.client.createDocuments({
    files: [new File(["a"], "a.txt"), new File(["b"], "b.txt")],
  });
  expect(several.createdDocuments).toHaveLength(2);
  const shop = api.connect("shop");
  await expect(shop.getDocument({ documentId })).rejects.toThrow(/NOT_FOUND/);
  await api.client.deleteDocument({ documentId });
  await expect(api.client.getDocument({ documentId })).rejects.toThrow(/NOT_FOUND/);
  expect((await api.server.app.inject({ url: path })).statusCode).toBe(404);
});

it("holds the clock and lets it go", async () => {
  const timer = `<bpmn:intermediateCatchEvent id="later"><bpmn:timerEventDefinition><bpmn:timeDuration>P30D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
  await api.deploy("later.bpmn", bpmnFile("much-later", timer + flows("s", "later", "e")));
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId: "much-later",
  } as never);
  await api.client.pinClock({ timestamp: Date.now() + 31 * 24 * 3_600_000 });
  await vi.waitFor(
    async () =>
      expect(await api.client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
        state: "COMPLETED",
      }),
    { timeout: 10_000 },
  );
  await api.client.resetClock();
  expect(api.server.platform.clock.offsetMs).toBe(0);
});

it("carries out what the page of operations says of it", () => api.expectRecord("installation"));
