/**
 * `c8ctl`, Camunda's command line, against the real server: each command as a person types it. Its own files are as published;
 * testing/command-line-library.ts says which library it is given.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProcessApiServer, type ProcessApiServer } from "../../testing/process-api-server.ts";
import { bpmnFile, flows } from "../runtime/testing/bpmn.ts";
import { ORDER } from "./testing/running-cases.ts";

const program = fileURLToPath(
  new URL("index.js", new URL("..", import.meta.resolve("@camunda8/cli/runtime"))),
);
const library = join(import.meta.dirname, "../../testing/command-line-library.ts");

let server: ProcessApiServer;
let directory: string;

beforeAll(async () => {
  server = await createProcessApiServer();
  directory = mkdtempSync(join(tmpdir(), "tongban-command-line-"));
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** What a command has printed: its result, and what it says of its doing (key, message, status). */
interface Printed {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly said: readonly {
    readonly status: string;
    readonly message: string;
    readonly key?: string;
  }[];
}

async function c8ctl(...words: readonly string[]): Promise<Printed> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", library, program, ...words],
    {
      env: {
        // Also: it does not ask for updates of itself.
        CI: "true",
        C8CTL_DATA_DIR: join(directory, "data"),
        C8CTL_MODELER_DIR: join(directory, "modeler"),
        C8CTL_OUTPUT_MODE: "json",
        CAMUNDA_BASE_URL: `${server.address}/v2`,
        CAMUNDA_USERNAME: server.id,
        CAMUNDA_PASSWORD: server.secret,
        NODE_COMPILE_CACHE: join(directory, "compiled"),
      },
    },
  );
  const lines = stderr.split("\n").filter((line) => line !== "");
  return {
    rows: stdout.trim() === "" ? [] : ([JSON.parse(stdout)].flat() as Printed["rows"]),
    said: lines.map((line) => JSON.parse(line) as Printed["said"][number]),
  };
}

/** The key in the only row. */
function keyOf({ rows }: Printed): string {
  expect(rows).toHaveLength(1);
  return String(rows[0]?.["Key"]);
}

/** The key of what the command has made. */
function made({ said }: Printed): string {
  const last = said.at(-1);
  expect(last?.status).toBe("success");
  return last?.key ?? "";
}

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe("c8ctl", { timeout: 60_000 }, () => {
  let processInstanceKey: string;

  it("deploys, runs and lists", async () => {
    expect((await c8ctl("get", "topology")).rows).toMatchObject([{ clusterSize: 1 }]);
    const path = file("order.bpmn", ORDER);
    const deployed = await c8ctl(
      "deploy",
      path,
      file("quick.bpmn", bpmnFile("quick", flows("s", "e"))),
    );
    expect(deployed.rows).toMatchObject([{ ID: "order", Version: 1 }, { ID: "quick" }]);
    processInstanceKey = made(await c8ctl("run", path, "--variables", '{"orderId":"o-1"}'));
    expect((await c8ctl("list", "pd")).rows).toContainEqual(
      expect.objectContaining({ "Process ID": "order", Version: 1 }),
    );
    expect(keyOf(await c8ctl("list", "pi"))).toBe(processInstanceKey);
    expect((await c8ctl("list", "jobs")).rows).toMatchObject([{ Type: "pack", Retries: 3 }]);
    const awaited = await c8ctl("await", "pi", "--id", "quick");
    expect(awaited.rows).toMatchObject([{ processDefinitionId: "quick" }]);
  });

  it("does jobs, and resolves the incident of one that fails", async () => {
    const activate = ["activate", "jobs", "pack", "--worker", "w", "--timeout", "60000"];
    const job = keyOf(await c8ctl(...activate));
    await c8ctl("fail", "job", job, "--retries", "0", "--errorMessage", "no tape");
    const incident = keyOf(await c8ctl("list", "inc"));
    expect((await c8ctl("get", "inc", incident)).rows).toMatchObject([
      { errorType: "JOB_NO_RETRIES", jobKey: job },
    ]);
    await c8ctl("update", "job", job, "--retries", "2");
    const search = await c8ctl("search", "jobs", "--state", "FAILED");
    expect(search.rows).toMatchObject([{ Key: job, Retries: 2 }]);
    await c8ctl("resolve", "inc", incident);
    expect((await c8ctl(...activate)).rows).toMatchObject([{ Key: job, Retries: 2 }]);
    await c8ctl("complete", "job", job, "--variables", '{"boxes":2}');
  });

  it("completes tasks, sets variables and publishes messages", async () => {
    const task = keyOf(await c8ctl("list", "ut"));
    await c8ctl("set", "variable", processInstanceKey, "--variables", '{"note":"glass"}');
    const { rows } = await c8ctl("search", "vars", "--processInstanceKey", processInstanceKey);
    expect(Object.fromEntries(rows.map((row) => [row["Name"], row["Value"]]))).toEqual({
      orderId: '"o-1"',
      boxes: "2",
      note: '"glass"',
    });
    await c8ctl("complete", "ut", task, "--variables", '{"isChecked":true}');
    await c8ctl("publish", "msg", "paid", "--correlationKey", "o-1");
    expect((await c8ctl("get", "pi", processInstanceKey)).rows).toMatchObject([
      { state: "COMPLETED" },
    ]);
  });

  it("finds and cancels what it has created, and tells what is refused", async () => {
    const created = made(await c8ctl("create", "pi", "--id", "order", "--businessId", "b-2"));
    const found = await c8ctl("search", "pi", "--businessId", "b-2", "--state", "ACTIVE");
    expect(keyOf(found)).toBe(created);
    await c8ctl("cancel", "pi", created);
    expect(keyOf(await c8ctl("search", "pi", "--state", "TERMINATED"))).toBe(created);
    await expect(c8ctl("cancel", "pi", "1")).rejects.toThrow(/NOT_FOUND/);
  });
});
