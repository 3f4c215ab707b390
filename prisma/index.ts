export { type Database, Prisma, PrismaClient, openDatabase } from "./client.ts";
export { MigrationProblem, type MigrationProblemCode, applyMigrations } from "./migrate.ts";
export { LimitedClient, SESSION_LIMITS } from "./limited-client.ts";
