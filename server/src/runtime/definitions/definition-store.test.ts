import { expect, test } from "vitest";
import type { SqlExecutor } from "../sql-executor.ts";
import { DefinitionStore } from "./definition-store.ts";

/** A decision document whose result is its own name, so that versions can be told apart. */
function decision(id: string, name: string, tag?: string, imported?: string): string {
  const extension =
    tag === undefined
      ? ""
      : `<extensionElements><zeebe:versionTag value="${tag}"/></extensionElements>`;
  const imports =
    imported === undefined
      ? ""
      : `<import name="${imported}" namespace="${imported}" importType="dmn"/>`;
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" name="${name}" namespace="${id}">${imports}<decision id="${id}" name="${id}">${extension}<literalExpression><text>"${name}"</text></literalExpression></decision></definitions>`;
}

function storeOf(rows: readonly (readonly [id: string, deployment: string, xml: string])[]): {
  readonly store: DefinitionStore;
  readonly tx: SqlExecutor;
} {
  const found = rows.map(([id, deployment, xml]) => ({
    decision_id: id,
    deployment_id: deployment,
    xml,
  }));
  const tx = { query: () => Promise.resolve(found) } as unknown as SqlExecutor;
  return { store: new DefinitionStore(), tx };
}

test("a decision is bound to the latest version, that of the deployment, or one with a tag", async () => {
  const { store, tx } = storeOf([
    ["fee", "10", decision("fee", "first", "2025")],
    ["fee", "20", decision("fee", "second", "2026")],
    ["fee", "30", decision("fee", "third")],
  ]);
  await store.refreshDecisions(tx);
  expect(store.decision("fee")?.name).toBe("third");
  expect(store.decision("fee", { type: "latest" }, "10")?.name).toBe("third");
  expect(store.decision("fee", { type: "deployment" }, "25")?.name).toBe("second");
  expect(store.decision("fee", { type: "deployment" }, "9")).toBeUndefined();
  expect(store.decision("fee", { type: "versionTag", versionTag: "2025" })?.name).toBe("first");
  expect(store.decision("fee", { type: "versionTag", versionTag: "2030" })).toBeUndefined();
  expect(store.decision("other")).toBeUndefined();
});

test("a model imports what was deployed along or before, and one that cannot be read is not there", async () => {
  const { store, tx } = storeOf([
    ["lib", "10", decision("lib", "library")],
    ["fee", "20", decision("fee", "uses it", undefined, "lib")],
    ["bad", "30", decision("bad", "lacks it", undefined, "nothing")],
  ]);
  await store.refreshDecisions(tx);
  expect(store.decision("fee")?.name).toBe("uses it");
  expect(store.decision("bad")).toBeUndefined();
});
