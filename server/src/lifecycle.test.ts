import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { lifecycle, repeated } from "./lifecycle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("stops in reverse what was started, once", async () => {
  const log: string[] = [];
  const parts = lifecycle();
  for (const name of ["a", "b"]) {
    parts.add({
      start: async () => void log.push(`+${name}`),
      stop: async () => void log.push(`-${name}`),
    });
  }
  await parts.start();
  await parts.stop();
  await parts.stop();
  expect(log).toEqual(["+a", "+b", "-b", "-a"]);
});

it("undoes a start that fails half-way", async () => {
  const stop = vi.fn<() => Promise<void>>(async () => undefined);
  const parts = lifecycle();
  parts.add({ start: async () => undefined, stop });
  parts.add({ start: () => Promise.reject(new Error("no broker")), stop });
  await expect(parts.start()).rejects.toThrow("no broker");
  expect(stop).toHaveBeenCalledOnce();
});

it("repeats work after its pause, failures or not, until it is stopped", async () => {
  const onError = vi.fn<(error: unknown) => void>();
  const work = vi
    .fn<() => Promise<unknown>>()
    .mockRejectedValueOnce(new Error("once"))
    .mockResolvedValue(null);
  const part = repeated(work, 1000, onError);
  await part.start();
  await vi.advanceTimersByTimeAsync(3000);
  expect(work).toHaveBeenCalledTimes(3);
  expect(onError).toHaveBeenCalledOnce();
  await part.stop();
  await vi.advanceTimersByTimeAsync(3000);
  expect(work).toHaveBeenCalledTimes(3);
});
