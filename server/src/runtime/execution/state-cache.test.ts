/** What is kept in memory, and for how long. */
import { newInstanceState } from "@tongban/engine";
import { expect, test } from "vitest";
import { grown } from "../store/state-size.ts";
import { StateCache } from "./state-cache.ts";

function kept(cache: StateCache): string[] {
  return ["1", "2", "3"].filter((id) => cache.peek(id, 1) !== undefined);
}

test("the states unused for longest give way when there are too many", () => {
  const cache = new StateCache({ states: 2, characters: 100 });
  for (const id of ["1", "2"]) cache.put(id, 1, newInstanceState());
  const first = cache.take("1", 1);
  if (first !== undefined) cache.put("1", 1, first);
  cache.put("3", 1, newInstanceState());
  expect(kept(cache)).toEqual(["1", "3"]);
});

test("and when they are too large together; one that is so alone is not kept, and drives nobody out", () => {
  const cache = new StateCache({ states: 9, characters: 100 });
  for (const [id, size] of [
    ["1", 60],
    ["2", 40],
    ["3", 30],
  ] as const) {
    const state = newInstanceState();
    grown(state, size);
    cache.put(id, 1, state);
  }
  expect(kept(cache)).toEqual(["2", "3"]);
  const huge = newInstanceState();
  grown(huge, 101);
  cache.put("1", 1, huge);
  expect(kept(cache)).toEqual(["2", "3"]);
});

test("a state of another revision is gone", () => {
  const cache = new StateCache({ states: 9, characters: 100 });
  cache.put("1", 1, newInstanceState());
  expect(cache.take("1", 2)).toBeUndefined();
  expect(kept(cache)).toEqual([]);
});
