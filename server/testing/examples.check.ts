/** The examples of the documentation in each language, unchanged, against the real server. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createProcessApiServer, type ProcessApiServer } from "./process-api-server.ts";

const examples = join(import.meta.dirname, "../../docs/examples");
const maven = ["-q", "-B", "-f", join(examples, "java"), "exec:java"];

let server: ProcessApiServer;
beforeAll(async () => {
  server = await createProcessApiServer();
  const form = new FormData();
  const file = await readFile(join(examples, "greet.bpmn"), "utf8");
  form.append("resources", new File([file], "greet.bpmn"));
  const deployed = await call("/deployments", form);
  if (!deployed.ok) throw new Error(await deployed.text());
});
afterAll(() => server.close());

function call(path: string, body: FormData | object): Promise<Response> {
  const isForm = body instanceof FormData;
  const credentials = Buffer.from(`${server.id}:${server.secret}`).toString("base64");
  return fetch(`${server.address}/v2${path}`, {
    method: "POST",
    headers: {
      authorization: `Basic ${credentials}`,
      ...(!isForm && { "content-type": "application/json" }),
    },
    body: isForm ? body : JSON.stringify(body),
  });
}

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exit = once(worker, "exit");
  worker.kill("SIGTERM");
  await exit;
}

it.each([
  ["TypeScript", process.execPath, [join(examples, "worker.ts")]],
  ["Python", join(examples, "python/.venv/bin/python"), [join(examples, "python/worker.py")]],
  ["Java", "mvn", [...maven, "-Dexec.mainClass=Worker"]],
])(
  "the worker in %s greets, and fails where there is nobody to greet",
  async (_in, program, words) => {
    const worker = spawn(program, words, {
      env: {
        ...process.env,
        CAMUNDA_REST_ADDRESS: server.address,
        CAMUNDA_AUTH_STRATEGY: "BASIC",
        CAMUNDA_BASIC_AUTH_USERNAME: server.id,
        CAMUNDA_BASIC_AUTH_PASSWORD: server.secret,
      },
      stdio: ["ignore", "inherit", "inherit"],
    });
    try {
      const answer = await call("/process-instances", {
        processDefinitionId: "greet",
        variables: { who: "世界" },
        awaitCompletion: true,
        requestTimeout: 60_000,
      });
      expect(await answer.json()).toMatchObject({ variables: { greeting: "Hello, 世界" } });
      const started = await call("/process-instances", { processDefinitionId: "greet" });
      const { processInstanceKey } = (await started.json()) as { processInstanceKey: string };
      await expect
        .poll(
          async () => {
            const found = await call("/incidents/search", { filter: { processInstanceKey } });
            return found.json();
          },
          { timeout: 60_000, interval: 200 },
        )
        .toMatchObject({
          items: [{ errorMessage: expect.stringContaining("Nobody to greet") as string }],
        });
    } finally {
      await end(worker);
    }
  },
);

it("the tour in Java goes from deployment over an incident and a task to the end", async () => {
  const settings = {
    CAMUNDA_REST_ADDRESS: server.address,
    CAMUNDA_CLIENT_ID: server.id,
    CAMUNDA_CLIENT_SECRET: server.secret,
    CAMUNDA_AUTHORIZATION_SERVER_URL: `${server.address}/oauth/token`,
    CAMUNDA_TOKEN_AUDIENCE: "tongban",
    CAMUNDA_CLIENT_CONFIG_PATH: join(examples, "java/target/credentials"),
  };
  const tour = spawn("mvn", [...maven, "-Dexec.mainClass=Tour"], {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed = stripVTControlCharacters(await text(tour.stdout));
  expect(printed.trim().split("\n")).toEqual([
    "gateway 8.9.0",
    "incident The retries of the job are used up: No tape",
    "boxes 2",
    "isChecked true",
    'item "book"',
    "COMPLETED",
  ]);
});
