/** `npm run test:oracle -- --pairs 100000 --seed S`; `--path P`, which a failure names, goes straight to that failure. */
import { parseArgs } from "node:util";
import { checkAgreement } from "./agreement.ts";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    path: { type: "string" },
  },
});
const { pairs, seed, path } = values;
const began = performance.now();
try {
  const tally = await checkAgreement({ pairs: Number(pairs), seed: Number(seed), path });
  const outcomes = [...tally].map(([outcome, count]) => `${outcome} ${String(count)}`);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `Engine and oracle agree (seed ${seed}, ${seconds} s): ${outcomes.join(", ")}\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
