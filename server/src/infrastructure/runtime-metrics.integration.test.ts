/** The numbers that an operator watches: they move with what happens, and the dashboard asks for no other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestServer, type TestServer } from "../../testing/test-server.ts";
import { bpmnFile, flows, serviceTask, userTask } from "../runtime/testing/bpmn.ts";

const DOCS = join(import.meta.dirname, "../../../docs");

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ city: true });
});
afterAll(() => server.close());

async function numbers(): Promise<ReadonlyMap<string, number>> {
  const { body } = await server.anyone.get("/metrics");
  return new Map(
    body
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => {
        const at = line.lastIndexOf(" ");
        return [line.slice(0, at), Number(line.slice(at + 1))] as const;
      }),
  );
}

test("commands, jobs, timers and what is left to do are counted", async () => {
  const { runtime } = server.platform;
  const fails =
    userTask("check") + serviceTask("t", "nobody-does-this") + flows("s", "check", "t", "e");
  await runtime.deploy([{ name: "x.bpmn", content: bpmnFile("x", fails) }], {
    account: "test",
    comment: "",
  });
  await runtime.execute({ type: "startInstance", processId: "x", variables: {} });
  await runtime.execute({ type: "startInstance", processId: "unknown", variables: {} });
  const now = await numbers();
  expect(now.get('tongban_commands_total{type="startInstance",code="ok"}')).toBe(1);
  expect(now.get('tongban_commands_total{type="startInstance",code="PROCESS_NOT_DEPLOYED"}')).toBe(
    1,
  );
  expect(now.get("tongban_commit_duration_seconds_count")).toBe(2);
  expect(now.get("tongban_instances_active")).toBe(1);
  expect(now.get("tongban_user_tasks_open")).toBe(1);
  expect(now.get("tongban_jobs_ready")).toBe(0);
  expect(now.get("tongban_commands_waiting")).toBe(0);
});

test("the dashboard and its page name only numbers that there are, and the page names all of them", async () => {
  const { body } = await server.anyone.get("/metrics");
  const told = new Set([...body.matchAll(/^# TYPE (tongban_\w+)/gm)].map(([, name]) => name));
  const dashboard = readFileSync(join(DOCS, "grafana/tongban.json"), "utf8");
  const page = readFileSync(join(DOCS, "monitoring.md"), "utf8");
  const asked = (text: string): string[] => [
    ...new Set(
      [...text.matchAll(/tongban_[a-z0-9_]+/g)].map(([name]) =>
        name.replace(/_(?:bucket|sum|count)$/, ""),
      ),
    ),
  ];
  expect(asked(dashboard).filter((name) => !told.has(name))).toEqual([]);
  expect(asked(dashboard).length).toBeGreaterThan(10);
  expect(asked(page).filter((name) => !told.has(name) && !name.endsWith("_"))).toEqual([]);
  const own = [...told].filter((name) => !/^tongban_(?:process|nodejs)_/.test(name ?? ""));
  expect(own.filter((name) => !asked(page).includes(name ?? ""))).toEqual([]);
});
