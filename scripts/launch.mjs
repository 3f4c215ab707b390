// Hands the terminal to a program on the pinned Node and ends as it ends.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { SetupFailure } from "./command.mjs";
import { root, setUp } from "./setup.mjs";

/**
 * Node lets a heap grow to several times what is alive before it looks for what is not. A server that shares a machine with its
 * database does with less, at the same rate (docs/benchmarks.md).
 */
const SMALL_HEAP = ["--max-semi-space-size=16", "--heap-growing-percent=150"];

/**
 * Sets up, then runs a program of the server. Signals are passed on; should this process be killed,
 * the program notices by its channel and stops by itself.
 *
 * @param {string} program path below the checkout
 */
export async function launch(program) {
  try {
    const { node, env } = await setUp();
    const child = spawn(
      node,
      [
        "--disable-warning=ExperimentalWarning",
        ...SMALL_HEAP,
        join(root, program),
        ...process.argv.slice(2),
      ],
      {
        cwd: root,
        // What was compiled once is not compiled at the next start, which is twice as quick.
        env: { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"), ...env },
        stdio: ["inherit", "inherit", "inherit", "ipc"],
      },
    );
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
      process.on(signal, () => child.kill(signal));
    }
    child.on("exit", (code) => {
      process.exitCode = code ?? 1;
      process.exit();
    });
  } catch (error) {
    if (!(error instanceof SetupFailure)) {
      throw error;
    }
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
