export { type Database, Prisma, PrismaClient, openDatabase } from "./client.ts";
export { MigrationProblem, type MigrationProblemCode, applyMigrations } from "./migrate.ts";
export { LimitedClient } from "./limited-client.ts";
