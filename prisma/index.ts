export { MigrationProblem, type MigrationProblemCode, applyMigrations } from "./migrate.ts";
