/**
 * A contender's process, told what to do over its standard input (protocol.ts). While it is not its turn it stands still: a Java machine
 * and a broker that wait take a tenth of a core each, from whoever is being measured.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { signalTree } from "./process-tree.ts";
import { type Answer, type Introduction, MARK, type Order, type Outcome } from "./protocol.ts";

/** See file head. */
export class Participant {
  #introduction: Introduction | undefined;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  #log = "";
  #isEnding = false;

  /** Starts a program that speaks the protocol; its first answer is its introduction. */
  static async start(command: string, args: readonly string[]): Promise<Participant> {
    const participant = new Participant(command, args);
    const answer = await participant.#answer();
    if (!("introduction" in answer)) throw new Error(`No introduction: ${JSON.stringify(answer)}`);
    participant.#introduction = answer.introduction;
    participant.#signal("SIGSTOP");
    return participant;
  }

  private constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      if (line.startsWith(MARK)) {
        this.#waiting.shift()?.(JSON.parse(line.slice(MARK.length)) as Answer);
      } else {
        this.#log = `${this.#log}${line}\n`.slice(-4000);
      }
    });
    this.#child.on("exit", (code) => {
      const failed = `The process ended with ${String(code)}:\n${this.#log}`;
      for (const resolve of this.#waiting.splice(0)) resolve({ failed });
    });
  }

  /** Who it is. */
  get introduction(): Introduction {
    if (this.#introduction === undefined) throw new Error("It has not introduced itself yet");
    return this.#introduction;
  }

  /** @throws when it fails */
  async tell(order: Order): Promise<void> {
    await this.#ask(order);
  }

  /** A round and what it came to. @throws when it fails */
  async measure(order: Order): Promise<Outcome> {
    const answer = await this.#ask(order);
    if (!("outcome" in answer)) throw new Error(`No outcome: ${JSON.stringify(answer)}`);
    return answer.outcome;
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#isEnding = true;
    this.#signal("SIGCONT");
    this.#child.stdin.end(`${JSON.stringify({ order: "stop" } satisfies Order)}\n`);
    await exit;
  }

  async #ask(order: Order): Promise<Answer> {
    const answered = this.#answer();
    this.#signal("SIGCONT");
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    const answer = await answered;
    // Who is told to end while it works must not be held up on its way out.
    if (!this.#isEnding) this.#signal("SIGSTOP");
    if ("failed" in answer) throw new Error(`${order.order}: ${answer.failed}`);
    return answer;
  }

  #signal(signal: "SIGSTOP" | "SIGCONT"): void {
    if (this.#child.pid !== undefined) signalTree(this.#child.pid, signal);
  }

  #answer(): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
