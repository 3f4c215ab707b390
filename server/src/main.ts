/** The server's process: reads the settings, starts, and stops when asked to. */
import { type Config, loadConfig } from "./config.ts";
import { StartFailure } from "./infrastructure/start-failure.ts";
import { untilAskedToStop } from "./startup/asked-to-stop.ts";
import { readyBlock } from "./startup/ready-block.ts";
import { type RunningServer, start } from "./startup/start.ts";

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

function exitAtOnce(): never {
  complain("强制退出 · Forced to exit");
  process.exit(1);
}

async function run(config: Config): Promise<void> {
  const asked = untilAskedToStop(process, exitAtOnce);
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
