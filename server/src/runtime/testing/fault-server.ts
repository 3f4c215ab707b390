/**
 * A server that the fault test kills: the runtime with workers, told what to do over the parent's channel. It answers a command
 * only when the runtime has, that is after the commit.
 */
import process from "node:process";
import { openDatabase } from "@tongban/prisma";
import { Runtime } from "../index.ts";
import type { FromServer, ToServer } from "./fault-protocol.ts";
import { registerFaultWorkers } from "./fault-workers.ts";

const databaseUrl = process.env["DATABASE_URL"] ?? "";
const LEASE_MS = 1000;

function tell(message: FromServer): void {
  process.send?.(message);
}

function serve(): Runtime {
  const runtime = new Runtime({
    databaseUrl,
    prisma: openDatabase(databaseUrl, 8),
    now: () => Date.now(),
    timeZone: "Asia/Shanghai",
    poolSize: 4,
    onError: (error) => tell({ type: "trouble", error: String(error) }),
    leaseMs: LEASE_MS,
  });
  registerFaultWorkers(runtime, {
    working: () => tell({ type: "working" }),
    performed: (key) => tell({ type: "performed", key }),
  });
  return runtime;
}

const runtime = serve();
process.on("message", (message: ToServer) => {
  if (message.type === "start") {
    runtime.start().then(
      () => tell({ type: "started" }),
      (error: unknown) => tell({ type: "trouble", error: String(error) }),
    );
    return;
  }
  const { id, command } = message;
  runtime.execute(command).then(
    (result) => tell({ type: "answer", id, result }),
    (error: unknown) => tell({ type: "failed", id, error: String(error) }),
  );
});
// Without its parent it has nothing to do.
process.on("disconnect", () => process.exit(0));
tell({ type: "loaded" });
