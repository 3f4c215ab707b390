/** What a step has others do, within its transaction. */
import type { FollowUp } from "@tongban/engine";
import type { LockedInstance } from "../store/instance-store.ts";
import { lockCorrelation } from "../store/message-store.ts";
import { broadcast } from "./broadcast-signal.ts";
import { callProcess } from "./call-process.ts";
import { CallsWithoutEnd } from "./calls-without-end.ts";
import { publish } from "./publish-message.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** Signals and messages that one transaction may throw: more is taken for a circle of them, and undone. */
const MAX_CALLS = 1000;

/** How long a message is kept that the engine has sent and nobody waits for yet. */
const KEPT_FOR_MS = 24 * 3_600_000;

/** See file head. */
export class FollowUps {
  readonly #unit: UnitOfWork;
  #calls = 0;

  constructor(unit: UnitOfWork) {
    this.#unit = unit;
  }

  /** @throws CallsWithoutEnd when they have called each other too often */
  async follow(caller: LockedInstance, followUp: FollowUp): Promise<void> {
    switch (followUp.type) {
      case "broadcastSignal":
        this.#countCall(followUp.signalName);
        await broadcast(this.#unit, followUp.signalName, followUp.variables, caller.id);
        return;
      case "publishMessage":
        this.#countCall(followUp.messageName);
        await this.#publish(followUp);
        return;
      case "startCalledProcess":
        await callProcess(this.#unit, caller, followUp);
        return;
      default:
        // The other instance may have ended meanwhile; then there is nobody to tell.
        await this.#unit.apply(followUp.processInstanceId, followUp.command);
    }
  }

  #countCall(name: string): void {
    this.#calls += 1;
    if (this.#calls > MAX_CALLS) throw new CallsWithoutEnd(name);
  }

  /** Who has opened its subscription in this very transaction finds the message when that is finished. */
  async #publish({
    messageName: name,
    correlationKey,
    variables,
  }: Extract<FollowUp, { type: "publishMessage" }>): Promise<void> {
    await lockCorrelation(this.#unit.tx, [{ name, key: correlationKey }]);
    const message = { name, correlationKey, variables, timeToLiveMs: KEPT_FOR_MS };
    await publish(this.#unit, { type: "publishMessage", ...message });
  }
}
