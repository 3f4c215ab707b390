/**
 * Ids of 63 bits as decimal strings: 41 bits of milliseconds since 2026, 10 bits of node, 12 bits of counter. They grow with
 * time on each node, also when the clock is set back.
 */
import type { ProcessInstanceId } from "@tongban/engine";

const EPOCH_MS = Date.UTC(2026, 0, 1);
const NODE_BITS = 10n;
const COUNTER_BITS = 12n;
const COUNTER_SIZE = 4096;

/** Number of different nodes. */
export const NODE_COUNT = 1024;

const LARGEST_ID = 2n ** 63n - 1n;

/** Whether a text that came from outside can be an id at all; anything else need not be asked of the database. */
export function isId(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) <= LARGEST_ID;
}

/** A day of time, in ids. */
const DAY_OF_IDS = 86_400_000n << (NODE_BITS + COUNTER_BITS);

/** No id that was made until then, epoch ms, by clocks that are a day ahead at most, is as great. */
export function endOfIds(untilMs: number): bigint {
  return (BigInt(untilMs - EPOCH_MS) << (NODE_BITS + COUNTER_BITS)) + DAY_OF_IDS;
}

/** All bits that ids below {@link endOfIds} may have. */
export function bitsOfIds(untilMs: number): bigint {
  return (1n << BigInt(endOfIds(untilMs).toString(2).length)) - 1n;
}

/**
 * Makes a generator.
 * @param node 0 to 1023, different for each server process on the same database; may change while ids are made
 * @param now epoch ms; real time, not a demonstration's
 */
export function snowflake(node: () => number, now: () => number): () => string {
  let last = 0;
  let counter = 0;
  return () => {
    const time = Math.max(now() - EPOCH_MS, last);
    if (time > last) {
      last = time;
      counter = 0;
    } else {
      counter += 1;
      // More than 4096 ids in a millisecond borrow from the next one.
      if (counter === COUNTER_SIZE) {
        last += 1;
        counter = 0;
      }
    }
    const id =
      (BigInt(last) << (NODE_BITS + COUNTER_BITS)) |
      (BigInt(node()) << COUNTER_BITS) |
      BigInt(counter);
    return id.toString();
  };
}

/** Ids come out of the generator as plain text. */
export function asInstanceId(id: string): ProcessInstanceId {
  return id as ProcessInstanceId;
}
