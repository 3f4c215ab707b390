import { defineConfig } from "prisma/config";

/** Where Prisma's command line finds the schema. The database's address is given at run time. */
export default defineConfig({
  schema: "schema",
  migrations: { path: "migrations" },
});
