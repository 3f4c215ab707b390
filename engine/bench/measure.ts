/** Rates of several runners, measured in turn so that whatever else the machine does falls on all alike. */

/** Runs one instance. */
export type Runner = () => void | Promise<void>;

/** Instances a second: the median over the rounds, with the lowest and highest. */
export interface Rate {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** How long to measure. */
export interface Effort {
  /** Rounds per runner; odd. */
  readonly rounds: number;
  /** Milliseconds per round and runner. */
  readonly roundMs: number;
}

/** Rates in the order of the runners. Each is warmed up for one round that does not count. */
export async function measure(runners: readonly Runner[], effort: Effort): Promise<Rate[]> {
  const rates = runners.map((): number[] => []);
  for (let round = -1; round < effort.rounds; round += 1) {
    for (const [index, runner] of runners.entries()) {
      const rate = await rateOf(runner, effort.roundMs);
      if (round >= 0) rates[index]?.push(rate);
    }
  }
  return rates.map((list) => {
    const sorted = list.toSorted((one, other) => one - other);
    return {
      median: sorted[sorted.length >> 1] ?? Number.NaN,
      lowest: sorted[0] ?? Number.NaN,
      highest: sorted.at(-1) ?? Number.NaN,
    };
  });
}

async function rateOf(runner: Runner, roundMs: number): Promise<number> {
  const from = performance.now();
  let count = 0;
  let elapsed: number;
  do {
    const running = runner();
    if (running !== undefined) await running;
    count += 1;
    elapsed = performance.now() - from;
  } while (elapsed < roundMs);
  return (count / elapsed) * 1000;
}
