// Running other programs: quietly while they do well, with their last words when they do not.
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** A set-up step that failed; `message` is shown to the person as it is. */
export class SetupFailure extends Error {}

/**
 * Runs a command and gives what it wrote.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] with `show` its output goes to the terminal
 * @returns {Promise<{ status: number, output: string }>}
 */
export function run(command, args, { cwd, env = process.env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    });
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.on("error", (error) => resolve({ status: 127, output: error.message }));
    child.on("close", (code, signal) => {
      resolve({ status: code ?? 128 + (signal ? constants.signals[signal] : 0), output });
    });
  });
}

/**
 * Does one step of the set-up with a line that says so and how long it took.
 *
 * @param {{ zh: string, en: string }} title
 * @param {() => Promise<{ status: number, output: string }>} work
 */
export async function step({ zh, en }, work) {
  process.stdout.write(`  ${zh} · ${en} …`);
  const began = performance.now();
  const { status, output } = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(status === 0 ? ` ${seconds} s\n` : " ✗\n");
  if (status !== 0) {
    throw new SetupFailure(`${lastLines(output)}\n\n${advice(output, zh, en)}`);
  }
}

/**
 * What the file system refused while the checkout was made ready, as a failure with advice; anything else as it came.
 *
 * @param {unknown} error
 */
export function asSetupFailure(error) {
  const isRefusal = error instanceof Error && "code" in error && "syscall" in error;
  return isRefusal ? new SetupFailure(advice(error.message, "准备程序目录", "Preparing")) : error;
}

/** @param {string} output */
function lastLines(output) {
  return output.trimEnd().split("\n").slice(-30).join("\n");
}

/**
 * @param {string} output
 * @param {string} zh
 * @param {string} en
 */
function advice(output, zh, en) {
  if (/ENOSPC|EDQUOT|no space left/i.test(output)) {
    return "✗ 磁盘已满。请腾出至少 3 GB 后重试。\n  The disk is full. Free at least 3 GB and try again.";
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output)) {
    return "✗ 无法访问 npm 软件源。请检查网络或 npm 的 registry 设置后重试。\n  The npm registry cannot be reached. Check the network or npm's registry setting and try again.";
  }
  if (/EACCES|EROFS|permission denied/i.test(output)) {
    return "✗ 当前用户无法写入程序目录。请为其授予写权限后重试。\n  This user cannot write to the program's folder. Give it write access and try again.";
  }
  return `✗ “${zh}”未成功，原因见上。\n  “${en}” failed; the reason is above.`;
}
