/** The operators' drill, on a server that nobody kills. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createProcessApiServer, type ProcessApiServer } from "./process-api-server.ts";

const script = join(import.meta.dirname, "../../scripts/drill.mjs");

let server: ProcessApiServer;
let ticking: NodeJS.Timeout;
beforeAll(async () => {
  server = await createProcessApiServer();
  // The clock of a test's server stands, and the drill's process waits for a timer.
  ticking = setInterval(() => server.clock.setOffset(server.clock.offsetMs + 1_000), 100);
});
afterAll(async () => {
  clearInterval(ticking);
  await server.close();
});

async function drill(secret: string): Promise<{ status: number | null; said: string }> {
  const running = spawn(process.execPath, [script, "1", server.address, server.address], {
    env: { ...process.env, DRILL_CLIENT: server.id, DRILL_SECRET: secret },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error] = await Promise.all([
    text(running.stdout),
    text(running.stderr),
    once(running, "exit"),
  ]);
  return { status: running.exitCode, said: out + error };
}

it("starts instances, completes their jobs and finds all that was acknowledged", async () => {
  const { status, said } = await drill(server.secret);
  const [, acknowledged, completed] = /acknowledged: (\d+),\s+completed: (\d+)/.exec(said) ?? [];
  expect(Number(acknowledged)).toBeGreaterThan(0);
  expect(completed).toBe(acknowledged);
  expect(status).toBe(0);
});

it("fails with the server's own words where its client is not known", async () => {
  const { status, said } = await drill("another secret of 24 characters");
  expect(said).toContain(`${server.address}: 401`);
  expect(status).toBe(1);
});
