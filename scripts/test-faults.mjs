// `npm run test:faults -- --kills 100 --outages 20 --freeze 30 --seed 7`: the runtime under fire, at length. Servers are killed;
// PostgreSQL is killed, frozen for so many seconds and cut off in the middle of commits. A seed plays the same faults again.
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { SetupFailure, run } from "./command.mjs";
import { root, setUp } from "./setup.mjs";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    outages: { type: "string", default: "20" },
    freeze: { type: "string", default: "30" },
    seed: { type: "string", default: String(1 + (Date.now() % 1_000_000)) },
  },
});

try {
  const { env } = await setUp();
  const { status } = await run(
    join(root, "node_modules/.bin/vitest"),
    [
      "run",
      "--project=integration",
      // Side by side they would take each other's time.
      "--no-file-parallelism",
      "server/src/runtime/faults.integration.test.ts",
      "server/src/runtime/outages.integration.test.ts",
    ],
    {
      cwd: root,
      env: {
        ...env,
        FAULT_KILLS: values.kills,
        FAULT_OUTAGES: values.outages,
        FAULT_FREEZE_MS: String(Number(values.freeze) * 1000),
        FAULT_SEED: values.seed,
      },
      show: true,
    },
  );
  process.exitCode = status;
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}
