/** A process that owns an embedded PostgreSQL until it is killed: `own-a-cluster.ts <folder> <password>`. */
import { startEmbeddedPostgres } from "../src/infrastructure/embedded-postgres.ts";

const [, , directory = "", password = ""] = process.argv;
const { url, pid } = await startEmbeddedPostgres({ directory, password });
process.send?.({ url, pid });
