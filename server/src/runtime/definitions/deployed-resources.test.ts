import { expect, test } from "vitest";
import type { SqlExecutor } from "../sql-executor.ts";
import { DeployedResources, type ResourceContext } from "./deployed-resources.ts";

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

interface Stored {
  readonly decisions?: readonly (readonly [id: string, deployment: string, xml: string])[];
  /** The latest first. */
  readonly forms?: readonly (readonly [
    id: string,
    version: number,
    deployment: string,
    tag: string | null,
  ])[];
}

function stored({ decisions = [], forms = [] }: Stored): SqlExecutor & { asked: number } {
  const tables = {
    decision_definition: decisions.map(([id, deployment, xml]) => ({
      decision_id: id,
      deployment_id: deployment,
      xml,
    })),
    form_definition: forms.map(([id, version, deployment, tag]) => ({
      form_id: id,
      version,
      deployment_id: deployment,
      version_tag: tag,
    })),
  };
  const tx = {
    asked: 0,
    query: (statement: string) => {
      tx.asked += 1;
      return Promise.resolve(
        statement.includes("form_definition") ? tables.form_definition : tables.decision_definition,
      );
    },
  };
  return tx as unknown as SqlExecutor & { asked: number };
}

async function read(rows: Stored): Promise<DeployedResources> {
  const resources = new DeployedResources();
  await resources.refresh(stored(rows));
  return resources;
}

test("a decision is bound to the latest version, that of the deployment, or one with a tag", async () => {
  const resources = await read({
    decisions: [
      ["fee", "10", decision("fee", "first", "2025")],
      ["fee", "20", decision("fee", "second", "2026")],
      ["fee", "30", decision("fee", "third")],
    ],
  });
  const seenFrom = (
    deployment: string,
    binding: Parameters<ResourceContext["decision"]>[1],
  ): string | undefined => resources.seenFrom(deployment).decision("fee", binding)?.name;
  expect(seenFrom("10", { type: "latest" })).toBe("third");
  expect(seenFrom("25", { type: "deployment" })).toBe("second");
  expect(seenFrom("9", { type: "deployment" })).toBeUndefined();
  expect(seenFrom("30", { type: "versionTag", versionTag: "2025" })).toBe("first");
  expect(seenFrom("30", { type: "versionTag", versionTag: "2030" })).toBeUndefined();
  expect(resources.seenFrom("30").decision("other", { type: "latest" })).toBeUndefined();
});

test("a form is bound the same way; its tag is in its schema", async () => {
  const resources = await read({
    forms: [
      ["opinion", 2, "20", null],
      ["opinion", 1, "10", "2025"],
    ],
  });
  const { formVersion } = resources.seenFrom("15");
  expect(formVersion("opinion", { type: "latest" })).toBe(2);
  expect(formVersion("opinion", { type: "deployment" })).toBe(1);
  expect(formVersion("opinion", { type: "versionTag", versionTag: "2025" })).toBe(1);
  expect(formVersion("other", { type: "latest" })).toBeUndefined();
});

test("a model imports what was deployed along or before, and one that cannot be read is not there", async () => {
  const resources = await read({
    decisions: [
      ["lib", "10", decision("lib", "library")],
      ["fee", "20", decision("fee", "uses it", undefined, "lib")],
      ["bad", "30", decision("bad", "lacks it", undefined, "nothing")],
    ],
  });
  const { decision: find } = resources.seenFrom(undefined);
  expect(find("fee", { type: "latest" })?.name).toBe("uses it");
  expect(find("bad", { type: "latest" })).toBeUndefined();
});

test("what came with a deployment is read before its announcement arrives, and only once", async () => {
  const resources = new DeployedResources();
  const tx = stored({ forms: [["opinion", 1, "10", null]] });
  await resources.include(tx, "10");
  expect(resources.seenFrom("10").formVersion("opinion", { type: "latest" })).toBe(1);
  const { asked } = tx;
  await resources.include(tx, "10");
  expect(tx.asked).toBe(asked);
});

test("what was read earlier and comes late does not take the place of what was read later", async () => {
  const resources = new DeployedResources();
  const late = Promise.withResolvers<undefined>();
  const old = stored({ forms: [["f", 1, "1", null]] });
  const reading = resources.refresh({
    query: async <Row>(statement: string) => {
      const rows = await old.query<Row>(statement);
      await late.promise;
      return rows;
    },
  });
  await resources.refresh(stored({ forms: [["f", 2, "2", null]] }));
  late.resolve(undefined);
  await reading;
  expect(resources.seenFrom(undefined).formVersion("f", { type: "latest" })).toBe(2);
});
