/** Prints the API's description without database, broker or data folder: `pnpm --filter @tongban/server openapi`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApplication, openPlatform } from "./app.ts";
import { loadConfig } from "./config.ts";

const directory = mkdtempSync(join(tmpdir(), "tongban-openapi-"));
try {
  const config = loadConfig({ DATA_DIR: directory }, directory);
  const nowhere = { databaseUrl: "postgresql://localhost/none", mqttUrl: "mqtt://localhost" };
  const platform = openPlatform({ config, ...nowhere });
  const app = await createApplication(platform, false);
  process.stdout.write(`${JSON.stringify(app.swagger(), null, 2)}\n`);
  await app.close();
  await platform.runtime.stop();
} finally {
  rmSync(directory, { recursive: true, force: true });
}
