/** The runtime's connections, each bounded in what it may take. */
import { LimitedClient } from "@tongban/prisma";
import { Pool } from "pg";

/** Longest wait for a connection. */
const WAIT_MS = 15_000;

/** Opens a pool; what befalls connections that nobody uses is told to `onError`. */
export function openPool(
  databaseUrl: string,
  max: number,
  onError: (error: unknown) => void,
): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max,
    Client: LimitedClient,
    // Statements that do not wait for each other travel together.
    pipeline: true,
    connectionTimeoutMillis: WAIT_MS,
  });
  // A connection that the database closes is replaced at its next use. Whoever was using it hears of it by the failure of the
  // statement; without a listener of its own the event would end the process.
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
