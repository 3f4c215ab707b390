/**
 * A socket on which everything that is written in one turn of the event loop leaves in one piece. A transaction sends a dozen
 * statements at once; a system call for each, and a wake-up of PostgreSQL for each, cost more than what they carry.
 */
import { Socket } from "node:net";
import process from "node:process";

/** See file head; the driver corks the socket around each statement, so that is where gathering begins. */
export class GatheringSocket extends Socket {
  #isGathering = false;

  override cork(): void {
    if (!this.#isGathering) {
      this.#isGathering = true;
      super.cork();
      // Behind all that is still to run in this turn.
      process.nextTick(() => {
        this.#isGathering = false;
        super.uncork();
      });
    }
    super.cork();
  }
}
