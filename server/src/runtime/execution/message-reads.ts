/**
 * What messages find when they are published: read for all of a transaction at once, and once for each name and key. The transaction
 * holds their locks, so nobody else opens a subscription meanwhile or keeps a message; what it uses up itself its own states know.
 */
import type { PublishMessage } from "../runtime-command.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import {
  findWaiting,
  findWaitingStarts,
  isKnownMessage,
  type Waiting,
  type WaitingStart,
} from "../store/message-store.ts";
import { together } from "../together.ts";

/** See file head. */
export class MessageReads {
  readonly #tx: SqlExecutor;
  readonly #waiting = new Map<string, Promise<readonly Waiting[]>>();
  readonly #starts = new Map<string, Promise<readonly WaitingStart[]>>();
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(tx: SqlExecutor) {
    this.#tx = tx;
  }

  /** Reads what they will find. @returns the instances that are next to get one */
  async prepare(messages: readonly PublishMessage[]): Promise<readonly string[]> {
    const waiting = messages.map(({ name, correlationKey }) => this.waiting(name, correlationKey));
    const found = await together([
      ...waiting,
      ...messages.map(({ name }) => this.starts(name).then(() => [])),
      ...messages.map((message) => this.isKnown(message).then(() => [])),
    ]);
    return found.flatMap(firstOfEachProcess).map(({ process_instance_id: id }) => id);
  }

  /** Open subscriptions of all processes, the oldest of each process first. */
  waiting(name: string, key: string): Promise<readonly Waiting[]> {
    return once(this.#waiting, textOf(name, key), () => findWaiting(this.#tx, name, key));
  }

  /** Start events that wait for it. */
  starts(name: string): Promise<readonly WaitingStart[]> {
    return once(this.#starts, name, () => findWaitingStarts(this.#tx, name));
  }

  /** Whether it is a repetition. */
  async isKnown(message: PublishMessage): Promise<boolean> {
    const { name, correlationKey, messageId } = message;
    if (messageId === undefined) return false;
    return once(this.#known, textOf(name, correlationKey, messageId), () =>
      isKnownMessage(this.#tx, name, correlationKey, messageId),
    );
  }

  /** From now on the same one is a repetition. */
  isKept(name: string, key: string, messageId: string): void {
    this.#known.set(textOf(name, key, messageId), Promise.resolve(true));
  }
}

function once<Value>(
  read: Map<string, Promise<Value>>,
  key: string,
  reading: () => Promise<Value>,
): Promise<Value> {
  const known = read.get(key) ?? reading();
  read.set(key, known);
  return known;
}

function textOf(...parts: readonly string[]): string {
  return parts.join("\u001F");
}

function firstOfEachProcess(waiting: readonly Waiting[]): readonly Waiting[] {
  return [...Map.groupBy(waiting, ({ process_id: id }) => id).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );
}
