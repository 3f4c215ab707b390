/** The Prisma client of this schema, on PostgreSQL through `pg`: no engine binary. */
import { PrismaPg } from "@prisma/adapter-pg";
import { OrderedClient } from "./ordered-client.ts";
import { PrismaClient } from "./generated/client.ts";

export { Prisma, PrismaClient } from "./generated/client.ts";

/** The client, or the client of an interactive transaction: what a repository needs. */
export type Database = Omit<
  PrismaClient,
  "$connect" | "$disconnect" | "$extends" | "$on" | "$transaction"
>;

/**
 * Opens the features' database access.
 *
 * @param poolSize connections at most
 */
export function openDatabase(databaseUrl: string, poolSize: number): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: databaseUrl,
      max: poolSize,
      Client: OrderedClient,
    }),
    // Messages of failures go to the log; they must not quote the values of the query.
    errorFormat: "minimal",
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
}
