/** The inbox from the keyboard: J/K (or arrows) move, Enter opens, C claims. */

/** What a key asks for; undefined when it is not for the inbox. */
export type InboxMove = "next" | "previous" | "open" | "claim";

const KEYS: Readonly<Record<string, InboxMove>> = {
  j: "next",
  k: "previous",
  ArrowDown: "next",
  ArrowUp: "previous",
  Enter: "open",
  c: "claim",
};

/** The parts of a keyboard event that decide. */
export interface KeyPress {
  readonly key: string;
  readonly isModified: boolean;
  /** The focus is in a field, on a button or in a dialog: the key is theirs. */
  readonly isTaken: boolean;
}

/** Reads a key press. */
export function inboxMove({ key, isModified, isTaken }: KeyPress): InboxMove | undefined {
  return isModified || isTaken ? undefined : KEYS[key];
}

/** The row after a move; stays inside the list, starts at the top. */
export function movedRow(current: number, move: "next" | "previous", rows: number): number {
  if (rows === 0) return -1;
  return Math.min(rows - 1, Math.max(0, current + (move === "next" ? 1 : -1)));
}
