export { type Database, Prisma, PrismaClient, openDatabase } from "./client.ts";
export { MigrationProblem, type MigrationProblemCode, applyMigrations } from "./migrate.ts";
export { SESSION_LIMITS } from "./session-limits.ts";
