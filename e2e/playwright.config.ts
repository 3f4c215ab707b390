import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./chromium.ts";

/**
 * Journeys run against the real server: started here on free ports with a data folder of its own, or
 * the one at E2E_URL that already runs.
 *
 * Playwright reads this file again in every worker; what is chosen once is kept in the environment.
 */
async function once(name: string, choose: () => string | Promise<string>): Promise<string> {
  return (process.env[name] ??= await choose());
}

function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(String(port)));
    });
  });
}

/** A folder that goes when this process goes, in /tmp for the account that runs root's database. */
function temporaryFolder(): string {
  const folder = mkdtempSync("/tmp/tongban-e2e-");
  chmodSync(folder, 0o755);
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const port = await once("E2E_PORT", freePort);
const mqttPort = await once("E2E_MQTT_PORT", freePort);
const running = process.env["E2E_URL"];
const url = running ?? `http://127.0.0.1:${port}`;
const chromium = findChromium();

const redraws = /analyst-.*\.spec\.ts$/u;

const server = {
  command: `"${process.execPath}" --disable-warning=ExperimentalWarning server/src/main.ts`,
  cwd: join(import.meta.dirname, ".."),
  url: `${url}/healthz`,
  timeout: 120_000,
  // Warnings and errors: what a journey cannot tell of itself.
  stdout: "pipe",
  stderr: "pipe",
  gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
} as const;

export default defineConfig({
  testDir: "journeys",
  outputDir: ".results",
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // A redraw changes the way of every case that begins after it: it comes when the other journeys have been.
  projects: [
    { name: "cases", testIgnore: redraws },
    { name: "redraws", testMatch: redraws, dependencies: ["cases"] },
  ],
  timeout: 180_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: url,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    browserName: "chromium",
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  ...(running === undefined
    ? {
        webServer: {
          ...server,
          env: {
            PORT: port,
            MQTT_PORT: mqttPort,
            PUBLIC_URL: url,
            DATA_DIR: await once("E2E_DATA_DIR", temporaryFolder),
            DEMO_CLOCK: "true",
            LOG_LEVEL: "warn",
            DATABASE_URL: "",
            MQTT_URL: "",
          },
        },
      }
    : {}),
});
