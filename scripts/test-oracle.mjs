// `npm run test:oracle -- --pairs 100000 --seed 7`: the engine beside the oracle of engine/testing/oracle, at length.
import { launch } from "./launch.mjs";

await launch("engine/testing/oracle/main.ts");
