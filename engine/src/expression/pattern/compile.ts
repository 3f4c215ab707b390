/** A pattern's tree as a program for a `Matcher`: the instructions of a machine that tries alternatives in order. */
import { LimitReached } from "../program/limit.ts";
import type { CharacterSet } from "./characters.ts";
import { type Part, parsePattern } from "./parse.ts";

/** One instruction; without a jump the next one follows. */
export type Instruction =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "jump"; to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "back"; readonly group: number }
  | { readonly kind: "match" };

/** See the file's head. */
export interface Pattern {
  readonly program: readonly Instruction[];
  readonly groups: number;
  readonly isMultiline: boolean;
  readonly ignoresCase: boolean;
  /** Back references make what follows depend on how it was reached. */
  readonly hasBackReferences: boolean;
}

/** Longest program; repetitions with numbers are written out. */
const MAX_PROGRAM = 10_000;

/** Compiles a pattern. @throws PatternProblem @throws LimitReached */
export function compilePattern(source: string, flags: string): Pattern {
  const { part, groups, isMultiline } = parsePattern(source, flags);
  const program: Instruction[] = [];
  emit(part, program);
  program.push({ kind: "match" });
  const hasBackReferences = program.some(({ kind }) => kind === "back");
  return { program, groups, isMultiline, ignoresCase: flags.includes("i"), hasBackReferences };
}

function emit(part: Part, program: Instruction[]): void {
  if (program.length > MAX_PROGRAM) throw new LimitReached();
  switch (part.kind) {
    case "sequence":
      for (const each of part.parts) emit(each, program);
      return;
    case "choice":
      emitChoice(part.parts, program);
      return;
    case "group":
      if (part.number !== null) program.push({ kind: "save", slot: part.number * 2 });
      emit(part.part, program);
      if (part.number !== null) program.push({ kind: "save", slot: part.number * 2 + 1 });
      return;
    case "repeat":
      emitRepeat(part, program);
      return;
    default:
      program.push(part);
  }
}

function emitChoice(parts: readonly Part[], program: Instruction[]): void {
  const ends: { kind: "jump"; to: number }[] = [];
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) {
      emit(part, program);
      break;
    }
    const split = { kind: "split" as const, first: program.length + 1, second: 0 };
    program.push(split);
    emit(part, program);
    const end = { kind: "jump" as const, to: 0 };
    program.push(end);
    ends.push(end);
    split.second = program.length;
  }
  for (const end of ends) end.to = program.length;
}

function emitRepeat(repeat: Extract<Part, { kind: "repeat" }>, program: Instruction[]): void {
  const { part, min, max, isReluctant } = repeat;
  for (let count = 0; count < min; count += 1) emit(part, program);
  const splits: { split: Extract<Instruction, { kind: "split" }> }[] = [];
  const open = (): number => {
    const split = { kind: "split" as const, first: 0, second: 0 };
    program.push(split);
    splits.push({ split });
    return program.length - 1;
  };
  if (max === Infinity) {
    const to = open();
    emit(part, program);
    program.push({ kind: "jump", to });
  }
  const optional = max === Infinity ? 0 : max - min;
  for (let count = 0; count < optional; count += 1) {
    open();
    emit(part, program);
  }
  for (const { split } of splits) {
    const inside = program.indexOf(split) + 1;
    split.first = isReluctant ? program.length : inside;
    split.second = isReluctant ? inside : program.length;
  }
}
