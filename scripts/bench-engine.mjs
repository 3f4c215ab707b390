// `npm run bench:engine`: the engine's core beside another one, into docs/benchmarks.md (`-- --quick`: a look only).
import { launch } from "./launch.mjs";

await launch("engine/bench/main.ts");
