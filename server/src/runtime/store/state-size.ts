/**
 * About how large a state is: the characters of its records as they were read and written. What is written over still counts until the
 * state is read anew, so it is rather too much than too little, and costs nothing to know.
 */
import type { InstanceState } from "@tongban/engine";

const sizes = new WeakMap<InstanceState, number>();

/** So many characters of records were read into a state, or written from it. */
export function grown(state: InstanceState, characters: number): void {
  sizes.set(state, sizeOf(state) + characters);
}

/** Characters of its records, at most. */
export function sizeOf(state: InstanceState): number {
  return sizes.get(state) ?? 0;
}
