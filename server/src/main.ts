/** The server's process: reads the settings, starts, and stops when asked to. */
import { type Config, loadConfig } from "./config.ts";
import { StartFailure } from "./infrastructure/start-failure.ts";
import { readyBlock } from "./startup/ready-block.ts";
import { type RunningServer, start } from "./startup/start.ts";

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One Ctrl-C arrives several times (terminal, npm, launcher); a later one is a new wish. */
const echoMs = 2000;

/** Resolves with the first request to stop: Ctrl-C, SIGTERM, a closed terminal, a launcher that died. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const ask = (): void => {
      firstAt ??= performance.now();
      resolve();
      if (performance.now() - firstAt > echoMs) {
        complain("强制退出 · Forced to exit");
        process.exit(1);
      }
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, ask);
    }
    process.on("disconnect", ask);
  });
}

async function run(config: Config): Promise<void> {
  const asked = untilAskedToStop();
  let server: RunningServer | undefined;
  const starting = start(config, ({ zh, en }) => say(`  ${zh} · ${en}`)).then((started) => {
    server = started;
    say(readyBlock(config.publicUrl, started));
    return started;
  });
  await Promise.race([asked, starting.then(() => asked)]);
  // Asked to stop in the middle of the start: what is up by then goes down again.
  server ??= await starting;
  say("\n正在停止 · Stopping");
  await server.stop();
  say("已停止，数据已保存 · Stopped, everything is saved");
}

try {
  const config = loadConfig();
  process.env["TZ"] = config.timeZone;
  await run(config);
  process.exitCode = 0;
} catch (error) {
  if (error instanceof StartFailure) {
    complain(`\n✗ ${error.sentence.zh}\n  ${error.sentence.en}\n`);
  } else {
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  process.exitCode = 1;
} finally {
  // The launcher's channel would keep the process alive.
  if (process.connected) {
    process.disconnect();
  }
}
