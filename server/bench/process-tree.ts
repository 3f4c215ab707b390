/** Signals for a process and those that it has started. */
import { globSync, readFileSync } from "node:fs";
import process from "node:process";

/** Sends it to all of them; to the process alone where the system does not tell its children (no `/proc`). */
export function signalTree(pid: number, signal: "SIGSTOP" | "SIGCONT"): void {
  for (const child of childrenOf(pid)) signalTree(child, signal);
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended meanwhile.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function childrenOf(pid: number): number[] {
  return globSync(`/proc/${pid}/task/*/children`).flatMap((path) => {
    try {
      return readFileSync(path, "utf8").trim().split(/\s+/u).filter(Boolean).map(Number);
    } catch {
      // The thread has ended meanwhile.
      return [];
    }
  });
}
