/**
 * The one way to the database that the runtime knows, so that a step can run in its own transaction (a pg client, group
 * commit) or in a feature's (a Prisma interactive transaction). Statements are written so that both answer alike: ids are
 * cast to text, instants are epoch ms as float8, JSON is cast to text.
 */
import type { Database } from "@tongban/prisma";
import type { ClientBase, Pool } from "pg";

/** Runs one parameterised statement. */
export interface SqlExecutor {
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** Statements one by one, on a client or on any of a pool. */
export function onClient(client: Pick<ClientBase | Pool, "query">): SqlExecutor {
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) => {
      const { rows } = await client.query<object & Row>(sql, [...params]);
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
