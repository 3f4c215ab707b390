/** A contender's process: `runner.ts <contender> <database URL>`. Follows the orders on its standard input (protocol.ts). */
import process from "node:process";
import { createInterface } from "node:readline";
import type { Load } from "./contender.ts";
import { loadContender } from "./contenders/index.ts";
import { type Answer, MARK, type Order } from "./protocol.ts";
import { closedLoop, drain, openLoop } from "./rounds.ts";
import { workload, type WorkloadKey } from "./workloads.ts";

const [, , name = "", databaseUrl = ""] = process.argv;

function answer(text: Answer): void {
  process.stdout.write(`${MARK}${JSON.stringify(text)}\n`);
}

const contender = await loadContender(name);
const { settings, inFlight } = contender;
const { loads, close } = await contender.open(databaseUrl);
answer({
  introduction: {
    name: contender.name,
    settings,
    workloads: Object.keys(loads),
  },
});

let load: Load | undefined;
let lanes = inFlight;
let waiting = 0;

function current(): Load {
  if (load === undefined) throw new Error("No workload is prepared");
  return load;
}

async function follow(order: Order): Promise<Answer> {
  switch (order.order) {
    case "prepare":
      load = await loads[order.workload as WorkloadKey]?.();
      lanes = Math.min(inFlight, workload(order.workload as WorkloadKey).maxInFlight ?? inFlight);
      return { done: true };
    case "closed":
      return { outcome: await closedLoop(current(), lanes, order.ms) };
    case "open":
      return { outcome: await openLoop(current(), order.perSecond, order.ms) };
    case "fill":
      waiting = order.count;
      await current().fill?.(waiting);
      return { done: true };
    case "drain":
      return { outcome: await drain(current(), waiting) };
    case "end":
      await load?.end?.();
      load = undefined;
      return { done: true };
    case "stop":
      await close();
      return { done: true };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  try {
    answer(await follow(order));
  } catch (error) {
    answer({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  if (order.order === "stop") process.exit(0);
}
process.exit(0);
