// `npm run bench`: this runtime beside others on one PostgreSQL, into docs/benchmarks.md (`-- --quick`: a look only).
import { launch } from "./launch.mjs";

await launch("server/bench/main.ts");
