/** Requests to stop, as they come from terminals, service managers and the launcher. */
import type { EventEmitter } from "node:events";

/** One Ctrl-C arrives several times (terminal, npm, launcher); a later one is a new wish. */
const echoMs = 2000;

/**
 * Resolves with the first request to stop: Ctrl-C, SIGTERM, a closed terminal, a launcher that died.
 *
 * @param process emits signals, and `disconnect` when the launcher's channel closes
 * @param force called when somebody asks again because stopping takes too long
 */
export function untilAskedToStop(
  process: EventEmitter,
  force: () => void,
  now: () => number = () => performance.now(),
): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const ask = (): void => {
      firstAt ??= now();
      resolve();
      if (now() - firstAt > echoMs) {
        force();
      }
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, ask);
    }
    // Nobody is behind this one: we close the channel ourselves at the end.
    process.on("disconnect", () => resolve());
  });
}
