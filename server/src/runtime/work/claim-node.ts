/**
 * The node number in this server's ids: claimed by a lock that lives as long as the connection, so that two servers on one
 * database never have the same, and a killed server's number is free again at once.
 */
import { randomInt } from "node:crypto";
import type { Client } from "pg";
import { NODE_COUNT } from "../snowflake.ts";

/** First key of the lock; the second is the node. */
const LOCK_CLASS = 7_400_116;

/**
 * Claims a node number.
 * @param preferred the one that this server had before its connection was lost
 * @throws when all numbers are taken
 */
export async function claimNode(client: Client, preferred: number | undefined): Promise<number> {
  const first = preferred ?? randomInt(NODE_COUNT);
  for (let offset = 0; offset < NODE_COUNT; offset += 1) {
    const node = (first + offset) % NODE_COUNT;
    const { rows } = await client.query<{ is_mine: boolean }>(
      "SELECT pg_try_advisory_lock($1::int, $2::int) AS is_mine",
      [LOCK_CLASS, node],
    );
    if (rows[0]?.is_mine === true) return node;
  }
  throw new Error(`All ${NODE_COUNT} node numbers of this database are in use.`);
}
