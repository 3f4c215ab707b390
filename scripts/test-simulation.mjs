// `npm run test:simulation -- --seeds 5000 --from 1`: lives of the runtime in a world that the seed rules. A seed that fails plays the
// same life again, step by step.
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { SetupFailure, run } from "./command.mjs";
import { root, setUp } from "./setup.mjs";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "500" },
    from: { type: "string", default: "1" },
  },
});

try {
  const { env } = await setUp();
  const { status } = await run(
    join(root, "node_modules/.bin/vitest"),
    ["run", "--project=server", "server/src/runtime/simulation.test.ts"],
    {
      cwd: root,
      env: { ...env, SIMULATION_SEEDS: values.seeds, SIMULATION_FROM: values.from },
      show: true,
    },
  );
  process.exitCode = status;
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}
