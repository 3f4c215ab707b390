/** Calls that wait for an answer, each bounded in time. */
import type { RpcReply } from "./contract.ts";
import type { DeviceFault, DeviceResult } from "./device-result.ts";

interface PendingCall {
  readonly deviceId: string;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (result: DeviceResult<unknown>) => void;
}

/** The waiting room of a connection. */
export class PendingCalls {
  readonly #calls = new Map<string, PendingCall>();

  /** Waits for the answer with this correlation id, `timeoutMs` milliseconds at most. */
  add(correlationId: string, deviceId: string, timeoutMs: number): Promise<DeviceResult<unknown>> {
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.fail(correlationId, "DEVICE_TIMEOUT", `no answer within ${timeoutMs} ms`),
        timeoutMs,
      );
      this.#calls.set(correlationId, { deviceId, timer, resolve });
    });
  }

  /** Hands an answer to who waits for it, if anybody does. */
  settle(reply: RpcReply): void {
    this.#end(
      reply.correlationId,
      reply.ok
        ? { ok: true, result: reply.result }
        : {
            ok: false,
            fault: "DEVICE_REFUSED",
            message: `${reply.error.code}: ${reply.error.message}`,
          },
    );
  }

  /** Ends one call without an answer. */
  fail(correlationId: string, fault: DeviceFault, message: string): void {
    this.#end(correlationId, { ok: false, fault, message });
  }

  /** Ends all calls to one device. */
  failDevice(deviceId: string, fault: DeviceFault, message: string): void {
    for (const [correlationId, call] of this.#calls) {
      if (call.deviceId === deviceId) this.fail(correlationId, fault, message);
    }
  }

  /** Ends all calls. */
  failAll(fault: DeviceFault, message: string): void {
    for (const correlationId of this.#calls.keys()) this.fail(correlationId, fault, message);
  }

  #end(correlationId: string, result: DeviceResult<unknown>): void {
    const call = this.#calls.get(correlationId);
    if (call === undefined) return;
    this.#calls.delete(correlationId);
    clearTimeout(call.timer);
    call.resolve(result);
  }
}
