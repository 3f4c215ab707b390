/** The runtime's ways to its database: a pool, and a line on which all servers hear each other. */
import { randomInt } from "node:crypto";
import { LimitedClient } from "@tongban/prisma";
import { Client, Pool, type PoolClient } from "pg";
import { gathering, type Send } from "./pipeline.ts";
import { NODE_COUNT } from "./snowflake.ts";
import { claimNode } from "./work/claim-node.ts";
import { type Announcement, Listener } from "./work/live.ts";

/** PostgreSQL in life; tests put a store of their own in its place. */
export interface RuntimeConnections {
  readonly pool: Pool;
  /** How statements are asked of a connection of the pool. */
  send(client: PoolClient): Send;
  /** Opens a connection of its own, for what holds on to its session; whoever asked ends it. */
  session(): Promise<Client>;
  /** Number of this server in the ids that it makes, from 0 to `NODE_COUNT` - 1. */
  node(): number;
  /** Hears what is announced; `reconnected` when what was announced meanwhile is unknown. */
  listen(
    hear: (announcement: Announcement) => void,
    reconnected: () => void,
  ): Pick<Listener, "start" | "stop">;
}

/** Longest wait for a connection of the pool. */
const WAIT_MS = 15_000;

/**
 * Connections to PostgreSQL, each bounded in what it may take. What befalls those that nobody uses is told to `onError`.
 *
 * @param directUrl past a pooler that gives each transaction another session: LISTEN and locks of a session need one of their own
 */
export function postgresConnections(
  { databaseUrl, directUrl }: { readonly databaseUrl: string; readonly directUrl: string },
  poolSize: number,
  onError: (error: unknown) => void,
): RuntimeConnections {
  // Until `listen` has claimed a number of its own: deployments before that are single and rare.
  let node = randomInt(NODE_COUNT);
  let claimedNode: number | undefined;
  return {
    pool: openPool(databaseUrl, poolSize, onError),
    // Behind a pooler each transaction may have another session, which has nothing prepared.
    send: (client) => gathering(client, directUrl === databaseUrl),
    session: async () => {
      // Its statements may take hours; the system finds out whether somebody is still there.
      const client = new Client({
        connectionString: directUrl,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      });
      client.on("error", () => undefined);
      await client.connect();
      return client;
    },
    node: () => node,
    listen: (hear, reconnect) =>
      new Listener(directUrl, hear, {
        connect: async (client) => {
          claimedNode = await claimNode(client, claimedNode);
          node = claimedNode;
        },
        reconnect,
        error: onError,
      }),
  };
}

function openPool(databaseUrl: string, max: number, onError: (error: unknown) => void): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max,
    Client: LimitedClient,
    // What is asked meanwhile does not wait for the answer to what was asked before.
    pipeline: true,
    connectionTimeoutMillis: WAIT_MS,
  });
  // A connection that the database closes is replaced at its next use.
  pool.on("error", onError);
  return pool;
}
