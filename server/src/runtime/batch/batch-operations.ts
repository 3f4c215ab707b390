/**
 * Batch operations: one operation on many instances, done one by one in the background, by every server, with a result for each.
 * An item and its result are one transaction, so nothing is done twice and nothing is lost when a server dies.
 */
import { isDatabaseFailure } from "../execution/database-failure.ts";
import { databaseTrouble } from "../execution/overload.ts";
import { forgetInstance } from "../history/forget-instance.ts";
import { failure, type Result, success } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";
import type { SqlExecutor } from "../sql-executor.ts";
import { WorkLoop } from "../work/wake.ts";
import {
  type BatchActor,
  type BatchProgress,
  type BatchState,
  type BatchWork,
  commandFor,
  type InstanceSelection,
} from "./batch-operation.ts";
import {
  cancelItems,
  type ClaimedItem,
  claimItems,
  endFinished,
  holdItem,
  insertBatch,
  moveBatch,
  readBatches,
  settleItem,
} from "./batch-store.ts";

/** What batch operations stand on. */
export interface BatchDependencies {
  readonly sql: SqlExecutor;
  readonly transact: <Value>(work: (sql: SqlExecutor) => Promise<Value>) => Promise<Value>;
  readonly executeIn: (sql: SqlExecutor, command: RuntimeCommand) => Promise<Result<unknown>>;
  readonly newId: () => string;
  readonly now: () => number;
  readonly leaseMs: number;
  readonly onError: (error: unknown) => void;
}

/** The net for operations that another server was told of. */
const IDLE_MS = 2000;
/** Times that an item is tried under which the database fails: it may be the item itself that takes it too long. */
const MOST_CHANCES = 10;
/** Items at the same time: the people at the counters come first. */
const AT_A_TIME = 2;

/** See file head. */
export class BatchOperations {
  readonly #dependencies: BatchDependencies;
  readonly #loop: WorkLoop;
  /** Times that the database failed under an item, in this server; short-lived, and lost with it. */
  readonly #failures = new Map<string, number>();
  #isStopping = false;

  constructor(dependencies: BatchDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new WorkLoop(() => this.#look(), IDLE_MS, dependencies.onError);
  }

  /** Begins to work. */
  start(): void {
    this.#loop.start();
  }

  /** Ends after the items under way; another server, or the next start, goes on. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#loop.stop();
  }

  /** Takes down what is to be done to which instances as they are now; it is done in the background. */
  async begin(
    work: BatchWork,
    selection: InstanceSelection,
    actor: BatchActor,
  ): Promise<Result<BatchProgress>> {
    const { transact, now, newId } = this.#dependencies;
    const id = newId();
    const inserted = await transact((sql) =>
      insertBatch(sql, { id, work, selection, actor, now: now() }),
    );
    if (!inserted.ok) return inserted;
    this.#loop.wake();
    return this.#told(id);
  }

  /** Rests until it is resumed; items under way come to their end. */
  suspend(id: string): Promise<Result<BatchProgress>> {
    return this.#move(id, ["active"], "suspended");
  }

  /** Goes on. */
  async resume(id: string): Promise<Result<BatchProgress>> {
    const result = await this.#move(id, ["suspended"], "active");
    this.#loop.wake();
    return result;
  }

  /** Leaves undone what is not done yet. */
  cancel(id: string): Promise<Result<BatchProgress>> {
    return this.#move(id, ["active", "suspended"], "cancelled");
  }

  /** How far one is; null when there is none. */
  async find(id: string): Promise<BatchProgress | null> {
    const [found] = await readBatches(this.#dependencies.sql, { id });
    return found ?? null;
  }

  /** Newest first, a page at a time. */
  list(page: { readonly before: string | null; readonly limit: number }): Promise<BatchProgress[]> {
    return readBatches(this.#dependencies.sql, page);
  }

  async #move(
    id: string,
    from: readonly BatchState[],
    to: BatchState,
  ): Promise<Result<BatchProgress>> {
    const { transact, now } = this.#dependencies;
    const { moved, state } = await transact(async (sql) => {
      const outcome = await moveBatch(sql, id, from, to);
      if (outcome.moved && to === "cancelled") await cancelItems(sql, id, now());
      return outcome;
    });
    if (moved) return this.#told(id);
    return state === null
      ? failure("BATCH_NOT_FOUND", "没有这项批量操作。", "There is no such batch operation.")
      : failure(
          "BATCH_STATE_INVALID",
          `批量操作当前状态为「${state}」，不能这样做。`,
          `The batch operation is ${state}, so this cannot be done.`,
          state,
        );
  }

  async #told(id: string): Promise<Result<BatchProgress>> {
    const progress = await this.find(id);
    if (progress === null) throw new Error("A batch operation is gone while it is told of.");
    return success(progress);
  }

  async #look(): Promise<number | null> {
    const { sql, leaseMs, now } = this.#dependencies;
    const items = await claimItems(sql, leaseMs);
    const rest = [...items];
    const work = async (): Promise<void> => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
        if (!this.#isStopping) await this.#do(item);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    await endFinished(sql, now());
    return items.length > 0 ? 0 : null;
  }

  async #do(item: ClaimedItem): Promise<void> {
    const { transact, executeIn, now, sql, onError } = this.#dependencies;
    try {
      await transact(async (tx) => {
        if (!(await holdItem(tx, item))) return;
        const { work, itemId } = item;
        const result =
          work.kind === "deleteInstances"
            ? await forgetInstance(tx, itemId)
            : await executeIn(tx, commandFor(work, itemId));
        await settleItem(tx, item, result.ok ? null : result.problem, now());
      });
      this.#failures.delete(item.itemId);
    } catch (error) {
      onError(error);
      if (this.#hasAnotherChance(item, error)) return;
      await settleItem(sql, item, UNFORESEEN, now());
    }
  }

  /** Whether the database is to blame and not the item, which is tried again after its lease then, but not for ever. */
  #hasAnotherChance({ itemId }: ClaimedItem, error: unknown): boolean {
    if (databaseTrouble(error) === null && !isDatabaseFailure(error)) return false;
    const failures = (this.#failures.get(itemId) ?? 0) + 1;
    this.#failures.set(itemId, failures);
    return failures < MOST_CHANCES;
  }
}

const UNFORESEEN = {
  code: "BATCH_ITEM_FAILED",
  message: {
    zh: "执行时发生意外错误，已记录；该实例保持原样。",
    en: "Something unforeseen went wrong and was recorded. The instance is as it was.",
  },
};
