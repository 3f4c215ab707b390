/**
 * The one way to the database that the runtime knows, so that a step can run in its own transaction (a pg client, group
 * commit) or in a feature's (a Prisma interactive transaction). Statements are written so that both answer alike: ids are
 * cast to text, instants are epoch ms as float8, JSON is cast to text.
 */
import type { Database } from "@tongban/prisma";
import type { Pool, PoolClient } from "pg";

/** Runs one parameterised statement. */
export interface SqlExecutor {
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** Statements on a client of the pool. */
export function onClient(client: PoolClient): SqlExecutor {
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
      const { rows } = await client.query<object & Row>(statement);
      return rows;
    },
  };
}

const statementNames = new Map<string, string>();

function statementName(text: string): string {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  const name = `tongban_${statementNames.size}`;
  statementNames.set(text, name);
  return name;
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
