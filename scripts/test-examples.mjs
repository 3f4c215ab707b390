// `npm run test:examples`: the examples of docs/examples in TypeScript, Python and Java, unchanged, against the real server. Python 3.10,
// Java 17 and Maven must be there; what the examples need comes from their registries.
import { join } from "node:path";
import process from "node:process";
import { SetupFailure, run, step } from "./command.mjs";
import { root, setUp } from "./setup.mjs";

const python = join(root, "docs/examples/python");
const environment = join(python, ".venv");

try {
  const { env } = await setUp();
  await step({ zh: "编译 Java 示例", en: "Compiling the example in Java" }, () =>
    run("mvn", ["-q", "-B", "-f", join(root, "docs/examples/java"), "compile"]),
  );
  await step({ zh: "准备 Python 环境", en: "Preparing Python" }, async () => {
    const made = await run("python3", ["-m", "venv", environment]);
    if (made.status !== 0) return made;
    const requirements = join(python, "requirements.txt");
    return run(join(environment, "bin/pip"), ["install", "--quiet", "-r", requirements]);
  });
  const { status } = await run(
    join(root, "node_modules/.bin/vitest"),
    ["run", "--config=server/testing/examples.config.ts"],
    { cwd: root, env, show: true },
  );
  process.exitCode = status;
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}
