/**
 * Finds a pattern in a text in time that grows with text times pattern: the machine tries alternatives in order and never
 * tries the same instruction at the same place twice. With back references that is not possible; the run's bound ends them.
 */
import { LimitReached } from "../program/limit.ts";
import type { Run } from "../program/run.ts";
import type { Instruction, Pattern } from "./compile.ts";

/** Where groups begin and end, two numbers each; the first is the whole match. -1 where a group took no part. */
export type Match = readonly number[];

/** Bits that one search may remember. */
const MAX_STATES = 64_000_000;
/** States that are cleared for the price of one step. */
const STATES_PER_STEP = 1024;

/** Finds a pattern's matches in one text, from left to right. */
export class Matcher {
  readonly #pattern: Pattern;
  readonly #text: readonly number[];
  readonly #run: Run;
  /** A bit for each instruction at each place, place by place. */
  readonly #tried: Uint8Array | null;
  /** Pairs: an instruction and a place to try, or `-1 - slot` and the value to restore. */
  readonly #stack: number[] = [];
  #groups: number[] = [];
  /** The last place that was looked at. */
  #furthest = 0;

  /** @throws LimitReached */
  constructor(pattern: Pattern, text: readonly number[], run: Run) {
    const states = pattern.program.length * (text.length + 1);
    if (states > MAX_STATES) throw new LimitReached();
    run.spend(Math.ceil(states / STATES_PER_STEP));
    this.#pattern = pattern;
    this.#text = text;
    this.#run = run;
    this.#tried = pattern.hasBackReferences ? null : new Uint8Array(Math.ceil(states / 8));
  }

  /** The first match from a place on, in code points; null when there is none. @throws LimitReached */
  next(from: number): Match | null {
    this.#forget(from);
    for (let start = from; start <= this.#text.length; start += 1) {
      const match = this.#matchAt(start);
      if (match !== null) return match;
    }
    return null;
  }

  /** What was tried behind a place may have been part of a match, and is to be tried again. */
  #forget(from: number): void {
    const length = this.#pattern.program.length;
    const first = Math.floor((from * length) / 8);
    const last = Math.ceil(((this.#furthest + 1) * length) / 8);
    this.#tried?.fill(0, first, Math.max(first, last));
    this.#run.spend(Math.ceil(Math.max(0, last - first) / STATES_PER_STEP));
  }

  #matchAt(start: number): Match | null {
    this.#groups = Array.from({ length: (this.#pattern.groups + 1) * 2 }, () => -1);
    this.#stack.push(0, start);
    while (this.#stack.length > 0) {
      const place = this.#stack.pop() ?? 0;
      const instruction = this.#stack.pop() ?? 0;
      if (instruction < 0) this.#groups[-1 - instruction] = place;
      else {
        const end = this.#follow(instruction, place);
        if (end !== -1) {
          this.#stack.length = 0;
          this.#groups[0] = start;
          this.#groups[1] = end;
          return this.#groups;
        }
      }
    }
    return null;
  }

  /** Follows one alternative to its end: the place behind the match, or -1. */
  #follow(first: number, place: number): number {
    let at = first;
    let here = place;
    for (;;) {
      const instruction = this.#pattern.program[at];
      if (instruction === undefined || this.#wasTried(at, here)) return -1;
      this.#run.spend(1);
      this.#furthest = Math.max(this.#furthest, here);
      switch (instruction.kind) {
        case "match":
          return here;
        case "jump":
          at = instruction.to;
          break;
        case "split":
          this.#stack.push(instruction.second, here);
          at = instruction.first;
          break;
        case "save":
          this.#stack.push(-1 - instruction.slot, this.#groups[instruction.slot] ?? -1);
          this.#groups[instruction.slot] = here;
          at += 1;
          break;
        default: {
          const next = this.#step(instruction, here);
          if (next === -1) return -1;
          here = next;
          at += 1;
        }
      }
    }
  }

  #step(
    instruction: Extract<Instruction, { kind: "set" | "start" | "end" | "back" }>,
    here: number,
  ): number {
    const text = this.#text;
    const isLine = this.#pattern.isMultiline;
    switch (instruction.kind) {
      case "set": {
        const point = text[here];
        return point !== undefined && instruction.set(point) ? here + 1 : -1;
      }
      case "start":
        return here === 0 || (isLine && text[here - 1] === 0x0a && here < text.length) ? here : -1;
      case "end":
        return here === text.length || (isLine && text[here] === 0x0a) ? here : -1;
      case "back": {
        const from = this.#groups[instruction.group * 2] ?? -1;
        const to = this.#groups[instruction.group * 2 + 1] ?? -1;
        for (let offset = 0; from + offset < to; offset += 1) {
          if (!this.#isSame(text[from + offset], text[here + offset])) return -1;
        }
        return here + Math.max(0, to - from);
      }
    }
  }

  #isSame(left: number | undefined, right: number | undefined): boolean {
    if (left === right) return true;
    if (left === undefined || right === undefined || !this.#pattern.ignoresCase) return false;
    return String.fromCodePoint(left).toLowerCase() === String.fromCodePoint(right).toLowerCase();
  }

  #wasTried(at: number, here: number): boolean {
    const tried = this.#tried;
    if (tried === null) return false;
    const state = here * this.#pattern.program.length + at;
    const byte = state >> 3;
    const bit = 1 << (state & 7);
    const value = tried[byte] ?? 0;
    if ((value & bit) !== 0) return true;
    tried[byte] = value | bit;
    return false;
  }
}
