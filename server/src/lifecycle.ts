/** What features open beside their routes: started in order before the models run, stopped in reverse after they stand still. */

/** Something that is started and stopped. */
export interface LifecyclePart {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Collects parts while features register. */
export interface Lifecycle {
  /** Adds a part; only before the start. */
  add(part: LifecyclePart): void;
  /** Starts every part; when one fails, those before it are stopped. */
  start(): Promise<void>;
  /** Stops what was started; safe to call twice. */
  stop(): Promise<void>;
}

/** An empty lifecycle. */
export function lifecycle(): Lifecycle {
  const parts: LifecyclePart[] = [];
  const started: LifecyclePart[] = [];
  const stop = async (): Promise<void> => {
    for (let part = started.pop(); part; part = started.pop()) await part.stop();
  };
  return {
    stop,
    add: (part) => void parts.push(part),
    async start() {
      try {
        for (const part of parts) {
          await part.start();
          started.push(part);
        }
      } catch (error) {
        await stop();
        throw error;
      }
    },
  };
}

/**
 * Work that is repeated while the server runs, one at a time.
 *
 * @param everyMs pause between the end of one and the beginning of the next
 * @param onError told about a failure; the next one comes all the same
 */
export function repeated(
  work: () => Promise<unknown>,
  everyMs: number,
  onError: (error: unknown) => void,
): LifecyclePart {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const plan = (): void => {
    timer = setTimeout(() => {
      running = work()
        .then(() => undefined, onError)
        .then(() => {
          if (!isStopped) plan();
        });
    }, everyMs);
    timer.unref();
  };
  return {
    async start() {
      plan();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
