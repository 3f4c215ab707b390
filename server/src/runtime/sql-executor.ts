/**
 * The one way to the database that the runtime knows, so that a step can run in its own transaction (a pg client, group
 * commit) or in a feature's (a Prisma interactive transaction). Statements are written so that both answer alike: ids are
 * cast to text, instants are epoch ms as float8, JSON is cast to text.
 */
import type { Database } from "@tongban/prisma";
import type { Pool, PoolClient } from "pg";
import { together } from "./together.ts";

/** Runs one parameterised statement. */
export interface SqlExecutor {
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** Statements on a client of the pool. */
export function onClient(client: Pick<PoolClient, "query">): SqlExecutor {
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) => {
      const { rows } = await client.query<object & Row>(sql, [...params]);
      return rows;
    },
  };
}

/**
 * The same, each text read and planned by the database once a connection instead of each time. Only for connections that keep
 * their session, and for texts that the program states: they are remembered for as long as it runs.
 */
export function onPreparing(client: PoolClient): SqlExecutor {
  return {
    query: async <Row>(text: string, params: readonly unknown[] = []) => {
      const statement = { name: statementName(text), text, values: [...params] };
      try {
        const { rows } = await client.query<object & Row>(statement);
        return rows;
      } catch (error) {
        if (isStaleStatement(error)) forgetStatements();
        throw error;
      }
    },
  };
}

/**
 * Every hot statement joins a few keys with a table by its index. Without fresh statistics the planner reads whole tables for that
 * instead, which costs the more the larger they are; and a plan is kept that was made when a table was empty.
 */
export const BEGIN = `BEGIN; ${[
  "enable_hashjoin = off",
  "enable_mergejoin = off",
  "enable_seqscan = off",
  "plan_cache_mode = force_generic_plan",
]
  .map((setting) => `SET LOCAL ${setting}`)
  .join("; ")}`;

/** Each statement prepared, in a transaction of its own that travels with it. */
export function onPreparingPool(pool: Pool): SqlExecutor {
  const alone = async <Row>(text: string, params: readonly unknown[]): Promise<Row[]> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      const [, rows] = await together([
        client.query(BEGIN),
        onPreparing(client).query<Row>(text, params),
        // Of a statement that failed this is the rollback.
        client.query("COMMIT"),
      ]);
      return rows;
    } catch (error) {
      broken = await rollBack(client);
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return {
    query: <Row>(text: string, params: readonly unknown[] = []) =>
      alone<Row>(text, params).catch((error: unknown) => {
        if (isStaleStatement(error)) return alone<Row>(text, params);
        throw error;
      }),
  };
}

let statementNames = new Map<string, string>();
/** How often all of them were forgotten. */
let generation = 0;

function statementName(text: string): string {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  const name = `tongban_${generation}_${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

/** Every connection prepares each text once more under another name: what has befallen one of them has befallen all. */
function forgetStatements(): void {
  generation += 1;
  statementNames = new Map();
}

/**
 * Whether a session knows a prepared statement no longer, or only as it was before the tables were changed: a later server's migration
 * of the same database, or somebody who has cleared the session (DISCARD ALL). Nothing is done; done again it succeeds.
 */
export function isStaleStatement(error: unknown): boolean {
  const { code, message } = (error ?? {}) as Record<"code" | "message", unknown>;
  return code === "26000" || (code === "0A000" && String(message).startsWith("cached plan"));
}

/** Statements outside of any transaction. */
export function onPool(pool: Pool): SqlExecutor {
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) => {
      const { rows } = await pool.query<object & Row>(sql, [...params]);
      return rows;
    },
  };
}

/** Statements in a Prisma transaction. */
export function onPrisma(transaction: Database): SqlExecutor {
  return {
    query: <Row>(sql: string, params: readonly unknown[] = []) =>
      transaction.$queryRawUnsafe<Row[]>(sql, ...params),
  };
}

/** Rolls back; a connection that cannot even do that is broken, and to be released as such. */
export async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
